"""The actions that a meeting looks back on, and the obstacles named most."""

from collections import Counter

from django.db.models import Q

from okoce.clock import day_starts_at
from reports.meetings.models import Action, Meeting, Obstacle

MOST_OBSTACLES = 3
HOME_ACTIONS = 200


def earlier_than(meeting, since, actions=None):
    """Return actions of meetings before this one that are open, or were closed or opened again since a day.

    `actions` narrows them; those of the latest meeting come first.
    """
    moved = Q(closings__decided_at__gte=day_starts_at(since)) | Q(closings__reopened_at__gte=day_starts_at(since))
    actions = Action.objects.all() if actions is None else actions
    before = actions.filter(meeting__period__ends_on__lt=meeting.period.ends_on)
    kept = before.filter(Q(pk__in=before.open().values("pk")) | Q(pk__in=before.filter(moved).values("pk")))
    return kept.with_parts().order_by("-meeting_id", "pk")


def named_most(actions):
    """Return [(obstacle in words, how many open actions name it)], most first, of actions that are read already."""
    counts = Counter(Obstacle(action.obstacle).label for action in actions)
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:MOST_OBSTACLES]


def next_meeting():
    """The meeting that is running, else the next to be held; None without one."""
    waiting = Meeting.objects.exclude(state=Meeting.State.CLOSED).with_period().defer("figures", "minutes")
    return sorted(waiting, key=lambda meeting: (meeting.is_planned, meeting.held_on))[0] if waiting else None


def newest_of_each_kecamatan(actions):
    """Return {kecamatan code: its newest action} of actions that `with_parts` has read."""
    return {action.kecamatan_id: action for action in sorted(actions, key=lambda action: action.pk)}
