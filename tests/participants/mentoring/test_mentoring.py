"""Mentor and mentee: the desk, the note, who reads what of it, and the stage that follows."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.notifications.models import Message
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.mentoring.actions import notes as mentoring
from participants.mentoring.models import MentorAssignment, MentoringNote
from tests.carried import carried, post
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, JATINEGARA, KEBON_JERUK
from tests.factories.years import make_year
from tests.participants.mentoring.notes import DESK, ago, text_at, typed, words
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db


def names_in(response):
    return [person.name for person in response.context["mentees"]]


# --- The desk ----------------------------------------------------------------------------------------


def test_what_is_due_comes_first_and_then_who_was_met_longest_ago(desk, mentor):
    recent, long_ago, never, due, voided = (
        make_participant(name=name, mentor=mentor) for name in ("Baru", "Lama", "Belum", "Jatuh", "Batal")
    )
    make_participant(name="Orang lain", mentor=make_user("mentor"))
    evidence.make_note(recent, ago(1), by=mentor)
    evidence.make_note(long_ago, ago(40), by=mentor)
    MentoringNote.objects.filter(pk=evidence.make_note(due, today(), by=mentor).pk).update(
        next_step="Foto produk", next_step_due_on=today()
    )
    MentoringNote.objects.filter(pk=evidence.make_note(recent, ago(2), by=mentor).pk).update(
        next_step="Besok", next_step_due_on=today() + dt.timedelta(days=1)
    )
    missing = evidence.make_note(voided, ago(3), by=mentor)
    MentoringNote.objects.filter(pk=missing.pk).update(
        voided_at=now(), void_reason="salah orang", next_step="Apa", next_step_due_on=ago(1)
    )

    response = desk.get(DESK)

    assert names_in(response) == ["Jatuh", "Belum", "Batal", "Lama", "Baru"]
    assert never.name in response.content.decode()


def test_a_search_finds_among_the_own_mentees_only(desk, mentor):
    make_participant(name="Siti Mawar", mentor=mentor)
    make_participant(name="Siti Kenanga", mentor=make_user("mentor"))

    response = desk.post(DESK, {"q": "siti"})

    assert names_in(response) == ["Siti Mawar"]
    assert "Tidak ada dampingan yang cocok" in desk.post(DESK, {"q": "kenanga"}).content.decode()


def test_the_text_of_a_note_is_not_searched(desk, mentee, mentor):
    mentoring.record(mentee, by=mentor, **words())

    assert names_in(desk.post(DESK, {"q": "suaminya"})) == []


def test_an_empty_desk_says_who_gives_mentees(desk):
    assert "Petugas kecamatan atau Sudin menunjuk" in text_at(desk, DESK)


def test_the_desk_has_pages_and_loses_nobody(desk, mentor):
    for _ in range(31):
        make_participant(mentor=mentor)

    first, second = desk.get(DESK), desk.get(f"{DESK}?halaman=2")

    assert len({*names_in(first), *names_in(second)}) == 31
    assert first.context["next_url"] == "?halaman=2"


@pytest.mark.parametrize("path", [DESK, "/", "{mentee}"])
def test_a_mentors_pages_cost_the_same_for_one_row_and_for_three(desk, mentor, path, standing_clock):
    person = make_participant(mentor=mentor)
    path = path.format(mentee=f"{DESK}{person.pk}/")

    def more():
        evidence.make_note(make_participant(mentor=mentor), ago(3), by=mentor)
        note = evidence.make_note(person, ago(2), by=mentor)
        note.additions.create(text="Tambahan")
        MentoringNote.objects.filter(pk=note.pk).update(next_step="Foto produk", next_step_due_on=ago(1))

    def queries():
        with CaptureQueriesContext(connection) as captured:
            assert desk.get(path).status_code == 200
        return len(captured)

    more()
    queries()
    one = queries()
    more()
    more()

    assert queries() == one


def test_the_home_page_lists_follow_ups_by_day_and_asks_for_the_one_that_is_late(desk, mentee, mentor):
    past = {"met_on": ago(9), "next_step_due_on": ago(1), "next_step": "Foto produk"}
    mentoring.record(mentee, by=mentor, **words(**past))
    mentoring.record(
        mentee, by=mentor, **words(next_step="Nanti saja", next_step_due_on=today() + dt.timedelta(days=3))
    )

    page = text_at(desk, "/")

    headings = re.findall(r"<h2[^>]*>([^<]+)</h2>", page)
    assert headings[:2] == ["Lewat waktu", "Tujuh hari lagi"]
    assert page.index("Foto produk") < page.index("Lewat waktu") < page.index("Nanti saja")
    assert f"Tagih langkah {mentee.name}" in page


def test_opening_a_mentee_is_written_down(desk, mentee, mentor):
    desk.get(f"{DESK}{mentee.pk}/")

    log = AccessLog.objects.get(subject_id=mentee.pk)
    assert (log.actor, log.act) == (mentor, AccessLog.Act.OPEN)


@pytest.mark.parametrize("role", [None, "officer", "staff", "province", "official", "auditor", "privacy"])
def test_the_desk_is_for_mentors(client, role):
    client.force_login(make_user(role))

    assert client.get(DESK).status_code == 403


# --- The stage ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_pendampingan_is_reached_and_lost_through_the_pages(desk, mentor, order):
    person = make_participant(mentor=mentor, year=make_year(order=order), registered_at=now() - dt.timedelta(days=90))
    person.residences.update(since_on=ago(90))
    evidence.make_check(person, ago(60))
    evidence.make_attendance(person, ago(50))
    journeys.refresh([person.pk])
    before = {"pendaftaran", "pelatihan"}

    def held():
        return set(StageStanding.objects.filter(participant=person).values_list("stage", flat=True))

    page = f"{DESK}{person.pk}/catatan/"
    desk.post(page, typed(met_on=f"{ago(10):%Y-%m-%d}"))
    desk.post(page, typed(met_on=f"{ago(2):%Y-%m-%d}", next_step="", next_step_due_on=""))
    assert held() == before

    first, second = MentoringNote.objects.order_by("met_on")
    desk.post(f"{DESK}catatan/{first.pk}/selesai/", {"on": f"{ago(1):%Y-%m-%d}"})
    assert held() == {*before, "pendampingan"}

    post(desk, f"{DESK}catatan/{second.pk}/ubah/", typed(met_on=f"{ago(9):%Y-%m-%d}"))
    assert held() == before

    desk.post(page, typed(met_on=f"{today():%Y-%m-%d}"))
    assert held() == {*before, "pendampingan"}

    desk.post(f"{DESK}catatan/{first.pk}/batal/", {"reason": "Catatan orang lain"})
    assert held() == before
    first.refresh_from_db()
    assert (first.voided_by, first.void_reason) == (mentor, "Catatan orang lain")
    journeys.rebuild_all()
    assert held() == before


def test_a_note_is_not_taken_back_without_a_reason_or_twice(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    path = f"{DESK}catatan/{note.pk}/batal/"

    assert "Tulis alasan singkat" in shown_again(desk, desk.post(path, {"reason": " "})).text
    assert MentoringNote.objects.standing().count() == 1
    desk.post(path, {"reason": "Salah orang"})
    assert desk.get(path).status_code == 404
    with pytest.raises(ValidationError):
        mentoring.void(note, by=mentor, reason="Sekali lagi")
    with pytest.raises(ValidationError):
        mentoring.finish(note, by=mentor, on=today())


def test_why_a_note_was_taken_back_is_not_shown_to_the_offices(client, desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    mentoring.void(note, by=mentor, reason="Suaminya marah")
    client.force_login(make_user("staff"))

    page = text_at(client, f"/peserta/{mentee.pk}/")

    assert "dibatalkan" in page
    assert "Suaminya marah" not in page


# --- Who mentors whom --------------------------------------------------------------------------------


def test_an_officer_gives_a_mentor_of_the_area_and_the_past_stays_readable(client, mentee, mentor):
    officer, successor = make_user("officer"), make_user("mentor", name="Pak Kamboja")
    mentoring.assign(mentee, None, by=officer)
    client.force_login(officer)
    path = f"/peserta/{mentee.pk}/pendamping/"

    form = carried(client, path) | {"mentor": successor.pk}
    response = client.post(path, form)
    client.post(path, form)

    mentee.refresh_from_db()
    assert response.url == f"/peserta/{mentee.pk}/"
    assert mentee.mentor == successor
    assert [row.mentor for row in MentorAssignment.objects.all()] == [successor, None]
    assert "Pak Kamboja" in text_at(client, path)
    assert "Tanpa pendamping" in text_at(client, path)


def test_mentor_and_participant_are_notified_and_no_name_leaves_by_mail(mentee):
    successor = make_user("mentor")

    mentoring.assign(mentee, successor, by=make_user("officer"))

    messages = {message.user: message for message in Message.objects.all()}
    assert set(messages) == {successor, mentee.user}
    assert mentee.name not in messages[successor].body
    assert messages[successor].url == f"{DESK}{mentee.pk}/"


@pytest.mark.parametrize(("role", "region"), [("officer", None), ("staff", None)])
def test_only_mentors_of_the_own_area_are_offered(client, mentee, role, region):
    near, far = make_user("mentor", name="Bu Dekat"), make_user("mentor", name="Bu Jauh", region=CAKUNG)
    neighbour = make_user("mentor", name="Bu Tetangga", region=KEBON_JERUK)
    client.force_login(make_user(role, region=region))
    path = f"/peserta/{mentee.pk}/pendamping/"

    page = text_at(client, path)
    refused = client.post(path, {"mentor": far.pk})

    mentee.refresh_from_db()
    assert near.name in page
    assert far.name not in page
    assert (neighbour.name in page) == (role == "staff")
    assert "bukan pendamping di wilayah Anda" in shown_again(client, refused).content.decode()
    assert mentee.mentor != far


@pytest.mark.parametrize(("kelurahan", "status"), [(DURI_KEPA, 404), (JATINEGARA, 404)])
def test_a_person_of_another_area_is_not_there(client, kelurahan, status):
    client.force_login(make_user("officer"))

    assert client.get(f"/peserta/{make_participant(kelurahan=kelurahan).pk}/pendamping/").status_code == status


def test_nobody_mentors_themself(mentor):
    own = make_participant(user=mentor)

    with pytest.raises(ValidationError):
        mentoring.assign(own, mentor, by=make_user("officer"))


def test_a_former_mentor_no_longer_opens_the_person_or_the_notes(desk, mentee, mentor):
    note = mentoring.record(mentee, by=mentor, **words())
    mentoring.assign(mentee, None, by=make_user("staff"))

    assert desk.get(f"{DESK}{mentee.pk}/").status_code == 404
    assert desk.get(f"{DESK}catatan/{note.pk}/ubah/").status_code == 404
    assert names_in(desk.get(DESK)) == []
