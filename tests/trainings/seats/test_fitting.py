"""Which sessions fit somebody, as tables of cases."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.clock import WIB
from participants.cleaning import availability
from trainings.seats.fitting import Wish, fitting
from trainings.sessions.memory import Contents

pytestmark = pytest.mark.once

HOME, NEXT = "31.73.02", "31.73.04"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=WIB)
MONDAY_MORNING, MONDAY_NOON, TUESDAY_MORNING = 1, 2, 8


def meeting(start=MONDAY, hours=2):
    return SimpleNamespace(starts_at=start, ends_at=start + dt.timedelta(hours=hours))


def session(pk=1, *, kecamatan=HOME, start=MONDAY):
    return SimpleNamespace(pk=pk, kecamatan_id=kecamatan, starts_at=start)


def fits(*meetings, taught=("M1",), **wish):
    """Whether a session with these meetings is found."""
    fields = {"kecamatan": HOME, "free": 0, "missing": frozenset({"M1"})} | wish
    return bool(fitting(Wish(**fields), [session()], {1: Contents(meetings, (), frozenset(taught))}))


@pytest.mark.parametrize(
    ("taught", "missing", "held", "does_fit"),
    [
        ({"M1"}, {"M1", "M2"}, set(), True),
        ({"M1", "M3"}, {"M1"}, set(), True),
        ({"M3"}, {"M1"}, set(), False),
        (set(), {"M1"}, set(), False),
        ({"M1", "M2"}, {"M1"}, {"M2"}, False),
        ({"M1"}, set(), {"M1"}, False),
    ],
)
def test_a_session_teaches_what_is_missing_and_nothing_held(taught, missing, held, does_fit):
    assert fits(meeting(), taught=taught, missing=frozenset(missing), held=frozenset(held)) == does_fit


@pytest.mark.parametrize(
    ("taught", "missing", "does_fit"),
    [({"M1"}, {"M1", "M2"}, False), ({"M1", "M2", "M3"}, {"M1", "M2"}, True)],
)
def test_a_whole_one_teaches_all_that_is_missing(taught, missing, does_fit):
    assert fits(meeting(), taught=taught, missing=frozenset(missing), is_whole=True) == does_fit


@pytest.mark.parametrize(
    ("free", "start", "hours", "does_fit"),
    [
        (0, MONDAY, 2, True),
        (MONDAY_MORNING, MONDAY, 2, True),
        (MONDAY_MORNING, MONDAY, 3, True),
        (MONDAY_MORNING, MONDAY, 4, False),
        (MONDAY_MORNING | MONDAY_NOON, MONDAY, 4, True),
        (TUESDAY_MORNING, MONDAY, 2, False),
        (availability.ALL, MONDAY + dt.timedelta(hours=10), 2, True),
    ],
)
def test_a_session_fits_only_within_the_hours_that_were_given(free, start, hours, does_fit):
    assert fits(meeting(start, hours), free=free) == does_fit


def test_every_meeting_must_fit():
    both = meeting(), meeting(MONDAY + dt.timedelta(days=1))

    assert fits(*both, free=MONDAY_MORNING | TUESDAY_MORNING)
    assert not fits(*both, free=MONDAY_MORNING)


def test_a_session_without_meetings_does_not_fit():
    assert not fits()


@pytest.mark.parametrize(("later", "does_fit"), [(1, False), (2, True)])
def test_no_session_fits_at_an_hour_that_is_taken(later, does_fit):
    assert fits(meeting(), busy=(meeting(MONDAY + dt.timedelta(hours=later)),)) == does_fit


def test_those_named_as_last_come_last_then_home_then_the_earliest():
    later = MONDAY + dt.timedelta(days=7)
    sessions = [
        session(1),
        session(2, kecamatan=NEXT),
        session(3, start=later),
        session(4),
        session(5, kecamatan=NEXT),
    ]
    contents = dict.fromkeys(range(1, 6), Contents((meeting(),), (), frozenset({"M1"})))
    wish = Wish(HOME, 0, frozenset({"M1"}))

    def best(rows, **how):
        return [row.pk for row in fitting(wish, rows, contents, **how)]

    assert best(sessions, most=5) == [1, 4, 3, 2, 5]
    assert best(sessions[::-1], most=2) == [1, 4]
    assert best(sessions) == [1, 4, 3]
