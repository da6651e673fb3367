"""Who does not know their kelurahan leaves the form for the desk, where an officer finishes it with the card."""

import datetime as dt
import re

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from participants.registration.actions import drafts
from participants.registration.forms.places import UNKNOWN
from participants.registration.models import LIFE, RegistrationDraft
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, GROGOL, TOMANG
from tests.factories.registrations import NIK, typed_at_desk
from tests.participants.registration.steps import address, fill
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db
DESK = reverse("participants:desk-register")
AT_DESK = reverse("participants:registration-at-desk")


def leave(client, **changes):
    """Fill in all steps without a kelurahan and press the button; return the draft as stored."""
    answer = fill(client, kelurahan=UNKNOWN, **changes)
    assert answer.url == AT_DESK
    return RegistrationDraft.objects.latest("created_at")


def officer_of(region):
    client = Client()
    client.force_login(make_user("officer", region=region))
    return client


def finish(desk, page, **changes):
    """What the officer sends: the form as it stands on the page, with the kelurahan of the card."""
    form = page.context["form"]
    point = RegistrationPoint.objects.get(code="kecamatan")
    stands = {name: form[name].value() for name in typed_at_desk() if form[name].value() not in (None, False, "")}
    sent = {"kelurahan": TOMANG, "registration_point": str(point.pk), "notice_given": "on", "card_checked": "on"}
    return desk.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], stands | sent | changes)


# --- The visitor -----------------------------------------------------------------------------------------


def test_belum_tahu_goes_on_and_the_check_page_says_what_happens(client, ground):
    fill(client, until=4, kelurahan=UNKNOWN)

    page = client.get(address(5)).text

    assert "Belum tahu, diisi di meja kecamatan" in page
    assert "Simpan untuk meja Kecamatan Grogol Petamburan" in page
    assert 'name="password"' not in page
    assert "Kirim pendaftaran" not in page


def test_the_step_shows_where_the_kelurahan_stands_on_the_card(client, ground):
    fill(client, until=1)

    page = client.get(address(2)).text

    assert "Kel/Desa" in page
    assert "Pilih kecamatan dulu" in page


def test_belum_tahu_is_offered_once_the_kecamatan_is_chosen(client, ground):
    fill(client, until=1)

    asked = client.post(address(2), {"kecamatan": GROGOL, "list": "1"})

    assert f'<option value="{UNKNOWN}">Belum tahu</option>' in shown_again(client, asked).text


def test_belum_tahu_without_a_kecamatan_is_refused(client, ground):
    fill(client, until=1)

    answer = client.post(address(2), {"kecamatan": "", "kelurahan": UNKNOWN, "street": "x", "business_place": "same"})

    assert "Pilih kecamatan tempat tinggal" in shown_again(client, answer).text


def test_nobody_is_registered_and_the_page_gives_a_number(client, ground):
    draft = leave(client)

    page = client.get(AT_DESK).text

    assert Participant.objects.count() == 0
    assert re.fullmatch(r"M-[0-9A-Z]{6}-[0-9A-Z]", draft.desk_number)
    assert draft.kecamatan_id == GROGOL
    assert draft.desk_number in page
    assert "Anda belum terdaftar" in page
    assert "KTP asli" in page
    assert NIK not in page


def test_pressing_again_keeps_the_number(client, ground):
    first = leave(client).desk_number

    client.post(address(5), {})

    assert RegistrationDraft.objects.get().desk_number == first


def test_who_learns_the_kelurahan_sends_the_form_and_the_desk_does_not_wait(client, ground):
    draft = leave(client)

    fill(client, until=5)

    assert Participant.objects.get().kelurahan_id == TOMANG
    assert not RegistrationDraft.objects.waiting_at_desk().exists()
    answer = officer_of(GROGOL).get(DESK, {"daring": draft.desk_number}, follow=True)
    assert "Isian itu sudah selesai" in answer.text


def test_a_new_form_does_not_delete_the_one_that_waits_at_the_desk(client, ground):
    draft = leave(client)

    page = client.get(reverse("participants:registration-start")).text
    client.post(reverse("participants:registration-begin"))

    assert draft.desk_number in page
    assert "Daftarkan orang lain" in page

    assert RegistrationDraft.objects.get() == draft


def test_without_a_number_the_page_leads_to_the_beginning(client, ground):
    assert client.get(AT_DESK).url == reverse("participants:registration-start")

    fill(client, until=2)

    assert client.get(AT_DESK).url == reverse("participants:registration-start")


def test_too_many_from_one_address_are_asked_to_wait(client, ground, monkeypatch):
    monkeypatch.setattr("participants.registration.views.check.RATES", {"send": "0/h/ip"})

    answer = fill(client, kelurahan=UNKNOWN)

    assert "Terlalu banyak pendaftaran" in shown_again(client, answer).text
    assert RegistrationDraft.objects.get().desk_number is None


# --- The desk --------------------------------------------------------------------------------------------


