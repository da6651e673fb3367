"""What somebody did of the year's modules, by the same evidence as their journey, and the sessions they were in."""

from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.text import capfirst

from okoce.formats import tanggal
from okoce.programme import memory as programme
from okoce.programme.stages import Stage
from participants.journey import evidence_rows, stages
from participants.journey.actions import journeys
from participants.people.models import Participant
from trainings.seats.models import BOOK_FOR_MENTEE, Seat
from trainings.sessions import memory

BOOK = "seats.change_seat"
SHOWN = 50


class ModuleLine(NamedTuple):
    name: str
    state: str  # done, scheduled, pending or missing
    words: str
    text: str
    number: int  # of the module, for the link to its sessions
    seat: int | None  # which seat is coming

    @property
    def is_done(self):
        return self.state == DONE


DONE = "done"
WORDS = {DONE: "Selesai", "pending": "Belum lengkap", "scheduled": "Sudah dipesan", "missing": "Belum diikuti"}


def readable_by(user):
    """Return the people whose history a user may read: their own, their mentees, and those they may book for."""
    people = Participant.objects
    return people.owned_by(user) | people.supervised_by(user, BOOK) | people.supervised_by(user, BOOK_FOR_MENTEE)


def seats_of(person):
    """Return the latest seats with `attended`, `planned` (meetings) and `modules`, the session that is newest first."""
    standing = Count("attendances", filter=Q(attendances__voided_at=None))
    seats = person.seats.with_positions().select_related("session__venue").annotate(attended=standing)
    seats = list(seats.order_by("-session__starts_at", "-pk")[:SHOWN])
    contents = memory.contents({seat.session_id for seat in seats})
    for seat in seats:
        seat.planned = len(contents[seat.session_id].meetings)
        seat.modules = contents[seat.session_id].modules
    return seats


def modules_of(person, seats):
    """Return a ModuleLine for each module the person's year asks for; `seats` are those of `seats_of`."""
    year = programme.year_of(person.programme_year_id)
    seen = evidence_rows.of_people([person.pk], stage=Stage.TRAINING)
    done = stages.modules_completed(evidence_rows.facts(seen)[person.pk], journeys.policy_of(year))
    refs = {reached.ref for reached in done.values()}
    words = evidence_rows.words(row for row in seen if row.ref in refs)
    numbers = {module.code: pk for pk, module in programme.modules().items()}
    return [
        _line(name, numbers[code], done.get(code), words, [seat for seat in seats if _teaches(seat, code)])
        for code, name, is_required in year.ordered_modules
        if is_required
    ]


def _teaches(seat, code):
    return any(module.code == code for module in seat.modules)


def _line(name, number, reached, words, seats):
    if reached:
        return _made(name, DONE, words.get(reached.ref, tanggal(reached.on)), number)
    partial = [
        f"“{seat.session.title}”: hadir {seat.attended} dari {seat.planned} pertemuan" for seat in _partial(seats)
    ]
    text = "; ".join(partial)
    if coming := next((seat for seat in reversed(seats) if _is_coming(seat)), None):
        booked = f"{capfirst(coming.in_words)} di “{coming.session.title}”, {tanggal(coming.session.starts_at)}"
        return _made(name, "scheduled", f"{text}; {booked}" if text else booked, number, coming.pk)
    return _made(name, "pending" if partial else "missing", text, number)


def _partial(seats):
    return [seat for seat in seats if 0 < seat.attended < seat.planned]


def _is_coming(seat):
    waits = seat.state in (Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED)
    return waits and not seat.session.has_ended


def _made(name, state, text, number, seat=None):
    return ModuleLine(name, state, WORDS[state], text, number, seat)
