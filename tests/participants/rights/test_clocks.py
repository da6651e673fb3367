"""Every right by its clock: due after 72 hours, decided with words, said to the person, logged, and red once missed."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery, Message
from participants.calls.models import Notice
from participants.rights.actions import requests
from participants.rights.models import RightsRequest
from tests.factories.people import make_participant, make_user
from tests.participants.rights.test_requests import ask

pytestmark = pytest.mark.django_db

Kind, State = RightsRequest.Kind, RightsRequest.State
WORDS = "Nama jalan keliru, yang benar Jalan Mawar."
OUTCOMES = [(True, State.DONE, "dikabulkan"), (False, State.REFUSED, "ditolak")]


def said_to(person, made):
    """How the outcome reached the person: in the inbox, by the call list, or, once deleted, by a last mail."""
    user = made.participant.user_id or person.user_id
    if Message.objects.filter(user=user, kind="rights_decided", body__contains="Kata petugas").exists():
        return "inbox"
    if Notice.objects.filter(participant=person, kind="rights_decided").exists():
        return "call"
    if (
        Delivery.objects.filter(kind="rights_erased").exists()
        and Job.objects.filter(name="notifications.deliver").exists()
    ):
        return "mail"
    return ""


@pytest.mark.parametrize(("granted", "state", "word"), OUTCOMES)
@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("has_account", [True, False])
def test_every_right_is_due_in_72_hours_decided_in_words_said_and_logged(
    standing_clock, kind, granted, state, word, has_account
):
    owner = make_user() if has_account else None
    person = make_participant(user=owner, email="melati@contoh.example")
    made = ask(person, kind, words=WORDS)
    assert made.due_at - made.asked_at == dt.timedelta(hours=72)

    decided = requests.decide(made, granted=granted, outcome="Kata petugas.", by=make_user("privacy"))

    is_erased = granted and kind == Kind.ERASURE
    assert (decided.state, decided.was_late) == (state, False)
    assert decided.outcome == ("Data dihapus." if is_erased else "Kata petugas.")
    assert said_to(person, made) == ("mail" if is_erased else "inbox" if has_account else "call")
    logged = AccessLog.objects.filter(subject_id=person.pk, act="change").order_by("id")
    label = Kind(kind).label
    assert [row.reason for row in logged][:1] == [f"Permohonan {label} dicatat"]
    assert f"Permohonan {label} {word}" in [row.reason for row in logged]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("taken", [False, True], ids=["new", "taken up"])
def test_every_missed_clock_is_red_on_the_desk_and_on_its_page_until_it_is_decided(client, kind, taken):
    made = ask(make_participant(), kind, words=WORDS)
    officer = make_user("privacy")
    if taken:
        requests.take_up(made, by=officer)
    at = made.due_at - dt.timedelta(hours=80)
    RightsRequest.objects.filter(pk=made.pk).update(asked_at=at - dt.timedelta(hours=72), due_at=at)
    client.force_login(officer)
    pages = [reverse("participants:rights-list"), reverse("participants:rights-detail", args=[made.pk])]

    for page in pages:
        assert '<span class="status" data-state="late">lewat 8 jam</span>' in client.get(page).text
    made.refresh_from_db()
    decided = requests.decide(made, granted=False, outcome="Tidak bisa.", by=officer)

    assert decided.was_late
    assert 'data-state="late"' not in client.get(pages[0]).text


def test_a_withdrawn_request_is_logged_and_its_clock_ends(client):
    person = make_participant(user=make_user())
    made = ask(person)

    requests.withdraw(made, by=person.user)

    assert AccessLog.objects.filter(subject_id=person.pk, reason__contains="ditarik").exists()
    assert not RightsRequest.objects.missed().exists()
