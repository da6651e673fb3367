"""Unusual openings come to the data-protection officers by themselves, and end with a result."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import WIB, day_starts_at, now, today
from okoce.notifications.models import Message
from okoce.trail import tasks
from okoce.trail.actions import watching
from okoce.trail.models import UnusualAccess
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db


def noon():
    return day_starts_at(today()) - dt.timedelta(hours=12)


def night():
    return day_starts_at(today()) - dt.timedelta(hours=1)


@pytest.fixture(autouse=True)
def limits(settings):
    settings.UNUSUAL_ACCESS = {"many": 3, "night": 2, "night_hours": (22, 5), "outside": 99}


def opened(officer, people, *, at, act="open"):
    for person in people:
        AccessLog.objects.create(
            at=at, actor=officer, actor_role="officer", act=act, subject=access_log.PEOPLE, subject_id=person.pk
        )


def people(number):
    return [make_participant() for _ in range(number)]


def found():
    return list(UnusualAccess.objects.values_list("kind", "people"))


@pytest.mark.parametrize(("number", "kinds"), [(2, []), (3, [("many", 3)])])
def test_many_people_in_an_hour_are_unusual(number, kinds):
    opened(make_user("officer"), people(number), at=noon())

    watching.watch(noon())

    assert found() == kinds


def test_the_same_person_twice_is_one():
    opened(make_user("officer"), people(2) * 2, at=noon())

    watching.watch(noon())

    assert found() == []


def test_two_accounts_are_not_added_up():
    for _ in range(2):
        opened(make_user("officer"), people(2), at=noon())

    watching.watch(noon())

    assert found() == []


@pytest.mark.parametrize(("at", "kinds"), [(noon, []), (night, [("night", 2)])])
def test_at_night_fewer_are_unusual(at, kinds):
    opened(make_user("officer"), people(2), at=at())

    watching.watch(at())

    assert found() == kinds


@pytest.mark.parametrize("hour", [21, 22, 4, 5])
def test_the_night_is_from_22_to_5(hour):
    at = (now().astimezone(WIB) - dt.timedelta(days=2)).replace(hour=hour, minute=0, second=0, microsecond=0)
    opened(make_user("officer"), people(2), at=at)

    watching.watch(at)

    assert found() == ([("night", 2)] if hour in (22, 4) else [])


def test_a_file_taken_at_night_counts_its_people():
    officer, taken = make_user("officer"), people(2)
    ids = [person.pk for person in taken]
    AccessLog.objects.create(at=night(), actor=officer, act="export", subject=access_log.PEOPLE, people=ids, count=2)

    watching.watch(night())

    assert found() == [("night", 2)]


@pytest.mark.parametrize("at", [noon, night])
def test_a_page_of_many_people_opens_none_of_them_singly(settings, at):
    settings.UNUSUAL_ACCESS = settings.UNUSUAL_ACCESS | {"outside": 2}
    ids = [person.pk for person in people(3)]
    AccessLog.objects.create(
        at=at(), actor=make_user("officer"), act="open", subject=access_log.PEOPLE, people=ids, count=3
    )

    watching.watch(at())

    assert found() == []


@pytest.mark.parametrize("act", ["list", "open"])
@pytest.mark.parametrize(("listed_before", "kinds"), [(None, [("outside", 2)]), (23, []), (25, [("outside", 2)])])
def test_people_whom_no_list_of_the_day_showed_are_unusual(settings, listed_before, kinds, act):
    settings.UNUSUAL_ACCESS = settings.UNUSUAL_ACCESS | {"outside": 2}
    officer, seen = make_user("officer"), people(2)
    if listed_before:
        AccessLog.objects.create(
            at=noon() - dt.timedelta(hours=listed_before),
            actor=officer,
            act=act,
            subject=access_log.PEOPLE,
            people=[person.pk for person in seen],
        )
    opened(officer, seen, at=noon())

    watching.watch(noon())

    assert found() == kinds


def test_changes_are_no_openings():
    opened(make_user("officer"), people(3), at=noon(), act="change")

    watching.watch(noon())

    assert found() == []


def test_data_protection_officers_are_notified_once_and_never_of_themselves():
    first, second = make_user("privacy"), make_user("privacy")
    opened(first, people(3), at=noon())

    for _ in range(2):
        watching.watch(noon())

    assert list(Message.objects.values_list("user", "kind", "url")) == [(second.pk, "unusual_access", "/jejak/")]
    assert UnusualAccess.objects.count() == 1


def test_the_beat_watches_the_hour_that_ended():
    hour = now().replace(minute=0, second=0, microsecond=0) - watching.HOUR
    opened(make_user("officer"), people(3), at=hour + dt.timedelta(minutes=59))

    tasks.watch_openings()

    assert UnusualAccess.objects.filter(kind="many").values_list("hour_at", flat=True).get() == hour


def test_a_result_is_written_once():
    officer, first = make_user("officer"), make_user("privacy")
    opened(officer, people(3), at=noon())
    [row] = watching.watch(noon())

    watching.settle(row, result="Pindah meja, dikonfirmasi", by=first)

    row.refresh_from_db()
    assert (row.result, row.settled_by) == ("Pindah meja, dikonfirmasi", first)
    with pytest.raises(ValidationError, match="sudah diperiksa"):
        watching.settle(row, result="Lain", by=first)


def test_nobody_settles_their_own():
    own = make_user("privacy")
    opened(own, people(3), at=noon())
    [row] = watching.watch(noon())

    with pytest.raises(ValidationError, match="petugas perlindungan data lain"):
        watching.settle(row, result="Tidak apa-apa", by=own)
    row.refresh_from_db()
    assert row.settled_at is None
