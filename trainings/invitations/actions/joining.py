"""Invitations of a waiting registration go over to the record of its NIK; of two to one session the record's stays."""

from trainings.invitations.models import Invitation


def lock(participant_ids):
    """Nothing: an invitation is written while its session or its person is held."""


def join(waiting, record):
    """Move the invitations; the answer of the record is kept where it gave one, else that of the registration."""
    theirs = {invitation.session_id: invitation for invitation in record.invitations.all()}
    for invitation in waiting.invitations.filter(session__in=theirs):
        own = theirs[invitation.session_id]
        if own.state == Invitation.State.INVITED:
            for name in ("state", "seat", "answered_at", "answered_by_way", "answered_by"):
                setattr(own, name, getattr(invitation, name))
            own.save()
        invitation.delete()
    waiting.invitations.update(participant=record)
