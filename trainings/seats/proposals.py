"""Which sessions somebody could take instead of another: by their hours and the modules they miss."""

from collections import defaultdict

from django.db.models import F

from trainings.seats import obstacles, queries
from trainings.seats.fitting import MOST, Wish, fitting
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.sessions.models import Session

LOOKED_AT = 200  # sessions of a kota that come next
CHOICES = 8  # sessions to choose from on a page


def proposed(session, leaving, *, held=()):
    """Return {participant: sessions that fit} for the people of these seats of a session that is cancelled.

    `held` are the ids of sessions in which a place is kept for them anyway. Six statements, however many people.
    """
    candidates = _coming(session).filter(seats_taken__lt=F("capacity")).exclude(pk__in=[session.pk, *held])
    return _proposed(session, leaving, list(candidates[:LOOKED_AT]), held=held)


def instead_of(seat, *, held=()):
    """Return the sessions that the person of a seat of a cancelled session gets a certain seat in, if they fit."""
    candidates = list(_certain_for(seat).exclude(pk__in=held)[:LOOKED_AT])
    return _proposed(seat.session, [seat], candidates, held=held, most=CHOICES)[seat.participant_id]


def to_swap(seat):
    """Return the sessions somebody could change to: all the modules their seat is for, hours that fit, a free place."""
    candidates = list(_certain_for(seat)[:LOOKED_AT])
    return _proposed(seat.session, [seat], candidates, most=CHOICES, is_whole=True)[seat.participant_id]


def _certain_for(seat):
    """Sessions instead of that of a seat in which its person gets a certain one."""
    coming = queries.with_place_for(_coming(seat.session), seat.participant.kelurahan_id)
    return coming.filter(has_place=True).exclude(pk=seat.session_id)


def _coming(session):
    """Sessions of the same kota that can be booked, the earliest first."""
    coming = Session.objects.bookable().filter(kecamatan__parent=session.kecamatan.parent_id)
    return coming.select_related("venue").order_by("starts_at", "pk")


def _proposed(session, leaving, candidates, *, held=(), most=MOST, is_whole=False):
    people = [seat.participant_id for seat in leaving]
    staying = Seat.objects.live().filter(participant__in=people).exclude(pk__in=[seat.pk for seat in leaving])
    staying = list(staying.exclude(session__in=held))
    contents = memory.contents({session.pk, *(row.pk for row in candidates), *(seat.session_id for seat in staying)})
    learned, kept = obstacles.finished(people), defaultdict(list)
    for seat in staying:
        kept[seat.participant_id].append(seat)
    found = {}
    for seat in leaving:
        person, booked = seat.participant, obstacles.booked(kept[seat.participant_id])
        missing = contents[session.pk].lessons - learned[person.pk] - booked
        busy = tuple(meeting for other in kept[person.pk] for meeting in contents[other.session_id].meetings)
        wish = Wish(person.kecamatan_id, person.availability, missing, busy, booked, is_whole)
        found[person.pk] = fitting(wish, candidates, contents, most=most)
    return found
