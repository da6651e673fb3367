"""Unknown people who came: written down with a chair, completed into people, forgotten after 14 days."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.people.models import Participant
from participants.registration.actions import register as registration
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance, Mark
from trainings.attendance.sightings import Sighting
from trainings.door.actions import arrivals
from trainings.door.models import Closing, WalkIn
from trainings.door.models.walk_ins import FORGOTTEN
from trainings.seats.actions import seats
from trainings.seats.models import Seat

NOT_THERE = "Data tamu ini sudah dihapus karena tidak dilengkapi dalam 14 hari."
NO_CHAIR = "Tamu ini masih siaga dan belum mendapat kursi, jadi belum dapat dilengkapi."


@transaction.atomic
def write(meeting, answers, *, by):
    """Give somebody unknown a chair, or a stand-by number. Return the `WalkIn`, with `number` when it stands by.

    `answers`: name, phone, kelurahan, birth_on, trade, nik ("" without a card). Raise `ValidationError` outside the
    hours of the door, and when no chair is free after the meeting.
    """
    session = arrivals.lock_open(meeting)
    has_chair = arrivals.has_chair_for_new(session, meeting)
    walk_in = WalkIn(
        session=session,
        meeting=meeting,
        state=WalkIn.State.OPEN if has_chair else WalkIn.State.WAITING,
        arrived_at=now() if meeting.door_is_open and has_chair else None,
        made_by=by,
        **answers,
    )
    walk_in.save()
    walk_in.number = None if has_chair else arrivals.stand_by(meeting, by=by, walk_in=walk_in).number
    return walk_in


@transaction.atomic
def complete(walk_in, answers, *, point, by, card_seen):
    """Make or find the person of a walk-in and turn it into a seat with its attendance. Return (seat, refusals).

    Completed again it gives the same seat, whatever is typed. Raise `ValidationError` once it was deleted, for one
    without a chair, for oneself, and as the desk's registration does.
    """
    if card_seen:
        arrivals.hold_sessions(walk_in.session_id, answers.nik)
    seats.lock(walk_in.session_id)
    walk_in = WalkIn.objects.select_for_update(of=["self"]).select_related("meeting__session").get(pk=walk_in.pk)
    if walk_in.state == WalkIn.State.COMPLETED and walk_in.seat:
        return walk_in.seat, []
    if walk_in.state != WalkIn.State.OPEN:
        raise ValidationError(NO_CHAIR if walk_in.state == WalkIn.State.WAITING else NOT_THERE)
    person = _person(answers, point=point, by=by)
    _end(walk_in, WalkIn.State.COMPLETED, by=by)
    seat = _seat(walk_in, person, by=by)
    refusals = _attend(walk_in, seat, by=by, card_seen=card_seen)
    walk_in.seat = Seat.objects.select_related("participant").get(pk=seat.pk)  # the card may have joined two records
    walk_in.save(update_fields=["seat"])
    return walk_in.seat, refusals


def forget_old(*, is_dry=False):
    """Delete what was asked of walk-ins that nobody completed in 14 days; each counts in its closing. Idempotent.

    Return how many.
    """
    if is_dry:
        return WalkIn.objects.overdue().count()
    sessions = WalkIn.objects.overdue().order_by("session").values_list("session", flat=True).distinct()
    return sum(_forget_in(session) for session in sessions)


@transaction.atomic
def _forget_in(session_id):
    seats.lock(session_id)
    overdue = list(WalkIn.objects.overdue().filter(session=session_id))
    seated = sum(walk_in.state == WalkIn.State.OPEN for walk_in in overdue)
    for walk_in in overdue:
        _end(walk_in, WalkIn.State.DELETED)
    Closing.objects.filter(session=session_id).update(incomplete=F("incomplete") + seated)
    return len(overdue)


def _person(answers, *, point, by):
    """The record of this NIK, made by the desk's registration when there is none."""
    known = Participant.objects.holding_nik(answers.nik).first()
    if known is None:
        try:
            return registration.register(answers, point=point, by=by).participant
        except registration.AlreadyRegistered as refused:
            known = refused.participant
    access_log.record(by, AccessLog.Act.OPEN, known, "NIK dicocokkan untuk tamu pelatihan")
    return known


def _end(walk_in, state, *, by=None):
    walk_in.state, walk_in.ended_by, walk_in.ended_at = state, by, now()
    for name, value in FORGOTTEN.items():
        setattr(walk_in, name, value)
    walk_in.save()


def _seat(walk_in, person, *, by):
    """The chair of the walk-in becomes a seat of the person, or the one they have here already."""
    seat = Seat.objects.live().filter(session=walk_in.session_id, participant=person).first()
    return arrivals.give_seat(walk_in.meeting, seat, person, by=by)


def _attend(walk_in, seat, *, by, card_seen):
    """Attendance as it was written at the door; who showed the card showed the number made from it."""
    seen = [Sighting(Mark().pk, seat.pk, is_present=True, at=walk_in.arrived_at)]
    checked = {seat.pk} if card_seen else ()
    refusals = attendance.mark(
        walk_in.meeting,
        [seat.pk],
        by=by,
        unticked=set(),
        sightings=seen,
        identity_checked=checked,
        number_shown=checked,
        source=Mark.Source.DOOR,
    )
    written = Attendance.objects.standing().filter(seat=seat, meeting=walk_in.meeting)
    written.filter(marked_at__gt=walk_in.made_at).update(marked_at=walk_in.made_at)  # not late: it was seen that day
    return refusals
