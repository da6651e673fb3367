"""Seats of a waiting registration go over to the record of its NIK; of two that stand double the earlier is kept."""

from django.db.models import Exists, OuterRef

from okoce.clock import now
from okoce.reference import memory as reference
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance
from trainings.seats import obstacles
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

DOUBLE = "Kursi dobel setelah dua pendaftaran disatukan"
TWICE = "Kehadiran dobel setelah dua pendaftaran disatukan"


def lock(participant_ids):
    """Lock the sessions in which these people hold seats: before the people, as every act on seats does."""
    ids = Seat.objects.live().filter(participant__in=participant_ids).order_by().values("session")
    list(Session.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk").values("pk"))


def join(waiting, record):
    """Give the record the seats of the registration, release what stands double, and move the waiting lists up."""
    reference.look_again()
    kept = _live(record)
    doubles = []
    for seat in _live(waiting):
        losers = _losers(seat, obstacles.rivals(seat, kept))
        kept = [each for each in [*kept, seat] if each not in losers]
        doubles += losers
    for seat in doubles:
        _release(seat, kept)
    waiting.seats.update(participant=record)
    for seat in doubles:
        seats.offer_free(seats.lock(seat.session_id))
        seat.participant = record
        notices.released(seat)


def _live(person):
    """The seats that stand, the earliest booked first, each with `is_seen`: an attendance stands on it."""
    seen = Attendance.objects.standing().filter(seat=OuterRef("pk"))
    live = person.seats.live().select_related("session__venue").annotate(is_seen=Exists(seen))
    return list(live.order_by("booked_at", "pk"))


def _losers(seat, rivals):
    """Which of these seats is given up: never one that somebody sat on, else the later ones."""
    twin = next((rival for rival in rivals if rival.session_id == seat.session_id), None)
    if seat.is_seen:
        if twin and twin.is_seen:
            return [seat]  # its attendances go over
        return [rival for rival in rivals if not rival.is_seen]
    if any(rival.is_seen or (rival.booked_at, rival.pk) < (seat.booked_at, seat.pk) for rival in rivals):
        return [seat]
    return rivals


def _release(seat, kept):
    if seat.is_seen:
        _move_attendances(seat, next(each for each in kept if each.session_id == seat.session_id))
    seat.state, seat.release_reason, seat.changed_at = Seat.State.RELEASED, DOUBLE, now()
    seat.save(update_fields=["state", "release_reason", "changed_at"])


def _move_attendances(seat, twin):
    """Each meeting counts once."""
    counted = twin.attendances.standing().order_by().values_list("meeting", flat=True)
    standing = seat.attendances.standing()
    standing.filter(meeting__in=list(counted)).update(voided_at=now(), void_reason=TWICE)
    standing.update(seat=twin)
    attendance.settle_seats(seat.session, only={twin.pk})
