"""Certificates of one record go over to another one of the same person; of two for one thing the earlier stands."""

from okoce.clock import now
from trainings.certificates.actions import notices
from trainings.certificates.models import Certificate

DOUBLE = "Terbit dua kali untuk orang yang sama"


def lock(participant_ids):
    """Nothing: a certificate is written while its person is held."""


def join(duplicate, keep):
    """Give the record all certificates; revoke the later one of two that say the same, and notify the person.

    Who revoked it stands in the access log, with the joining itself.
    """
    standing = {_what(each): each for each in keep.certificates.filter(revoked_at=None)}
    for theirs in duplicate.certificates.filter(revoked_at=None):
        if mine := standing.get(_what(theirs)):
            later = max(mine, theirs, key=lambda each: each.pk)
            later.revoked_at, later.revoke_reason = now(), DOUBLE
            later.save(update_fields=["revoked_at", "revoke_reason"])
            notices.revoked(later, keep)
    duplicate.certificates.update(participant=keep)


def _what(certificate):
    """What a certificate is for, as the constraints of the model have it."""
    by_kind = {
        Certificate.Kind.SESSION: certificate.session_id,
        Certificate.Kind.YEAR: certificate.programme_year_id,
        Certificate.Kind.TRAINING: certificate.training_id,
    }
    return certificate.kind, by_kind[certificate.kind]
