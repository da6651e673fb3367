"""Who is invited first: pure, as a table."""

import datetime as dt

import pytest

from trainings.invitations.ordering import Candidate, ordered

pytestmark = pytest.mark.once

HOST, NEXT = "31.73.02", "31.73.05"
EARLY, LATE = dt.datetime(2026, 1, 5, tzinfo=dt.UTC), dt.datetime(2026, 3, 5, tzinfo=dt.UTC)


def somebody(pk, *, kecamatan=HOST, is_checked=True, knows_hours=True, unanswered=0, registered_at=EARLY):
    return Candidate(pk, kecamatan, is_checked, knows_hours, unanswered, registered_at)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (somebody(2), somebody(1, kecamatan=NEXT)),
        (somebody(2, is_checked=False), somebody(1, kecamatan=NEXT)),
        (somebody(2), somebody(1, is_checked=False)),
        (somebody(2, knows_hours=False, unanswered=3, registered_at=LATE), somebody(1, is_checked=False)),
        (somebody(2, unanswered=2, registered_at=LATE), somebody(1, knows_hours=False)),
        (somebody(2, registered_at=LATE), somebody(1, unanswered=1)),
        (somebody(2, unanswered=1, registered_at=LATE), somebody(1, unanswered=2)),
        (somebody(2), somebody(1, registered_at=LATE)),
        (somebody(1), somebody(2)),
    ],
    ids=[
        "the host's own before others",
        "the host's own though unchecked",
        "checked before unchecked",
        "checked whatever else",
        "known hours before fewer unanswered",
        "no unanswered before waiting longer",
        "fewer unanswered first",
        "who waits longest",
        "by number where all is equal",
    ],
)
def test_one_comes_before_the_other(first, second):
    assert ordered([first, second], HOST) == ordered([second, first], HOST) == [first, second]
