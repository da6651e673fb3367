"""A printed roster: rows that keep their numbers, and what is read off the paper afterwards."""

import uuid

from django.db import transaction
from django.db.models import Max

from trainings.attendance.actions import receiving
from trainings.attendance.models import Mark, RosterRow
from trainings.attendance.sightings import Sighting
from trainings.seats.actions import seats
from trainings.seats.models import Seat

READ = "Dibaca dari daftar kertas"


@transaction.atomic
def number_rows(meeting):
    """Give each expected seat its row, in the order of names; who came later goes to the end. Return the rows."""
    session = seats.lock(meeting.session_id)
    known = meeting.roster_rows.aggregate(last=Max("number"))["last"] or 0
    new = session.seats.expected().exclude(roster_rows__meeting=meeting).order_by("participant__name_key", "pk")
    RosterRow.objects.bulk_create(
        RosterRow(meeting=meeting, seat_id=seat, number=number)
        for number, seat in enumerate(new.values_list("pk", flat=True), start=known + 1)
    )
    return rows_of(meeting)


def rows_of(meeting):
    return meeting.roster_rows.select_related("seat__participant").order_by("number")


@transaction.atomic
def enter(meeting, absent, *, by):
    """Mark the rows of the paper: these absent, all others present. Return (present, absent), how many.

    Entered twice it changes nothing more; an absent row of somebody another officer saw becomes a contradiction.
    Raise `ValidationError` as `attendance.mark` does.
    """
    words = {row.seat_id: row.number not in absent for row in rows_of(meeting) if row.seat.state in Seat.EXPECTED}
    said = _said_before(meeting, by)
    new = [Sighting(uuid.uuid4(), seat, word) for seat, word in words.items() if said.get(seat) != word]
    receiving.receive(meeting, new, by=by, source=Mark.Source.PAPER, reason=READ)
    present = sum(words.values())
    return present, len(words) - present


def _said_before(meeting, by):
    """{seat: present or not} as this officer read it off the paper last."""
    marks = meeting.marks.filter(marked_by=by, source=Mark.Source.PAPER).order_by("received_at")
    return dict(marks.values_list("seat", "is_present"))
