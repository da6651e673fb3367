"""Identity checks."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import today
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.models import StageStanding
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db

DESK = IdentityCheck.Place.DESK


def reached(person):
    return set(StageStanding.objects.filter(participant=person).values_list("stage", flat=True))


def test_the_check_makes_pendaftaran_count():
    person, officer = make_participant(), make_user("officer")

    check = identity.check(person, by=officer, place=DESK)

    assert (check.checked_by, check.checked_on) == (officer, today())
    assert reached(person) == {"pendaftaran"}


def test_a_second_check_leaves_the_first_as_it_is():
    person = make_participant()
    first = identity.check(person, by=make_user("officer"), place=DESK)

    second = identity.check(person, by=make_user("officer"), place=IdentityCheck.Place.ATTENDANCE)

    assert second == first
    assert second.place == DESK
    assert person.stage_events.count() == 1


def test_nobody_checks_their_own_card():
    officer = make_user("officer")
    person = make_participant(user=officer)

    with pytest.raises(ValidationError, match="petugas lain"):
        identity.check(person, by=officer, place=DESK)

    assert person.identity_checks.count() == 0


def test_a_check_is_not_of_a_day_to_come():
    with pytest.raises(ValidationError, match="belum tiba"):
        identity.check(make_participant(), by=make_user("officer"), place=DESK, on=today() + dt.timedelta(days=1))


def test_a_voided_check_takes_pendaftaran_back_with_its_reason():
    person, officer = make_participant(), make_user("officer")
    check = identity.check(person, by=officer, place=DESK)

    identity.void(check, by=officer, reason=" kartu orang lain ")

    check.refresh_from_db()
    assert (check.void_reason, check.voided_by) == ("kartu orang lain", officer)
    assert reached(person) == set()
    assert person.stage_events.last().reason == "Pemeriksaan KTP dibatalkan: kartu orang lain"
    assert identity.check(person, by=officer, place=DESK) != check
    assert reached(person) == {"pendaftaran"}


@pytest.mark.parametrize("reason", ["", "   "])
def test_voiding_asks_for_a_reason(reason):
    officer = make_user("officer")
    check = identity.check(make_participant(), by=officer, place=DESK)

    with pytest.raises(ValidationError, match="Tulis alasan"):
        identity.void(check, by=officer, reason=reason)


def test_a_check_is_voided_once():
    officer = make_user("officer")
    check = identity.check(make_participant(), by=officer, place=DESK)
    identity.void(check, by=officer, reason="keliru")

    with pytest.raises(ValidationError, match="sudah dibatalkan"):
        identity.void(check, by=officer, reason="lagi")
