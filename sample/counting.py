"""Counts what was invented: seats by session, people by home, stage and day."""

from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate

from okoce.clock import WIB
from participants.journey.actions import tallies
from participants.journey.models import StageStanding, Tally, TallyChange, TallyLedger, came_late
from participants.people.models import Participant
from sample import bulk
from sample.journeys import DAY_IS_OVER
from trainings.seats.models import Seat
from trainings.sessions.models import Session


def count(ground):
    taken = Seat.objects.taken().filter(session=OuterRef("pk")).order_by().values("session")
    Session.objects.update(seats_taken=Coalesce(Subquery(taken.annotate(seats=Count("pk")).values("seats")), 0))
    homes = ("kelurahan_id", "kecamatan_id")
    stages = StageStanding.objects.values_list(*homes, "stage", "reached_on")
    registered = Participant.objects.annotate(on=TruncDate("registered_at", tzinfo=WIB)).values_list(*homes, "on")
    tallied = [*stages.annotate(people=Count("pk")).order_by(), *registered.annotate(people=Count("pk")).order_by()]
    rows = bulk.Rows([Tally, TallyChange])
    for number, (kelurahan, kecamatan, *stage, day, people) in enumerate(tallied, start=1):
        values = {
            "id": number,
            "programme_year_id": ground.year.pk,
            "kelurahan_id": kelurahan,
            "kecamatan_id": kecamatan,
            "stage": stage[0] if stage else Tally.REGISTERED,
            "day": day,
            "people": people,
        }
        rows.add(Tally, is_summed=True, **values)
        known_at = ground.recorded(day, DAY_IS_OVER)
        rows.add(TallyChange, known_at=known_at, is_late=came_late(day, known_at), **values)
    bulk.write(rows.packed())
    tallies.sum_anew(ground.year)
    TallyLedger.objects.filter(programme_year=ground.year).update(additions=F("additions") + len(tallied))
