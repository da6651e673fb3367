"""Drafts of a registration: sealed, found by their secret, deleted when old."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from okoce.clock import now
from participants.claims import actions as claims
from participants.claims.models import ClaimCode
from participants.people.models import Participant
from participants.registration.actions import drafts
from participants.registration.models import RegistrationDraft
from tests.factories.registrations import NIK, make_ground, typed_steps

pytestmark = pytest.mark.django_db
START = "participants:registration-start"


@pytest.fixture(autouse=True)
def ground():
    return make_ground()


def address(number):
    return reverse("participants:registration-step", args=[number])


def fill(client, until):
    for number in range(1, until + 1):
        answer = client.post(address(number), typed_steps()[number])
    return answer


def test_a_draft_is_resumed_where_it_stopped(client):
    fill(client, 2)

    page = client.get(reverse(START)).content.decode()

    assert "Lanjutkan isian" in page
    assert "Siti Kenanga" in page
    assert f'href="{address(3)}"' in page
    assert NIK not in page


def test_going_back_loses_nothing_of_either_step(client):
    fill(client, 2)
    half = {"standing": "idea", "trade": "es teh", "since_year": "bukan tahun", "back": "1"}

    answer = client.post(address(3), half)

    assert answer.url == address(2)
    assert 'value="Jalan Anggrek 1"' in client.get(address(2)).content.decode()
    page = client.get(address(3)).content.decode()
    assert 'value="es teh"' in page
    assert 'value="bukan tahun"' in page
    assert "Ada yang perlu diperbaiki" not in page


def test_a_step_left_half_done_is_asked_again(client):
    fill(client, 4)
    client.post(address(3), {"standing": "idea", "trade": "", "back": "1"})

    answer = client.get(address(5))

    assert answer.url == address(3)


def test_after_a_correction_one_returns_to_the_check(client):
    fill(client, 4)

    answer = client.post(address(1), typed_steps(name="Siti Melati")[1])

    assert answer.url == address(5)
    assert "Siti Melati" in client.get(address(5)).content.decode()


def test_the_cookie_is_signed_and_out_of_reach_of_scripts(client):
    fill(client, 1)

    cookie = client.cookies["isian"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/daftar/"
    assert "Siti" not in cookie.value


def test_a_forged_cookie_finds_nobodys_draft(client):
    fill(client, 1)
    draft = RegistrationDraft.objects.get()
    client.cookies["isian"] = f"{draft.pk}:salah"

    page = client.get(reverse(START)).content.decode()

    assert "Siti Kenanga" not in page


def test_a_draft_of_another_browser_is_out_of_reach(client):
    fill(client, 1)
    client.cookies.clear()

    answer = client.get(address(2), follow=True)

    assert "Siti Kenanga" not in answer.content.decode()
    assert "Mulai dari langkah pertama" in answer.content.decode()


def test_a_draft_is_discarded(client):
    fill(client, 2)

    answer = client.post(reverse("participants:registration-discard"), follow=True)

    assert RegistrationDraft.objects.count() == 0
    assert "Isian sudah dihapus" in answer.content.decode()


def test_after_two_weeks_the_draft_is_deleted_and_the_page_says_so(client):
    fill(client, 2)

    with time_machine.travel(now() + dt.timedelta(days=15), tick=False):
        answer = client.get(address(3), follow=True)
        again = client.get(reverse(START))

    assert "Isian lama sudah dihapus karena 14 hari tidak dikirim" in answer.content.decode()
    assert "Isian lama" not in again.content.decode()


def test_the_daily_task_deletes_what_is_old_and_keeps_people(client):
    fill(client, 5)
    client.post(reverse("participants:registration-begin"))
    fill(client, 1)
    RegistrationDraft.objects.update(updated_at=now() - dt.timedelta(days=15))
    kept = drafts.keep(None, "person", {"name": "Baru"}, is_done=False)

    drafts.forget_old()

    assert list(RegistrationDraft.objects.all()) == [kept]
    assert Participant.objects.count() == 1


def test_a_sent_draft_is_not_changed_any_more(client):
    fill(client, 5)
    draft = RegistrationDraft.objects.get()
    before = bytes(draft.answers_sealed)

    drafts.keep(draft, "person", {"name": "Lain"}, is_done=True)

    assert bytes(RegistrationDraft.objects.get().answers_sealed) == before


def test_nobody_fills_the_disk_with_one_box(client):
    client.post(address(1), {"name": "a" * 100_000, "back": "1"})

    assert len(RegistrationDraft.objects.get().answers["person"]["typed"]["name"]) == 500


def test_an_old_or_foreign_receipt_link_gets_a_clear_sentence(client):
    receipt = fill(client, 5).url
    foreign = client.get(reverse("participants:registration-receipt", args=["bukan-tautan"]))

    with time_machine.travel(now() + dt.timedelta(days=15), tick=False):
        old = client.get(receipt)

    assert (foreign.status_code, old.status_code) == (404, 404)
    assert "Tautan bukti ini sudah tidak berlaku" in old.content.decode()
    assert "Tautan bukti ini sudah tidak berlaku" in foreign.content.decode()


def test_a_receipt_carries_number_name_and_place_and_no_nik(client):
    page = client.get(fill(client, 5).url).content.decode()

    assert Participant.objects.get().registration_number in page
    assert "Siti Kenanga" in page
    assert "Kecamatan Grogol Petamburan" in page
    assert 'class="qr"' in page
    assert NIK not in page
    assert NIK[-4:] not in page


# --- Edges of what is kept -----------------------------------------------------------------------------


def made(*, days=0, seconds=0):
    """A draft that was last changed so long ago."""
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    RegistrationDraft.objects.filter(pk=draft.pk).update(
        updated_at=now() - dt.timedelta(days=days, seconds=seconds),
    )
    return draft


@pytest.mark.parametrize(("days", "seconds", "is_found"), [(13, 86_000, True), (14, 1, False)])
def test_a_draft_is_found_and_kept_for_fourteen_days(days, seconds, is_found):
    draft = made(days=days, seconds=seconds)

    found = drafts.find(draft.pk)
    deleted = drafts.forget_old()

    assert (found == draft, deleted) == (is_found, 0 if is_found else 1)
    assert RegistrationDraft.objects.exists() is is_found


@pytest.mark.parametrize(("hours", "is_kept"), [(23, True), (25, False)])
def test_a_code_is_kept_for_a_day(hours, is_kept):
    code = ClaimCode.objects.create(place=ClaimCode.Place.MAIL)
    ClaimCode.objects.filter(pk=code.pk).update(created_at=now() - dt.timedelta(hours=hours))

    claims.forget_old()

    assert ClaimCode.objects.exists() is is_kept


def test_a_box_is_kept_to_its_five_hundredth_sign_and_a_list_to_its_fiftieth_item():
    typed = {"name": "x" * 501, "availability": ["y" * 501, *map(str, range(1, 51))]}

    kept = drafts.keep(None, "person", typed, is_done=False).answers["person"]

    assert kept["is_done"] is False
    assert kept["typed"] == {"name": "x" * 500, "availability": ["y" * 500, *map(str, range(1, 50))]}


def test_a_step_kept_again_replaces_its_own_answers_alone():
    draft = drafts.keep(None, "person", {"name": "Siti"}, is_done=True)
    drafts.keep(draft, "home", {"street": "Jalan Anggrek 1"}, is_done=False)

    again = drafts.keep(draft, "person", {"name": "Sinta"}, is_done=True)

    assert again.answers == {
        "person": {"typed": {"name": "Sinta"}, "is_done": True, "is_judged": True},
        "home": {"typed": {"street": "Jalan Anggrek 1"}, "is_done": False, "is_judged": True},
    }


def test_two_tabs_that_read_the_same_draft_both_keep_what_they_wrote():
    draft = made()
    one, other = drafts.find(draft.pk), drafts.find(draft.pk)

    drafts.keep(one, "home", {"street": "Jalan Anggrek 1"}, is_done=False)
    drafts.keep(other, "times", {"community": ""}, is_done=True)

    assert RegistrationDraft.objects.get().answers == {
        "person": {"typed": {"name": "Siti"}, "is_done": True, "is_judged": True},
        "home": {"typed": {"street": "Jalan Anggrek 1"}, "is_done": False, "is_judged": True},
        "times": {"typed": {"community": ""}, "is_done": True, "is_judged": True},
    }


def test_a_tab_that_read_the_draft_before_it_was_sent_changes_nothing():
    draft = made()
    RegistrationDraft.objects.update(sent_at=now())

    kept = drafts.keep(draft, "person", {"name": "Lain"}, is_done=True)

    assert kept.sent_at is not None
    assert RegistrationDraft.objects.get().answers == {
        "person": {"typed": {"name": "Siti"}, "is_done": True, "is_judged": True}
    }


def test_a_draft_that_was_sent_is_neither_changed_nor_forgotten():
    draft = made()
    RegistrationDraft.objects.filter(pk=draft.pk).update(sent_at=now())

    same = drafts.keep(draft, "home", {"street": "Jalan Anggrek 1"}, is_done=True)
    drafts.discard(draft)

    assert same == draft
    assert list(RegistrationDraft.objects.get().answers) == ["person"]


def test_an_old_draft_is_not_found():
    assert drafts.find(made(days=14, seconds=1).pk) is None
    assert drafts.find(made(days=13).pk) is not None
