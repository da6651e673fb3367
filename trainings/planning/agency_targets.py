"""What agencies reached of the targets of their own trainings, apart from the programme's."""

from dataclasses import dataclass

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
    """Return what is Reached of each target of a year that a user may see, in as many queries for many as for one."""
    targets = TrainingTarget.objects.visible_to(user).filter(programme_year=year)
    targets = list(targets.select_related("agency", "commodity"))
    if not targets:
        return []
    came = _attended(year)
    counted = {TrainingTarget.Counts.PEOPLE: _people(came), TrainingTarget.Counts.TRAININGS: _trainings(came)}
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


def _attended(year):
    """(session, person) of everybody who came to a session of a commodity training.

    The sessions are asked first: from all seats of a year the database finds these few slowly.
    """
    sessions = Session.objects.filter(training__kind=TrainingKind.HARD, training__programme_year=year).order_by()
    names = ("pk", "training__agency", "training__commodity", "kecamatan", "starts_at", "ends_at", "state")
    by_pk = {session.pk: session for session in sessions.values_list(*names, named=True)}
    seats = Seat.objects.filter(state=Seat.State.ATTENDED, session__in=list(by_pk)).order_by()
    return [(by_pk[session], person) for session, person in seats.values_list("session", "participant")]


def _people(came):
    """(agency, commodity, home, person) of all who came.

    The home is that of the day on which the session began; somebody who moved keeps what they did where it was.
    """
    people = Participant.objects.only("kelurahan", "kecamatan").in_bulk({person for _, person in came})
    homes = journeys.homes_of(people)
    return [
        (
            session.training__agency,
            session.training__commodity,
            homes.on(person, wib_day(session.starts_at))[1],
            person,
        )
        for session, person in came
    ]


def _trainings(came):
    """(agency, commodity, host, session) of the sessions of commodity trainings that were held."""
    at = now()
    return {
        (session.training__agency, session.training__commodity, session.kecamatan, session.pk)
        for session, _ in came
        if session.state == Session.State.PUBLISHED and session.ends_at <= at
    }
