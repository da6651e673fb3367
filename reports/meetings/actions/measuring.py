"""Every night, and after figures were frozen: each action is measured, and opened again where its figure fell.

A relapse is judged by the goal, baseline + expected change, and by nothing else: an action that was closed as achieved
stands as long as its figure is not below its goal. It was closed at the goal or above it (closings.py refuses less), so
250 of a goal of 250 that falls to 249 is a relapse as 212 is: the number that was promised is not there any more. What
was stopped for a reason never opens again by itself.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import OuterRef, Q, Subquery

from okoce.clock import now, today
from reports.meetings.actions import notices
from reports.meetings.models import Action, Closing, Measurement
from reports.meetings.readings import values_on

REMIND_BEFORE = timedelta(days=3)


@transaction.atomic
def measure_all():
    """Measure what is open or was closed as achieved; return (measurements kept, actions opened again). Idempotent.

    A measurement is kept where it differs from the one before, so the same figures again keep nothing.
    """
    last = Measurement.objects.filter(action=OuterRef("pk")).order_by("-measured_on")
    stopped = Closing.objects.standing().filter(kind=Closing.Kind.DROPPED)
    actions = Action.objects.exclude(pk__in=stopped.values("action")).select_for_update(of=("self",)).order_by("pk")
    actions = actions.annotate(last_value=Subquery(last.values("value")[:1])).select_related("meeting__period", "owner")
    actions = list(actions.defer("meeting__figures", "meeting__minutes"))
    values, day = values_on(actions), today()
    changed = [action for action in actions if values[action.pk] != action.last_value]
    Measurement.objects.bulk_create(
        [Measurement(action=action, measured_on=day, value=values[action.pk]) for action in changed],
        update_conflicts=True,
        unique_fields=["action", "measured_on"],
        update_fields=["value"],
    )
    return len(changed), _reopen({action.pk: action for action in actions}, values, day)


def _reopen(actions, values, day):
    """Open again what fell below its goal; return how many."""
    fallen = [pk for pk, action in actions.items() if values[pk] < action.goal]
    closings = Closing.objects.standing().filter(action__in=fallen, kind=Closing.Kind.ACHIEVED)
    found = list(closings.select_for_update(of=("self",)))
    for closing in found:
        closing.state, closing.reopened_at = Closing.State.REOPENED, now()
        closing.reopened_value, closing.reopened_on = values[closing.action_id], day
        closing.action = actions[closing.action_id]
        closing.save()
        notices.reopened(closing)
    return len(found)


def remind():
    """Remind owners of open actions that are due in the next days; return how many. Once for each last day."""
    soon = Q(due_on__gte=today(), due_on__lte=today() + REMIND_BEFORE)
    due = Action.objects.open().filter(soon).select_related("owner")
    for action in due:
        notices.due_soon(action)
    return len(due)
