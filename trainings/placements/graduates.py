"""Graduates of a training: who is to be invited to one that continues it, and how many went on."""

from typing import NamedTuple

from django.db.models import Q

from participants.people.models import Participant
from trainings.attendance.completions import finished
from trainings.placements.models import Placement
from trainings.seats.models import Seat
from trainings.sessions.models import Training


class WentOn(NamedTuple):
    """Graduates of a training, and how many of them went on."""

    people: int
    graduates: int


def graduates(training):
    """Return the people who finished a training."""
    return Participant.objects.filter(pk__in=finished(training))


def to_invite(training):
    """Return who finished the training that this one continues and is not in this one yet; nobody where it continues
    none.

    In it is who waits, has a seat or came, and who was placed and did not break off.
    """
    if training.continues is None:
        return Participant.objects.none()
    seated = Seat.objects.live().exclude(state=Seat.State.ABSENT).filter(session__training=training)
    placed = Placement.objects.counted().filter(training=training)
    people = graduates(training.continues).free_to_use().exclude(pk__in=seated.values("participant"))
    return people.exclude(pk__in=placed.values("participant"))


def how_many_went_on(training):
    """Return how many finished a training, and how many of them came to or were placed in one that continues it."""
    following = Training.objects.filter(continues=training)
    came = Seat.objects.filter(state=Seat.State.ATTENDED, session__training__in=following).values("participant")
    placed = Placement.objects.counted().filter(training__in=following).values("participant")
    people = graduates(training)
    return WentOn(people.filter(Q(pk__in=came) | Q(pk__in=placed)).count(), people.count())
