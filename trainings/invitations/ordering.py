"""Who is invited first. Pure."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Candidate:
    """Somebody who misses what a session teaches and could come. `unanswered`: earlier invitations left unanswered."""

    pk: int
    kecamatan: str
    is_checked: bool
    knows_hours: bool
    unanswered: int
    registered_at: datetime


def ordered(candidates, host):
    """Return them in the order they are invited: one rule, so that nobody is chosen by hand.

    The host's own people first, then those whose card was checked, those who said when they are free, those with the
    fewest invitations left unanswered, and who has waited longest since registering.
    """
    return sorted(
        candidates,
        key=lambda one: (
            one.kecamatan != host,
            not one.is_checked,
            not one.knows_hours,
            one.unanswered,
            one.registered_at,
            one.pk,
        ),
    )