def test_the_officer_finishes_the_form_with_the_card(client, ground):
    draft = leave(client)
    desk = officer_of(GROGOL)

    found = desk.get(reverse("participants:desk-find"), {"nomor": draft.desk_number.lower().replace("-", " ")})
    page = desk.get(found.url)
    answer = finish(desk, page)

    person = Participant.objects.get()
    assert page.context["form"]["nik"].value() == NIK
    assert page.context["form"]["consents"].value() == ["news"]
    assert 'value="Gorengan Kenanga"' in page.text
    assert answer.url == reverse("participants:desk-done", args=[person.pk])
    assert (person.name, person.kelurahan_id, person.nik) == ("Siti Kenanga", TOMANG, NIK)
    assert IdentityCheck.objects.get().participant == person
    reasons = AccessLog.objects.filter(subject_id=person.pk).values_list("reason", flat=True)
    assert f"Isian daring {draft.desk_number} dibuka di meja" in reasons


def test_the_visitor_then_reads_their_receipt(client, ground):
    draft = leave(client)
    desk = officer_of(GROGOL)
    finish(desk, desk.get(DESK, {"daring": draft.desk_number}))

    page = client.get(client.get(AT_DESK).url)

    assert Participant.objects.get().registration_number in page.text


def test_the_kelurahan_is_asked_of_the_officer(client, ground):
    draft = leave(client)
    desk = officer_of(GROGOL)

    answer = finish(desk, desk.get(DESK, {"daring": draft.desk_number}), kelurahan="")

    assert "Pilih kelurahan" in shown_again(desk, answer).text
    assert Participant.objects.count() == 0


def test_an_officer_of_another_kecamatan_neither_opens_nor_lists_it(client, ground):
    draft = leave(client)
    desk = officer_of(CAKUNG)

    page = desk.get(DESK, {"daring": draft.desk_number}, follow=True)
    listed = desk.get(reverse("participants:desk-waiting"))

    assert "Isian itu sudah selesai, sudah lewat 14 hari, atau menunggu di kecamatan lain" in page.text
    assert "Siti Kenanga" not in page.text + listed.text


def test_a_form_that_was_not_left_is_never_shown_to_an_officer(client, ground):
    fill(client, until=4, kelurahan=UNKNOWN)

    assert not RegistrationDraft.objects.visible_to(make_user("officer")).exists()


def test_a_known_nik_is_refused_and_the_form_goes_on_waiting(client, ground):
    make_participant(nik=NIK, kelurahan=TOMANG)
    draft = leave(client)
    desk = officer_of(GROGOL)

    answer = finish(desk, desk.get(DESK, {"daring": draft.desk_number}))

    assert "sudah terdaftar di wilayah Anda" in shown_again(desk, answer).text
    assert RegistrationDraft.objects.waiting_at_desk().get() == draft


def test_two_officers_finish_it_once(client, ground):
    draft = leave(client)
    desks = [officer_of(GROGOL), officer_of(GROGOL)]
    pages = [desk.get(DESK, {"daring": draft.desk_number}) for desk in desks]

    finish(desks[0], pages[0])
    second = finish(desks[1], pages[1])

    assert second.url == DESK
    assert Participant.objects.count() == 1


def test_who_waits_longest_comes_first_and_the_worklist_counts_them(client, ground):
    leave(client, name="Siti Kenanga")
    other = Client()
    leave(other, name="Budi Kamboja")
    desk = officer_of(GROGOL)

    listed = desk.get(reverse("participants:desk-waiting")).text

    assert listed.index("Siti Kenanga") < listed.index("Budi Kamboja")
    assert "2 isian daring menunggu" in desk.get(DESK).text
    assert "Isian daring tanpa kelurahan" in desk.get(reverse("participants:worklists-list")).text


def test_the_list_takes_the_same_statements_for_one_and_three(client, ground):
    desk, counts = officer_of(GROGOL), []
    for people in (1, 2):
        for _ in range(people):
            leave(Client())
        desk.get(reverse("participants:desk-waiting"))
        with CaptureQueriesContext(connection) as asked:
            desk.get(reverse("participants:desk-waiting"))
        counts.append(len(asked))

    assert counts[0] == counts[1]


# --- The draft -------------------------------------------------------------------------------------------


def test_after_two_weeks_it_waits_no_more(client, ground):
    draft = leave(client)

    RegistrationDraft.objects.update(updated_at=now() - LIFE)

    assert not RegistrationDraft.objects.waiting_at_desk().exists()
    with pytest.raises(ValidationError, match="sudah dihapus"):
        drafts.leave_at_desk(draft, Region.objects.get(pk=GROGOL))


def test_leaving_it_begins_the_two_weeks_anew(client, ground):
    fill(client, until=4, kelurahan=UNKNOWN)
    RegistrationDraft.objects.update(updated_at=now() - dt.timedelta(days=13))

    client.post(address(5), {})

    assert RegistrationDraft.objects.get().expires_at > now() + dt.timedelta(days=13)


@pytest.mark.parametrize("half", [{"desk_number": "M-7K3M9Q-X"}, {"kecamatan_id": GROGOL}])
def test_a_number_without_a_kecamatan_and_the_other_way_round_are_refused(ground, half):
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        RegistrationDraft.objects.filter(pk=draft.pk).update(**half)
