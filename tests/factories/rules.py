"""Changes of a year's rules, counted as their job counts them."""

from okoce.clock import today
from participants.rules.actions import proposing
from tests.factories.people import make_user


def make_rule_change(year, *, by=None, counts_from=None, is_counted=True, **values):
    """A proposal of other values: statements=2."""
    by = by or make_user("province", phone="+6281200007001")
    about = {"counts_from": counts_from or today(), "reason": "Sesuai SK baru"}
    change = proposing.propose(year, values, by=by, **about)
    if is_counted:
        count(change)
    return change


def count(change):
    """What the job of a proposal does."""
    proposing.count(change.pk)()
    change.refresh_from_db()
    return change
