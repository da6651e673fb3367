"""A claim that fails on its way leaves nothing of itself behind, except that the try is counted."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from participants.claims import accounts
from participants.claims import actions as claims
from participants.claims.models import ClaimCode
from tests.breaking import Broken
from tests.factories.people import PASSWORD, make_participant, make_user

pytestmark = pytest.mark.django_db


def test_a_code_that_cannot_be_queued_is_not_asked_for(broken):
    person = make_participant()
    broken(claims, "enqueue")

    with pytest.raises(Broken):
        claims.request_code(person.registration_number, person.birth_on)

    assert not ClaimCode.objects.exists()


def test_a_code_is_not_used_up_when_no_account_can_be_opened(broken):
    person = make_participant()
    asked = claims.issue_at_desk(person, by=make_user("officer"))
    broken(accounts, "open_account")

    with pytest.raises(Broken):
        claims.redeem(asked.pk, claims.code_of(asked), password=PASSWORD)

    asked.refresh_from_db()
    person.refresh_from_db()
    assert (asked.used_at, asked.tries, person.user) == (None, 1, None)


def test_a_wrong_code_uses_nothing_up_but_is_counted():
    person = make_participant()
    asked = claims.issue_at_desk(person, by=make_user("officer"))
    wrong = f"{(int(claims.code_of(asked)) + 1) % 1_000_000:06d}"

    with pytest.raises(ValidationError, match="tidak cocok"):
        claims.redeem(asked.pk, wrong, password=PASSWORD)

    asked.refresh_from_db()
    assert (asked.used_at, asked.tries) == (None, 1)


def test_a_code_is_six_digits_that_follow_from_the_row_s_salt_and_the_key(settings):
    settings.SECRET_KEY = "x" * 50
    asked = ClaimCode(salt="garam")

    assert claims.code_of(asked) == claims.code_of(ClaimCode(salt="garam"))
    assert claims.code_of(asked) != claims.code_of(ClaimCode(salt="gula"))
    assert len(claims.code_of(asked)) == 6
    assert claims.code_of(asked).isdigit()
    settings.SECRET_KEY = "y" * 50
    assert claims.code_of(asked) != claims.code_of(ClaimCode(salt="gula"))


def test_a_code_stands_for_ten_minutes():
    asked = claims.issue_at_desk(make_participant(), by=make_user("officer"))
    issued_at = asked.created_at

    standing = []
    for minutes in (9.9, 10.1):
        ClaimCode.objects.update(created_at=issued_at - dt.timedelta(minutes=minutes))
        standing.append(ClaimCode.objects.standing().exists())

    assert standing == [True, False]
