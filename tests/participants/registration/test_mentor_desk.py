"""A mentor registers people of the kecamatan of their role: without the card check, and without learning of others."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.accounts.models import AccessLog, User
from okoce.clock import now
from participants.identity_checks.models import IdentityCheck
from participants.mentoring.actions import notes as mentoring
from participants.people.models import Participant
from participants.registration.actions import assisted
from participants.registration.models import RegistrationDraft
from participants.registration.views import mentor_desk
from tests.carried import carried
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, GROGOL, JATINEGARA, KEBON_JERUK, TOMANG
from tests.factories.registrations import NIK, make_answers, make_ground, send_at_desk
from tests.factories.years import make_point
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db
DESK = "/meja/"


@pytest.fixture(autouse=True)
def ground():
    return make_ground()


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def desk(client, mentor):
    client.force_login(mentor)
    return client


def answered(response, client):
    """The page after sending, without what is another each time: number, code, address of the receipt."""
    page = client.get(response.url).content.decode()
    assert response.status_code == 302
    return re.sub(r"OK\d\d-\w{6}-\w|/daftar/selesai/[^/]+/|csrfmiddlewaretoken[^>]+", "", page)


# --- A new person --------------------------------------------------------------------------------------


def test_the_person_waits_for_the_card_check_and_the_mentor_is_written_down(desk, mentor):
    answer = send_at_desk(desk)

    person = Participant.objects.get()
    page = desk.get(answer.url).content.decode()
    assert (person.registered_by, person.mentor, person.is_checked, person.kecamatan_id) == (
        mentor,
        None,
        False,
        GROGOL,
    )
    assert IdentityCheck.objects.count() == 0
    assert [
        word for word in (person.registration_number, person.name, "Menunggu KTP dicocokkan") if word not in page
    ] == []
    assert NIK not in page


def test_the_person_stands_on_the_officers_list_of_cards_to_check(client, desk):
    send_at_desk(desk)
    person = Participant.objects.get()
    client.force_login(make_user("officer"))

    assert person.name in client.get("/peserta/?menunggu=on").content.decode()


def test_a_tick_for_the_card_is_not_offered_and_not_taken(desk):
    page = desk.get(DESK).content.decode()

    send_at_desk(desk, card_checked="on")

    assert "card_checked" not in page
    assert IdentityCheck.objects.count() == 0


def test_only_the_kecamatan_of_the_role_is_offered(desk):
    page = desk.get(DESK).content.decode()
    own = re.search(r'<select name="kecamatan".*?</select>', page, re.S)[0]

    assert "Grogol Petamburan" in own
    assert [name for name in ("Cakung", "Kebon Jeruk") if name in own] == []


@pytest.mark.parametrize(("kecamatan", "kelurahan"), [(CAKUNG, JATINEGARA), (KEBON_JERUK, DURI_KEPA)])
def test_somebody_of_another_kecamatan_is_refused(desk, kecamatan, kelurahan):
    answer = send_at_desk(desk, kecamatan=kecamatan, kelurahan=kelurahan)

    assert shown_again(desk, answer).status_code == 200
    assert Participant.objects.count() == 0


def test_the_action_refuses_another_kecamatan_too(mentor):
    from okoce.regions.models import Region

    answers = make_answers(kelurahan=Region.objects.select_related("parent").get(pk=JATINEGARA))

    with pytest.raises(ValidationError, match="kecamatan tugas Anda saja"):
        assisted.register_for(answers, by=mentor, key="", point=make_point())


def test_the_action_refuses_who_is_no_mentor_any_more(mentor):
    mentor.assignments.update(ends_at=now())

    with pytest.raises(ValidationError, match="kecamatan tugas Anda saja"):
        assisted.register_for(make_answers(), by=User.objects.get(pk=mentor.pk), key="", point=make_point())


def test_a_form_sent_twice_registers_once_and_shows_the_same_receipt(desk):
    form = carried(desk, DESK)

    first, second = send_at_desk(desk, **form), send_at_desk(desk, **form)

    assert first.url == second.url
    assert Participant.objects.count() == 1


def test_a_wrong_answer_is_refused_and_everything_typed_stays(desk):
    page = shown_again(desk, send_at_desk(desk, nik="123")).content.decode()

    assert "NIK harus tepat 16 angka" in page
    assert 'value="Gorengan Kenanga"' in page


# --- A known NIK ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("home", [TOMANG, JATINEGARA])
def test_a_known_nik_is_answered_as_an_unknown_one(desk, mentor, home):
    unknown = answered(send_at_desk(desk), desk)
    Participant.objects.all().delete()
    RegistrationDraft.objects.all().delete()
    known = make_participant(nik=NIK, name="Rahasia Dahlia", kelurahan=home)

    again = answered(send_at_desk(desk), desk)

    assert again == unknown
    assert "Rahasia" not in again
    waiting = Participant.objects.sharing_nik_of(known).get()
    assert (waiting.holds_nik, waiting.registered_by) == (False, mentor)
    assert not AccessLog.objects.filter(actor=mentor).exists()


def test_a_known_mentee_is_named_with_a_link_and_logged(desk, mentor):
    mentee = make_participant(nik=NIK, name="Dahlia Kenanga", mentor=mentor)

    page = shown_again(desk, send_at_desk(desk)).content.decode()

    assert "sudah Anda dampingi" in page
    assert reverse("participants:people-detail", args=[mentee.pk]) in page
    assert Participant.objects.count() == 1
    assert AccessLog.objects.filter(actor=mentor, act="open", subject_id=mentee.pk).exists()


def test_the_mentee_of_another_mentor_is_somebody_elses(desk):
    make_participant(nik=NIK, name="Rahasia Dahlia", mentor=make_user("mentor"))

    answer = send_at_desk(desk)

    assert answer.status_code == 302
    assert "Rahasia" not in desk.get(answer.url).content.decode()


def test_ones_own_record_is_answered_as_anybodys(desk, mentor):
    make_participant(nik=NIK, name="Rahasia Dahlia", user=mentor)

    assert send_at_desk(desk).status_code == 302


# --- Limits and ways -----------------------------------------------------------------------------------


def test_forty_an_hour_are_taken(desk, monkeypatch):
    monkeypatch.setitem(mentor_desk.RATES, "send", "1/h/key")
    send_at_desk(desk)

    page = shown_again(desk, send_at_desk(desk, name="Orang Kedua")).content.decode()

    assert "sudah mengirim banyak pendaftaran" in page
    assert RegistrationDraft.objects.count() == 1


@pytest.mark.parametrize("name", ["desk-find", "desk-done", "desk-receipt"])
def test_the_rest_of_the_desk_is_closed_to_mentors(desk, mentor, name):
    mentee = make_participant(mentor=mentor)
    arguments = [] if name == "desk-find" else [mentee.pk]

    assert desk.get(reverse(f"participants:{name}", args=arguments)).status_code == 403


def test_the_mentors_pages_lead_to_the_form(desk):
    page = desk.get("/pendampingan/").content.decode()

    assert page.count('href="/meja/"') >= 2  # the menu and the button
    assert 'href="/pendampingan/kartu/"' in page


def test_who_may_also_check_cards_keeps_the_officers_form(client, mentor):
    mentor.assignments.create(role="officer", region_id=GROGOL)
    client.force_login(mentor)

    assert "card_checked" in client.get(DESK).content.decode()


def test_the_officer_finds_the_mentor_chosen_who_registered_the_person(client, desk, mentor):
    send_at_desk(desk)
    person = Participant.objects.get()
    client.force_login(make_user("officer"))

    page = client.get(f"/peserta/{person.pk}/pendamping/").content.decode()

    assert f"{mentor.name} yang mendaftarkan orang ini" in page
    assert re.search(rf'<option value="{mentor.pk}" selected', page)


def test_nobody_is_chosen_where_there_is_a_mentor_or_the_registrar_is_none(mentor):
    officer, other = make_user("officer"), make_user("mentor")
    offered = mentoring.mentors_for(officer)

    assert mentoring.registrar_of(make_participant(registered_by=mentor), offered) == mentor
    assert mentoring.registrar_of(make_participant(registered_by=mentor, mentor=other), offered) is None
    assert mentoring.registrar_of(make_participant(registered_by=officer), offered) is None
    assert mentoring.registrar_of(make_participant(), offered) is None
