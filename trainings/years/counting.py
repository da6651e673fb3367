"""Who and what there is at the turn of a year: counted before it is proposed, and again when it is made."""

from django.db.models import Count, Q

from okoce.clock import now
from participants.people.models import Participant
from trainings.seats.models import Seat


def count(year):
    """Return {"people", "carrying_on", "finished", "waiting", "mentored", "seats", "kota": {kota: the same of people}}.

    Carrying on is everybody of the year who has not reached all stages; seats are the live ones in sessions that have
    not ended.
    """
    finished = Q(is_checked=True, stopped_after="")
    counts = {
        "people": Count("pk"),
        "carrying_on": Count("pk", filter=~finished),
        "finished": Count("pk", filter=finished),
        "waiting": Count("pk", filter=Q(is_checked=False)),
        "mentored": Count("pk", filter=Q(mentor__isnull=False)),
    }
    people = Participant.objects.filter(programme_year=year, erased_at=None).order_by()
    seats = Seat.objects.live().filter(participant__programme_year=year, session__ends_at__gt=now())
    by_kota = people.values("kecamatan__parent").annotate(**counts).order_by("kecamatan__parent")
    return people.aggregate(**counts) | {
        "seats": seats.count(),
        "kota": {row.pop("kecamatan__parent"): row for row in by_kota},
    }
