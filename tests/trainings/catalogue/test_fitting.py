"""Which sessions fit somebody, as tables of cases."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.clock import WIB
from participants.cleaning import availability
from trainings.catalogue.fitting import Choice, Wish, best, fits

HOME, NEXT, FAR = "31.73.02", "31.73.04", "31.75.06"
MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=WIB)
MONDAY_MORNING, MONDAY_NOON, TUESDAY_MORNING = 1, 2, 8


def meeting(start=MONDAY, hours=2):
    return SimpleNamespace(starts_at=start, ends_at=start + dt.timedelta(hours=hours))


def choice(pk=1, *, kecamatan=HOME, start=MONDAY, meetings=None, modules=("M1",), is_full=False):
    return Choice(pk, kecamatan, start, meetings or (meeting(start),), frozenset(modules), is_full)


def wish(**fields):
    fields = {"home": HOME, "near": frozenset({NEXT}), "free": 0, "missing": frozenset({"M1"})} | fields
    return Wish(**fields)


@pytest.mark.parametrize(("kecamatan", "is_near"), [(HOME, True), (NEXT, True), (FAR, False)])
def test_only_home_and_its_neighbours_fit(kecamatan, is_near):
    assert fits(choice(kecamatan=kecamatan), wish()) == is_near


@pytest.mark.parametrize(
    ("taught", "missing", "seated", "does_fit"),
    [
        ({"M1"}, {"M1", "M2"}, set(), True),
        ({"M1", "M3"}, {"M1"}, set(), True),
        ({"M3"}, {"M1"}, set(), False),
        (set(), {"M1"}, set(), False),
        ({"M1", "M2"}, {"M1"}, {"M2"}, False),
        ({"M1"}, set(), {"M1"}, False),
    ],
)
def test_a_session_teaches_what_is_missing_and_nothing_seated(taught, missing, seated, does_fit):
    found = fits(choice(modules=taught), wish(missing=frozenset(missing), seated=frozenset(seated)))

    assert found == does_fit


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
    assert fits(choice(meetings=(meeting(start, hours),)), wish(free=free)) == does_fit


def test_every_meeting_must_fit():
    both = choice(meetings=(meeting(), meeting(MONDAY + dt.timedelta(days=1))))

    assert fits(both, wish(free=MONDAY_MORNING | TUESDAY_MORNING))
    assert not fits(both, wish(free=MONDAY_MORNING))


@pytest.mark.parametrize(("later", "does_fit"), [(1, False), (2, True)])
def test_no_session_fits_at_an_hour_that_is_taken(later, does_fit):
    busy = (meeting(MONDAY + dt.timedelta(hours=later)),)

    assert fits(choice(), wish(busy=busy)) == does_fit


def test_free_before_full_then_home_then_the_earliest():
    later = MONDAY + dt.timedelta(days=7)
    choices = [
        choice(1, is_full=True),
        choice(2, kecamatan=NEXT, start=MONDAY),
        choice(3, start=later),
        choice(4, start=MONDAY),
        choice(5, kecamatan=NEXT, is_full=True),
        choice(6, kecamatan=FAR),
    ]

    assert best(choices, wish()) == [4, 3, 2, 1, 5]
    assert best(choices[::-1], wish(), most=2) == [4, 3]
