"""Invitations and what is known of turnouts, made directly."""

from okoce.clock import now
from tests.factories.people import make_participant
from tests.factories.places import GROGOL, make_places
from trainings.invitations.models import Invitation, TurnoutSum
from trainings.sessions.states import TrainingKind


def make_invitation(session, participant=None, *, state=Invitation.State.INVITED, **fields):
    """An invitation that went out; without an account its person is to be called."""
    participant = participant or make_participant()
    fields.setdefault("channel", Invitation.Channel.MESSAGE if participant.user_id else Invitation.Channel.CALL)
    fields.setdefault("notified_at", now())
    if state != Invitation.State.INVITED:
        fields.setdefault("answered_at", now())
    return Invitation.objects.create(session=session, participant=participant, state=state, **fields)


def make_turnout(invited, came, *, kecamatan=GROGOL, training_kind=TrainingKind.SOFT, is_whole_day=False):
    make_places()
    return TurnoutSum.objects.create(
        kecamatan_id=kecamatan, training_kind=training_kind, is_whole_day=is_whole_day, invited=invited, came=came
    )
