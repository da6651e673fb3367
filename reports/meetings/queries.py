"""The actions that a meeting looks back on, and the obstacles named most."""

from collections import Counter

from django.db.models import Q

from okoce.clock import day_starts_at
from reports.meetings.models import Action, Closing, Meeting, Obstacle

MOST_OBSTACLES = 3
NEXT = ("state", "held_on", "period__number", "period__ends_on")


def earlier_than(meeting, since, actions=None):
    """Return actions of meetings before this one that are open, or were closed or opened again since a day."""
    actions = Action.objects.all() if actions is None else actions
    return actions.filter(_earlier(meeting, since))


def looked_at(meeting, since, actions):
    """Return those of `actions` that a meeting looks back on and those that it decided, the latest meetings first."""
    both = _earlier(meeting, since) | Q(meeting=meeting.pk)
    return actions.filter(both).with_parts().order_by("-meeting_id", "pk")


def _earlier(meeting, since):
    moved = Q(decided_at__gte=day_starts_at(since)) | Q(reopened_at__gte=day_starts_at(since))
    lately = Closing.objects.filter(moved).values("action")
    before = Q(meeting__period__ends_on__lt=meeting.period.ends_on)
    return before & (Q(pk__in=Action.objects.open().values("pk")) | Q(pk__in=lately))


def named_most(actions):
    """Return [(obstacle in words, how many open actions name it)], most first, of actions that are read already."""
    counts = Counter(Obstacle(action.obstacle).label for action in actions)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_OBSTACLES]


def next_meeting():
    """The meeting that is running, else the next to be held; None without one."""
    waiting = Meeting.objects.exclude(state=Meeting.State.CLOSED).select_related("period").only(*NEXT)
    return sorted(waiting, key=lambda meeting: (meeting.is_planned, meeting.held_on))[0] if waiting else None
