"""People whose card was seen, and who come to sessions by the acts of the portal."""

import datetime as dt

from okoce.clock import now, today
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL
from tests.factories.sessions import make_seat, make_session
from trainings.attendance.actions import attendance

REGISTERED = dt.timedelta(days=40)


def make_person(**fields):
    """Somebody registered forty days ago, whose card was seen then."""
    person = make_participant(registered_at=now() - REGISTERED, **fields)
    journeys.enter(person)
    identity.check(person, by=make_user("officer"), place=IdentityCheck.Place.DESK)
    IdentityCheck.objects.filter(participant=person).update(checked_on=today() - REGISTERED)
    journeys.refresh([person.pk])
    person.refresh_from_db()
    return person


def come(*people, ago, modules=("M1", "M2", "M3"), kecamatan=GROGOL, **fields):
    """The people attend a session held so many days ago; returns their seats."""
    session = make_session(days=(-ago,), modules=modules, kecamatan=kecamatan, **fields)
    seats = [make_seat(session, person) for person in people]
    attendance.mark(session.meetings.get(), [seat.pk for seat in seats], by=make_user("officer", region=kecamatan))
    for seat in seats:
        seat.refresh_from_db()
    return seats
