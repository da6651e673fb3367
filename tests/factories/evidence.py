"""Evidence as rows, without judging it: a test refreshes or rebuilds by itself."""

import datetime as dt
import itertools

from bazaars.models import Bazaar, StallSale
from okoce.clock import WIB
from okoce.programme.models import Module
from participants.agency_trainings.models import AgencyAttendance
from participants.capital.models import CapitalApplication
from participants.contacts.models import Contact
from participants.finances.models import MonthlyStatement
from participants.identity_checks.models import IdentityCheck
from participants.mentoring.models import MentoringNote
from participants.permits.models import Licence
from tests.factories.people import make_user
from tests.factories.places import GROGOL
from tests.factories.venues import make_venue
from tests.factories.years import make_agency
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

_serial = itertools.count(1)


def make_check(participant, on, *, by=None):
    return IdentityCheck.objects.create(
        participant=participant, checked_on=on, checked_by=by or make_user("officer"), place=IdentityCheck.Place.DESK
    )


def make_attendance(participant, on, *, modules=("M1", "M2", "M3"), by=None):
    """A session of one meeting that day, a seat in it, and somebody who saw them there."""
    starts_at = dt.datetime.combine(on, dt.time(9), tzinfo=WIB)
    session = Session.objects.create(
        programme_year=participant.programme_year,
        agency=make_agency(),
        title=f"Sesi {next(_serial)}",
        kecamatan_id=GROGOL,
        venue=make_venue("Aula kecamatan", GROGOL),
        state=Session.State.PUBLISHED,
        booking_closes_at=starts_at,
        starts_at=starts_at,
        ends_at=starts_at + dt.timedelta(hours=6),
    )
    session.modules.set(Module.objects.filter(code__in=modules))
    meeting = Meeting.objects.create(session=session, starts_at=starts_at, ends_at=starts_at + dt.timedelta(hours=6))
    seat = Seat.objects.create(session=session, participant=participant, state=Seat.State.CONFIRMED)
    return Attendance.objects.create(seat=seat, meeting=meeting, marked_by=by or make_user("officer"))


def make_note(participant, on, *, done_on=None, by=None):
    return MentoringNote.objects.create(
        participant=participant,
        mentor=by or make_user("mentor"),
        met_on=on,
        kind=MentoringNote.Kind.VISIT,
        minutes=45,
        text="Rahasia berdua",
        next_step="Catat penjualan" if done_on else "",
        next_step_done_on=done_on,
    )


def make_agency_attendance(participant, on, *, module="M1"):
    return AgencyAttendance.objects.create(
        participant=participant,
        module=Module.objects.get(code=module),
        attended_on=on,
        agency=make_agency(),
        recorded_by=make_user("staff"),
    )


def make_licence(participant, on, *, kind=Licence.Kind.NIB):
    return Licence.objects.create(
        participant=participant, kind=kind, state=Licence.State.ISSUED, number=f"91202{next(_serial):08d}", issued_on=on
    )


def make_sale(participant, on, *, amount=250_000):
    bazaar = Bazaar.objects.create(
        programme_year=participant.programme_year,
        name="Bazar Flamboyan",
        kecamatan_id=GROGOL,
        venue="Lapangan",
        starts_on=on,
        ends_on=on,
        stalls=20,
    )
    return StallSale.objects.create(bazaar=bazaar, participant=participant, sold_on=on, amount=amount)


def make_statement(participant, month_on, *, submitted_on=None):
    return MonthlyStatement.objects.create(
        participant=participant,
        month_on=month_on,
        sales=3_000_000,
        costs=1_800_000,
        submitted_on=submitted_on or month_on + dt.timedelta(days=34),
    )


def make_disbursement(participant, on, *, amount=5_000_000):
    return CapitalApplication.objects.create(
        participant=participant,
        state=CapitalApplication.State.DISBURSED,
        lender="Koperasi Cempaka",
        amount=amount,
        disbursed_on=on,
    )


def make_contact(participant, on):
    return Contact.objects.create(
        participant=participant, outcome=Contact.Outcome.MISSED, made_on=on, made_by=make_user("officer")
    )
