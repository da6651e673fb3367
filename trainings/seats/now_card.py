"""Seats on the card "Sekarang"."""

from datetime import timedelta

from django.urls import reverse

from okoce.clock import wib_day
from okoce.formats import hari, pukul, waktu
from okoce.now_card import Fact, Link, Now, Urgency
from okoce.regions import places
from trainings.seats.states import SeatState

BRING = Fact("id-card", "Bawa KTP asli")


def of_seats(seats, at):
    """Return what a participant's seats ask for at an instant. Each seat has `next_at`, its next meeting's start."""
    return [now for seat in seats if (now := _of_seat(seat, at))]


def _of_seat(seat, at):
    session, day = seat.session, wib_day(seat.next_at)
    when = Fact("calendar", f"{hari(seat.next_at)}, {pukul(seat.next_at)}")
    where = Fact("map-pin", f"{session.venue}, {places.named(session.kecamatan_id)}")
    ticket = Link("Lihat tiket", reverse("trainings:tickets-detail", args=[seat.pk]))
    if seat.state == SeatState.OFFERED and seat.offered_until > at:
        held = Fact("hourglass", f"Ditahan sampai {waktu(seat.offered_until)}", is_deadline=True)
        answer = Link("Jawab tawaran kursi", reverse("trainings:seats-detail", args=[seat.pk]))
        return Now(Urgency.EXPIRES, f"Ada kursi untuk Anda di “{session.title}”", (when, where, held), answer)
    if seat.state != SeatState.CONFIRMED:
        return None
    if day == wib_day(at):
        return Now(Urgency.TODAY, f"Hari ini “{session.title}”", (when, where, BRING), ticket)
    if day == wib_day(at) + timedelta(days=1):
        return Now(Urgency.TOMORROW, f"Besok “{session.title}”", (when, where, BRING), ticket)
    return Now(Urgency.LATER, f"“{session.title}” {hari(seat.next_at)}, {pukul(seat.next_at)}")
