"""Invitations of one record go over to another one of the same person; of two to one session the record's stays."""

from trainings.invitations.models import Invitation

ANSWER = ("state", "seat", "answered_at", "answered_by_way", "answered_by")


def lock(participant_ids):
    """Nothing: `join` takes each answer as it stands when its row is written."""


def join(duplicate, keep):
    """Move the invitations; the answer of the record is kept where it gave one, else that of the duplicate."""
    doubles = duplicate.invitations.filter(session__in=keep.invitations.values("session"))
    for invitation in doubles.select_for_update(of=("self",), no_key=True).order_by("pk"):
        own = keep.invitations.filter(session=invitation.session_id, state=Invitation.State.INVITED)
        own.update(**{name: getattr(invitation, name) for name in ANSWER})
        invitation.delete()
    duplicate.invitations.update(participant=keep)
