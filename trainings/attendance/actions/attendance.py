"""Attendance: who was seen at a meeting. Marked from a tick list, voided with a reason, never erased."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q

from okoce.clock import now
from okoce.refusals import in_words
from participants.identity_checks import actions as identity
from participants.identity_checks import joining
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import evidence as records
from participants.journey.actions import journeys
from participants.people import naming
from trainings.attendance.actions import marks
from trainings.attendance.models import Attendance
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

State = Seat.State
UNTICKED = "Centang kehadiran dilepas"
REASON_NEEDED = "Tulis alasan koreksi: kehadiran hari lain hanya dilepas dengan alasan."


@transaction.atomic
def mark(
    meeting, present, *, by, unticked=None, identity_checked=(), number_shown=(), sightings=(), source="list", reason=""
):
    """Write down who is present; sent twice it changes nothing more. Return why cards could not be checked, in words.

    `present`, `unticked` and `identity_checked` are ids of seats, and `number_shown` of those whose ticket the person
    showed. Only who was unticked on this very page is voided, so that two officers with two phones do not undo each
    other; None means everybody else. Of a list of thousands only the seats named are read. `sightings`: what browsers
    or papers say of single seats (trainings/attendance/sightings.py); of several the earliest arrival stands.
    Raise `ValidationError` where attendance cannot be recorded, and without `reason` for a correction of another day.
    """
    _hold_waiting(meeting, set(present), set(present) & set(identity_checked))
    session = seats.lock(meeting.session_id)
    _refuse(session, meeting)
    seats_named = None if unticked is None else {*present, *unticked}
    roster = _named(session.seats.expected().select_related("participant"), "pk", seats_named).in_bulk()
    marked = _named(meeting.attendances.standing(), "seat", seats_named)
    standing = {attendance.seat_id: attendance for attendance in marked}
    present = set(present) & roster.keys()
    removed = (standing.keys() if unticked is None else standing.keys() & set(unticked)) - present
    added = present - standing.keys()
    if any(roster[pk].participant.belongs_to(by) for pk in added):
        raise ValidationError("Kehadiran Anda sendiri harus dicatat oleh petugas lain.")
    if removed and not (reason or meeting.is_today):
        raise ValidationError(REASON_NEEDED)

    seats.lock_people([roster[pk].participant_id for pk in present | removed if pk in roster])
    seen = {sighting.seat: sighting for sighting in sightings}
    _write(meeting, added, seen, by=by)
    _see_earlier([standing[pk] for pk in sorted(present - added)], seen)
    for pk in removed:
        records.mark_void(standing[pk], by=by, reason=reason[:200] or UNTICKED)
    marks.keep(meeting, seen, added=added, removed=removed, by=by, source=source)
    refusals = _check_cards(roster, sorted(present & set(identity_checked)), by=by, number_shown=set(number_shown))
    settle_seats(session, only=seats_named)
    changed = Seat.objects.filter(pk__in=added | removed).values_list("participant_id", flat=True)
    journeys.refresh(sorted(set(changed)), reason=f"Kehadiran dibatalkan: {reason or UNTICKED}")
    return refusals


def _refuse(session, meeting):
    if session.state != Session.State.PUBLISHED:
        raise ValidationError("Sesi ini tidak dibuka, jadi kehadiran tidak dapat dicatat.")
    if not meeting.may_be_marked:
        raise ValidationError("Kehadiran baru dapat dicatat pada hari pertemuan.")


def _write(meeting, added, seen, *, by):
    """A tick while the door is open is an arrival; what is written down afterwards has no time of its own."""
    at = now() if meeting.door_is_open else None
    Attendance.objects.bulk_create(
        Attendance(seat_id=pk, meeting=meeting, marked_by=by, arrived_at=seen[pk].at if pk in seen else at)
        for pk in sorted(added)
    )


def _see_earlier(attendances, seen):
    """Of two that saw somebody the earlier one stands."""
    for attendance in attendances:
        at = seen[attendance.seat_id].at if attendance.seat_id in seen else None
        if at and (attendance.arrived_at is None or at < attendance.arrived_at):
            attendance.arrived_at = at
            attendance.save(update_fields=["arrived_at"])


def _hold_waiting(meeting, present, checked):
    """Registrations that may be joined are locked first, with the other sessions of their NIK and everybody present:
    sessions come before people, in one order, so that two lists never wait for each other."""
    if not checked:
        return
    seated = meeting.session.seats.filter(pk__in=checked, participant__holds_nik=False)
    if waiting := [seat.participant for seat in seated.select_related("participant")]:
        joining.hold(waiting, also=Seat.objects.filter(pk__in=present).values("participant"))


def _check_cards(roster, pks, *, by, number_shown):
    """Each card by itself: one that is refused keeps no other tick from being saved."""
    refusals = []
    for pk in pks:
        person = roster[pk].participant
        try:
            identity.check(person, by=by, place=IdentityCheck.Place.ATTENDANCE, shows_number=pk in number_shown)
        except ValidationError as refused:
            refusals.append(f"{person.name}: {in_words(refused)}")
    return refusals


@transaction.atomic
def void(attendance, *, by, reason):
    """Take one attendance back; what it was evidence for may be lost. Return it as it is now.

    Taken back again it changes nothing. Raise `ValidationError` without a reason, and for one that names the person.
    """
    reason = reason.strip()
    if not reason:
        raise ValidationError("Tulis alasan pembatalan kehadiran.")
    session = seats.lock(attendance.meeting.session_id)
    attendance = Attendance.objects.select_related("seat__participant").get(pk=attendance.pk)
    if attendance.voided_at:
        return attendance
    naming.refuse([attendance.seat.participant], reason)
    records.mark_void(attendance, by=by, reason=reason[:200])
    settle_seats(session)
    journeys.refresh([attendance.seat.participant_id], reason=f"Kehadiran dibatalkan: {reason}")
    return attendance


def close_lists():
    """Who did not come to a session that is over becomes absent, once its list was used. Safe to run again."""
    used = Attendance.objects.standing().values("meeting__session")
    over = Session.objects.published().filter(ends_at__lte=now(), pk__in=used, seats__state=State.CONFIRMED)
    return sum(_close(pk) for pk in over.distinct().values_list("pk", flat=True))


@transaction.atomic
def _close(session_id):
    return settle_seats(seats.lock(session_id))


def _named(rows, field, numbers):
    return rows if numbers is None else rows.filter(**{f"{field}__in": numbers})


def settle_seats(session, *, only=None):
    """Seats say what attendance adds up to: enough meetings is attended, a session over is absent, else confirmed."""
    percent = session.programme_year.attendance_percent
    planned = session.meetings.count()
    roster = _named(session.seats.expected(), "pk", only).annotate(
        meetings_attended=Count("attendances", filter=Q(attendances__voided_at=None))
    )
    changed = {}
    for seat in roster:
        if planned and seat.meetings_attended * 100 >= percent * planned:
            state = State.ATTENDED
        else:
            state = State.ABSENT if session.has_ended else State.CONFIRMED
        if state != seat.state:
            changed.setdefault(state, []).append(seat.pk)
    for state, pks in changed.items():
        Seat.objects.filter(pk__in=pks).update(state=state, changed_at=now())
    return sum(map(len, changed.values()))
