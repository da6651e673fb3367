"""Reminders of booked sessions."""

from datetime import timedelta

from okoce.clock import day_starts_at, today
from participants.calls.letters import Letter, Reminder
from trainings.seats.actions.notices import place_of, topic_of_session, url_of
from trainings.seats.models import Seat
from trainings.sessions.models import Session


def begin_on(day):
    """Return the reminders of the sessions that begin on a day; who booked today knows."""
    begins, ends = day_starts_at(day), day_starts_at(day + timedelta(days=1))
    sessions = Session.objects.published().filter(starts_at__gte=begins, starts_at__lt=ends).in_bulk()
    topics = {pk: topic_of_session(session) for pk, session in sessions.items()}
    seats = Seat.objects.filter(session__in=sessions, state=Seat.State.CONFIRMED, booked_at__lt=day_starts_at(today()))
    seats = seats.select_related("session__venue", "participant__user").order_by("pk")
    return [Reminder(_letter(seat, day), topics[seat.session_id]) for seat in seats]


def _letter(seat, day):
    return Letter(
        seat.participant,
        "session_reminder",
        f"session_reminder:{seat.pk}:{day:%Y%m%d}",
        "Pengingat pelatihan",
        f"kami ingatkan pelatihan {place_of(seat.session)} Bawa KTP asli. Batalkan kursinya bila berhalangan.",
        url=url_of(seat),
        useful_until=seat.session.starts_at,
    )
