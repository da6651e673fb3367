"""What agencies reached of the targets of their own trainings, apart from the programme's."""

from dataclasses import dataclass

from django.db.models import Count, Q

from okoce.clock import now, wib_day
from participants.journey.actions import journeys
from participants.people.models import Participant
from trainings.seats.models import Seat
from trainings.sessions.models import Session, TrainingTarget
from trainings.sessions.states import TrainingKind


@dataclass(frozen=True)
class Reached:
    """A target with what was done of it: people who came, or trainings that were held."""

    target: TrainingTarget
    done: int

    @property
    def missing(self):
        return max(0, self.target.amount - self.done)


def reached(user, year):
    """Return what is Reached of each target of a year that a user may see. Five queries, however many targets."""
    targets = TrainingTarget.objects.visible_to(user).filter(programme_year=year)
    targets = list(targets.select_related("agency", "commodity"))
    if not targets:
        return []
    people, trainings = _people(year), _trainings(year)
    counted = {TrainingTarget.Counts.PEOPLE: people, TrainingTarget.Counts.TRAININGS: trainings}
    return [Reached(target, _sum(target, counted[target.counts])) for target in targets]


def _sum(target, rows):
    """What of these rows is of the target's agency, commodity and kecamatan."""
    found = {
        one
        for agency, commodity, kecamatan, one in rows
        if agency == target.agency_id
        and (target.commodity_id or commodity) == commodity
        and (target.kecamatan_id or kecamatan) == kecamatan
    }
    return len(found)


def _people(year):
    """(agency, commodity, home, person) of everybody who came to a session of a commodity training.

    The home is that of the day on which the session began; somebody who moved keeps what they did where it was.
    """
    came = Seat.objects.filter(
        state=Seat.State.ATTENDED,
        session__training__kind=TrainingKind.HARD,
        session__training__programme_year=year,
    )
    names = ("session__training__agency", "session__training__commodity", "participant", "session__starts_at")
    rows = list(came.values_list(*names))
    people = Participant.objects.only("kelurahan", "kecamatan").in_bulk({person for _, _, person, _ in rows})
    homes = journeys.homes_of(people)
    return [
        (agency, commodity, homes.on(person, wib_day(starts_at))[1], person)
        for agency, commodity, person, starts_at in rows
    ]


def _trainings(year):
    """(agency, commodity, host, session) of the sessions of commodity trainings that were held."""
    held = Session.objects.published().filter(
        training__kind=TrainingKind.HARD, training__programme_year=year, ends_at__lte=now()
    )
    held = held.annotate(came=Count("seats", filter=Q(seats__state=Seat.State.ATTENDED))).filter(came__gt=0)
    return held.values_list("training__agency", "training__commodity", "kecamatan", "pk")
