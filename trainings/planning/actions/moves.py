"""A session whose time or place changes: who is concerned, and everybody notified once."""

from django.db import transaction

from okoce.formats import listed
from participants.calls.actions import notices as to_participants
from participants.calls.letters import Reached
from participants.calls.models import TopicChange
from trainings.invitations.actions import changes as invitations
from trainings.seats.actions import notices, seats
from trainings.seats.models import Seat
from trainings.sessions.models import Session

State = Seat.State
CONCERNED = (State.WAITING, State.OFFERED, State.CONFIRMED)


def concerned(session):
    """Return how many people a change of this session concerns, by the way a notice would take."""
    if session.pk is None or session.state != Session.State.PUBLISHED or session.has_ended:
        return Reached()
    held = session.seats.filter(state__in=CONCERNED).order_by().values("participant")
    return to_participants.forecast(held.union(invitations.open_invitations(session).order_by().values("participant")))


def when_and_where(session):
    """In words, as stored now."""
    stored = Session.objects.select_related("venue").get(pk=session.pk)
    times = [str(meeting) for meeting in stored.meetings.all()]
    return f"{listed(times) if times else 'belum ada waktu'}, di {stored.place_in_words}"


@transaction.atomic
def announce(session, *, before, by):
    """Notify everybody who holds a seat, waits or was invited, when time or place is not what `before` says.

    Returns how many people by which way; nobody for a session that is not open, or is over. The caller settled it.
    """
    session = seats.lock(session.pk)
    after = when_and_where(session)
    if after == before or session.state != Session.State.PUBLISHED or session.has_ended:
        return Reached()
    held = session.seats.filter(state__in=CONCERNED).with_positions().select_related("participant__user")
    held = list(held.order_by("pk"))
    if not held and not invitations.open_invitations(session).exists():
        return Reached()
    topic = notices.topic_of_session(session)
    change = TopicChange.objects.create(topic=topic, before=before, after=after, changed_by=by)
    return notices.moved(session, change, held) + invitations.moved(session, change)
