"""Answers to how many people work in a business."""

import datetime as dt

from okoce.clock import today
from participants.employment.models import WorkerCount
from tests.factories.people import make_user


def make_answer(person, people=3, *, days_ago=0, said_on=None):
    return WorkerCount.objects.create(
        participant=person,
        people=people,
        said_on=said_on or today() - dt.timedelta(days=days_ago),
        way=WorkerCount.Way.OWN,
        recorded_by=person.user or make_user(),
    )
