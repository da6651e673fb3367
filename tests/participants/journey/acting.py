"""What tests of journeys share."""

import datetime as dt

from django.db.models import Sum

from participants.journey.models import StageStanding, Tally
from tests.factories.people import make_participant

REGISTERED_AT = dt.datetime(2026, 1, 5, 3, tzinfo=dt.UTC)


def day(month, number):
    return dt.date(2026, month, number)


def make_resident(**fields):
    return make_participant(registered_at=REGISTERED_AT, **fields)


def standings(*people):
    rows = StageStanding.objects.order_by("participant_id", "stage")
    if people:
        rows = rows.filter(participant__in=people)
    return list(rows.values_list("participant_id", "stage", "reached_on", "kelurahan_id", "evidence"))


def tallies():
    rows = Tally.objects.values_list("kelurahan_id", "stage", "day").order_by().annotate(sum=Sum("people"))
    return {tuple(key): people for *key, people in rows if people}
