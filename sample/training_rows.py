"""Rows of one person's session: the seat, the meetings they came to, the card shown at the first of them."""

import datetime as dt
from typing import NamedTuple

from okoce.clock import wib_day
from okoce.programme.stages import Stage
from participants.identity_checks.models import IdentityCheck
from participants.journey.facts import FactKind
from sample.people_rows import check_identity
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat

MODELS = (Seat, Attendance)
MODULES = ("M1", "M2", "M3")  # taught in every session that is held
MEETINGS = len(MODULES)  # at most


class Sitting(NamedTuple):
    """A session as those who sit in it need it."""

    pk: int
    meetings: tuple  # (key, starts_at, ends_at)
    officer: int
    is_over: bool

    @property
    def last_day(self):
        return wib_day(self.meetings[-1][2])


def add(person, sitting, officers):
    """Returns the day they were trained, or None."""
    plan, meetings = person.plan, sitting.meetings
    came = sitting.is_over and plan.depth > 1
    State = Seat.State
    state = (State.ATTENDED if came else State.ABSENT) if sitting.is_over else State.CONFIRMED
    seat = person.add(
        Seat,
        session_id=sitting.pk,
        state=state,
        booked_at=person.registered_at,
        changed_at=meetings[-1][2] if sitting.is_over else person.registered_at,
    )
    if came:
        there = meetings
    elif sitting.is_over and len(meetings) > 1 and plan.draws("absent").chance(0.2):
        there = meetings[:1]  # some of those who did not finish were there once
    else:
        return None
    for number, (meeting, starts_at, ends_at) in enumerate(there):
        key = (seat - 1) * MEETINGS + number + 1
        person.rows.add(
            Attendance, id=key, seat_id=seat, meeting_id=meeting, marked_by_id=sitting.officer, marked_at=ends_at
        )
        for module in MODULES:
            person.saw(
                Stage.TRAINING,
                FactKind.MODULE_ATTENDED,
                wib_day(starts_at),
                f"attendance:{key}",
                key=module,
                amount=number + 1,
                whole=len(meetings),
            )
    if plan.is_checked and plan.check_day is None:
        _, starts_at, _ = meetings[0]
        check_identity(
            person, wib_day(starts_at), starts_at + dt.timedelta(minutes=15), IdentityCheck.Place.ATTENDANCE, officers
        )
    return sitting.last_day if came else None
