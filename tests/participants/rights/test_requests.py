"""Requests of people about their data: who asks, who decides, by which clock, and what stands at once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from participants.calls.models import Notice
from participants.consents import actions as consents
from participants.exports.actions import offered
from participants.people.models import Participant
from participants.rights.actions import requests
from participants.rights.models import RightsRequest
from participants.rights.states import clock_in_words
from tests.factories.calls import make_call
from tests.factories.merges import make_twins, merged
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, KEBON_JERUK

pytestmark = pytest.mark.django_db

State, Kind = RightsRequest.State, RightsRequest.Kind


def ask(person, kind=Kind.COPY, **fields):
    way = {"way": "own", "by": person.user} if person.user else {"way": "desk", "by": make_user("officer")}
    way |= {"wrong": ["other"]} if kind == Kind.CORRECTION else {}
    return requests.ask(person, kind, **{"card_seen": True, **way, **fields})


def granted(request):
    return requests.decide(request, granted=True, outcome="Dikabulkan seperti diminta.", by=make_user("privacy"))


# --- The clock -----------------------------------------------------------------------------------------


def test_a_request_is_due_after_72_hours_and_missed_a_moment_later(standing_clock):
    made = ask(make_participant())
    assert made.due_at - made.asked_at == dt.timedelta(hours=72)

    standing_clock.move_to(made.due_at)
    assert (made.is_missed, made.clock) == (False, "sisa 0 menit")

    standing_clock.shift(60)
    assert (made.is_missed, made.clock) == (True, "lewat 1 menit")
    assert list(RightsRequest.objects.missed()) == [made]


@pytest.mark.parametrize(
    ("hours", "words"), [(72, "sisa 72 jam"), (0.5, "sisa 30 menit"), (-0.25, "lewat 15 menit"), (-8, "lewat 8 jam")]
)
def test_the_clock_is_said_in_hours_and_then_in_minutes(hours, words):
    at = dt.datetime(2026, 11, 28, tzinfo=dt.UTC)

    assert clock_in_words(at + dt.timedelta(hours=hours), at) == words


def test_what_was_decided_too_late_says_so(standing_clock):
    made = ask(make_participant())
    standing_clock.move_to(made.due_at + dt.timedelta(hours=1))

    assert granted(made).was_late


def test_who_has_no_account_is_called_about_the_outcome_even_when_they_object():
    person = make_participant()

    granted(ask(person, Kind.OBJECTION))

    assert [notice.kind for notice in Notice.objects.to_call()] == ["rights_decided"]


# --- Who asks ------------------------------------------------------------------------------------------


def refusal(*args, **kwargs):
    with pytest.raises(ValidationError) as refused:
        requests.ask(*args, **kwargs)
    return " ".join(refused.value.messages)


def test_nobody_asks_on_the_page_of_somebody_else():
    assert refusal(make_participant(user=make_user()), Kind.COPY, way="own", by=make_user()) == requests.NOT_YOURS


def test_an_officer_asks_for_nobody_of_another_area():
    person = make_participant()
    officer = make_user("officer", region=KEBON_JERUK)

    assert refusal(person, Kind.COPY, way="desk", by=officer, card_seen=True) == requests.ELSEWHERE


def test_an_officer_does_not_record_their_own_request_at_the_desk():
    officer = make_user("officer")

    assert refusal(make_participant(user=officer), Kind.COPY, way="desk", by=officer, card_seen=True) == requests.OWN


def test_at_the_desk_the_card_is_seen_first_and_a_letter_needs_none():
    person, officer = make_participant(), make_user("officer")

    assert refusal(person, Kind.COPY, way="desk", by=officer) == requests.NO_CARD
    assert requests.ask(person, Kind.COPY, way="letter", by=officer).state == State.NEW


def test_the_same_is_not_asked_twice_while_it_is_open():
    person = make_participant(user=make_user())
    first = ask(person)
    assert refusal(person, Kind.COPY, way="own", by=person.user) == requests.TWICE

    granted(first)

    assert ask(person).state == State.NEW


def test_of_a_deleted_person_nothing_more_is_asked():
    person = make_participant()
    granted(ask(person, Kind.ERASURE))

    assert refusal(person, Kind.COPY, way="letter", by=make_user("officer")) == requests.ERASED


def test_a_number_that_was_typed_by_mistake_is_blanked():
    made = ask(make_participant(user=make_user()), words="NIK saya 3173025005909017")

    assert made.words == "NIK saya [NIK]"


# --- Who decides ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, "mentor", "officer", "staff", "province", "auditor"])
def test_only_the_data_protection_officer_decides(role):
    made = ask(make_participant())

    with pytest.raises(ValidationError, match="bukan warga wilayah"):
        requests.decide(made, granted=True, outcome="Ya", by=make_user(role))


def test_nobody_decides_their_own_request():
    officer = make_user("privacy")
    made = ask(make_participant(user=officer))

    with pytest.raises(ValidationError, match="diputuskan petugas lain"):
        requests.decide(made, granted=True, outcome="Ya", by=officer)


def test_a_decision_has_words():
    made = ask(make_participant())

    with pytest.raises(ValidationError, match="kata-kata"):
        requests.decide(made, granted=False, outcome="  ", by=make_user("privacy"))


def test_what_was_decided_is_decided_once():
    made = granted(ask(make_participant()))

    for act in (
        lambda: granted(made),
        lambda: requests.take_up(made, by=make_user("privacy")),
        lambda: requests.withdraw(made, by=make_user()),
    ):
        with pytest.raises(ValidationError):
            act()


def test_a_request_that_is_worked_on_names_who_does():
    officer = make_user("privacy")

    taken = requests.take_up(ask(make_participant()), by=officer)

    assert (taken.state, taken.taken_by) == (State.TAKEN, officer)


# --- What stands at once -------------------------------------------------------------------------------


def limits(person):
    person = Participant.objects.get(pk=person.pk)
    return bool(person.restricted_at), bool(person.objected_at)


@pytest.mark.parametrize(("kind", "stands"), [(Kind.RESTRICTION, (True, False)), (Kind.OBJECTION, (False, True))])
def test_restriction_and_objection_leave_exports_and_call_lists_at_once(kind, stands):
    person, other = make_participant(), make_participant()
    make_call(person)
    kept = make_call(other)
    staff = make_user("staff")

    ask(person, kind)

    assert limits(person) == stands
    assert list(offered(staff)) == [other]
    assert list(Notice.objects.to_call()) == [kept]


def test_a_refused_restriction_stands_no_longer():
    person = make_participant()
    made = ask(person, Kind.RESTRICTION)

    requests.decide(made, granted=False, outcome="Tidak beralasan.", by=make_user("privacy"))

    assert limits(person) == (False, False)


def test_a_withdrawn_objection_stands_no_longer():
    person = make_participant(user=make_user())

    requests.withdraw(ask(person, Kind.OBJECTION), by=person.user)

    assert limits(person) == (False, False)


def test_a_granted_restriction_stands_until_it_is_lifted_with_words():
    person, officer = make_participant(), make_user("privacy")
    made = granted(ask(person, Kind.RESTRICTION))
    assert limits(person) == (True, False)

    with pytest.raises(ValidationError, match="kata-kata"):
        requests.lift(made, words="", by=officer)
    requests.lift(made, words="Sengketanya selesai.", by=officer)

    assert limits(person) == (False, False)
    with pytest.raises(ValidationError, match="sudah dicabut"):
        requests.lift(made, words="Sekali lagi.", by=officer)


def test_a_second_request_that_is_refused_leaves_the_granted_restriction():
    person = make_participant()
    granted(ask(person, Kind.RESTRICTION))
    again = ask(person, Kind.RESTRICTION)

    requests.decide(again, granted=False, outcome="Sudah berlaku.", by=make_user("privacy"))

    assert limits(person) == (True, False)


def test_a_withdrawn_consent_for_partners_leaves_exports_at_once_and_a_given_one_returns():
    person, staff = make_participant(), make_user("staff")
    for is_given in (True, False):
        consents.answer(person, "partners", is_given=is_given, channel="meja")
    assert list(offered(staff)) == []

    consents.answer(person, "partners", is_given=True, channel="meja")

    assert list(offered(staff)) == [person]


def test_requests_and_restriction_follow_a_merge():
    keep, duplicate = make_twins()
    made = ask(duplicate, Kind.RESTRICTION)

    merged(keep, duplicate)

    made.refresh_from_db()
    assert made.participant == keep
    assert limits(keep) == (True, False)


def test_requests_are_seen_by_whose_they_are_and_in_the_area():
    made = ask(make_participant(user=make_user()))
    seen = {
        "owner": made.participant.user,
        "officer": make_user("officer"),
        "elsewhere": make_user("officer", region=CAKUNG),
        "mentor": make_user("mentor"),
        "privacy": make_user("privacy"),
    }

    found = {name for name, user in seen.items() if RightsRequest.objects.visible_to(user).exists()}

    assert found == {"owner", "officer", "privacy"}
    assert found == {name for name, user in seen.items() if made.allows(user, "rights.view_rightsrequest")}
    assert now() < made.due_at
