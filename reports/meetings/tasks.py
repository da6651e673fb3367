"""What the beat sends: the next meeting is prepared, actions are measured, owners are reminded."""

from celery import shared_task
from django.core.exceptions import ValidationError

from reports.meetings.actions import measuring, meetings


@shared_task
def measure_actions():
    """Prepare the next meeting, measure every action, remind of what is due. Idempotent."""
    try:
        meetings.prepare()
    except ValidationError:  # outside every programme year
        pass
    measuring.measure_all()
    measuring.remind()
