"""Who no longer works as a mentor is kept in memory, and read anew after each change."""

import datetime as dt

import pytest
import time_machine

from okoce.accounts.memory import former_mentors
from okoce.accounts.models import RoleAssignment
from okoce.clock import now
from okoce.reference.models import ReferenceState
from tests.factories.people import make_user
from tests.factories.places import CAKUNG

pytestmark = pytest.mark.django_db


def token():
    return ReferenceState.objects.filter(pk=1).values_list("token", flat=True).first()


def lock(mentor):
    mentor.is_active = False
    mentor.save()


def give_again(mentor):
    mentor.assignments.create(role="mentor", region_id=CAKUNG)


@pytest.mark.parametrize(
    ("changes", "is_former"),
    [
        ([], False),
        ([lambda mentor: mentor.assignments.update(ends_at=now())], True),
        ([lambda mentor: mentor.assignments.update(ends_at=now()), give_again], False),
        ([lambda mentor: mentor.assignments.update(starts_at=now() + dt.timedelta(days=1))], True),
        ([lock], True),
        ([lock, give_again], True),
        ([lock, lambda mentor: type(mentor).objects.filter(pk=mentor.pk).update(is_active=True)], False),
        ([give_again, lambda mentor: mentor.assignments.first().delete()], False),
    ],
)
def test_each_change_is_seen_at_once(changes, is_former):
    mentor = make_user("mentor")
    assert former_mentors() == []

    for change in changes:
        change(mentor)

    assert former_mentors() == ([mentor.pk] if is_former else [])


def test_a_role_ends_and_begins_by_the_clock_alone(django_assert_num_queries):
    tomorrow = now() + dt.timedelta(days=1)
    leaves, comes = make_user("mentor"), make_user("mentor")
    leaves.assignments.update(ends_at=tomorrow)
    comes.assignments.update(starts_at=tomorrow)
    assert former_mentors() == [comes.pk]

    with time_machine.travel(tomorrow, tick=False), django_assert_num_queries(0):
        assert former_mentors() == [leaves.pk]


def test_other_roles_and_new_accounts_leave_what_is_kept_alone():
    make_user("mentor")
    before = token()

    officer = make_user("officer")
    officer.assignments.all().delete()
    make_user()

    assert token() == before
    assert not RoleAssignment.objects.filter(user=officer).exists()
