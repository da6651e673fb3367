"""The statement that reads who is signed in finds what the ORM finds, in a few hundred random worlds."""

import datetime as dt
import random

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import transaction

from okoce import history
from okoce.accounts import mentor_numbers, sessions
from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.models import users as accounts_now
from okoce.accounts.roles import Role
from okoce.clock import WIB
from okoce.notifications.models import Message
from tests.factories.people import make_user
from tests.factories.places import BARAT, GROGOL, PROVINCE

INSTANT = dt.datetime(2026, 11, 27, 9, tzinfo=WIB)
NOBODY = 10**9  # the number of no row
WORLDS = 250
SPANS = [(-9, None), (-9, 9), (-9, 1), (0, None), (-9, 0), (-9, -1), (1, None), (1, 9), (0, 0)]  # seconds from INSTANT


def of_request_by_orm(user_id):
    """What okoce/accounts/current_user_sql.py says, in the ORM."""
    user = User.objects.filter(pk=user_id).first()
    if user is None:
        return None
    held = user.assignments.active(INSTANT).order_by("role", "region_id") if user.is_active else []
    factors = user.authenticator_set.filter(type__in=["totp", "webauthn"])
    return described(user, held, user.messages.unread().count(), factors.exists())


def of_request(user_id):
    user = User.objects.of_request(user_id)
    return user and described(user, user.assignments_now, user.unread_count, user.has_second_factor)


def described(user, held, unread, has_second_factor):
    return (
        {field.attname: getattr(user, field.attname) for field in User._meta.concrete_fields},
        [(role.pk, role.user_id, role.role, role.region_id, role.area) for role in held],
        unread,
        bool(has_second_factor),
    )


def drawn_account(chance):
    roles = [(role, region) for role in Role.values for region in (GROGOL, BARAT, PROVINCE)]
    return {
        "is_active": chance.random() < 0.8,
        "session_epoch": chance.randint(0, 3),
        "roles": {role: chance.choice(SPANS) for role in chance.sample(roles, chance.randint(0, 4))},
        "messages": [chance.random() < 0.5 for _ in range(chance.randint(0, 4))],
        "factors": chance.sample(Authenticator.Type.values, chance.randint(0, 3)),
    }


def fill(user, drawn):
    """Make this account as it was drawn."""
    User.objects.filter(pk=user.pk).update(is_active=drawn["is_active"], session_epoch=drawn["session_epoch"])
    RoleAssignment.objects.bulk_create(
        RoleAssignment(
            user=user,
            role=role,
            region_id=region,
            starts_at=INSTANT + dt.timedelta(seconds=start),
            ends_at=None if end is None else INSTANT + dt.timedelta(seconds=end),
            number=mentor_numbers.make(),
        )
        for (role, region), (start, end) in drawn["roles"].items()
    )
    Message.objects.bulk_create(
        Message(user=user, key=f"{user.pk}-{number}", kind="uji", subject="Uji", read_at=INSTANT if is_read else None)
        for number, is_read in enumerate(drawn["messages"])
    )
    Authenticator.objects.bulk_create(Authenticator(user=user, type=kind, data={}) for kind in drawn["factors"])


@pytest.mark.django_db
def test_the_statement_and_the_orm_read_the_same_of_who_is_signed_in(monkeypatch):
    users = [make_user(), make_user()]
    monkeypatch.setattr(accounts_now, "now", lambda: INSTANT)
    held = []

    for seed in range(WORLDS):
        chance = random.Random(seed)
        asked = NOBODY if chance.random() < 0.1 else chance.choice(users).pk
        with transaction.atomic(), history.paused():
            for user in users:
                fill(user, drawn_account(chance))
            by_statement, by_orm = of_request(asked), of_request_by_orm(asked)
            transaction.set_rollback(True)
        held.append(-1 if by_statement is None else min(len(by_statement[1]), 2))
        assert by_statement == by_orm, seed

    # Accounts that are not there, without, with one and with more roles were among them, often enough.
    assert min(held.count(kind) for kind in (-1, 0, 1, 2)) >= WORLDS // 20


@pytest.mark.django_db
def test_the_statement_and_the_orm_read_the_same_session(monkeypatch):
    monkeypatch.setattr(sessions, "now", lambda: INSTANT)
    monkeypatch.setattr("django.utils.timezone.now", lambda: INSTANT)
    chance = random.Random(7)
    keys = [f"{number:032x}" for number in range(WORLDS)]
    for key in chance.sample(keys, WORLDS * 3 // 4):
        expires_at = INSTANT + dt.timedelta(seconds=chance.choice([-9, -1, 0, 1, 9]))
        data = sessions.SessionStore().encode({"number": chance.randrange(99)})
        Session.objects.create(session_key=key, session_data=data, expire_date=expires_at)

    ours, theirs = (
        [(store.load(), store.session_key) for store in (kind(key) for key in keys)]
        for kind in (sessions.SessionStore, db.SessionStore)
    )

    assert ours == theirs
    assert 50 < sum(bool(data) for data, _ in ours) < 150
