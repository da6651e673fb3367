"""Who finished a training: every module of it, by coming often enough to sessions that teach them."""

from django.db.models import Count

from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind


def came_to(training):
    """Return the seats whose people came often enough to a session that counts for this training.

    A commodity training is finished in its own sessions; modules of the year in any session and kecamatan.
    """
    came = Seat.objects.filter(state=Seat.State.ATTENDED, session__state=Session.State.PUBLISHED)
    if training.kind == TrainingKind.HARD:
        return came.filter(session__training=training)
    return came.exclude(session__training__kind=TrainingKind.HARD).filter(session__modules__trainings=training)


def finished(training):
    """Return the ids of those who finished a training, as a query."""
    people = came_to(training).order_by().values("participant")
    modules = training.modules.values_list("pk", flat=True)
    needed = len(modules)
    if not needed:
        return people.distinct()
    learnt = people.filter(session__modules__in=list(modules))
    return learnt.annotate(learnt=Count("session__modules", distinct=True)).filter(learnt=needed).values("participant")
