"""What somebody answers on the telephone to an invitation: settings.CALL_ANSWERS of the call list."""

from django.core.exceptions import ValidationError

from trainings.invitations.actions import answers
from trainings.invitations.models import Invitation

CHOICES = (("datang", "Datang"), ("tidak", "Tidak bisa"))
OPEN = "Jawabannya ikut dibatalkan: undangannya terbuka lagi."
GIVEN_BACK = "Kursi atau nomor cadangannya dilepas."
OTHERWISE = "Jawaban orang itu sendiri tetap berlaku."
_ACTS = {"datang": answers.confirm, "tidak": answers.decline}


def record(notice, answer, *, by):
    """Write down the answer, and return what came of it in words, to be read out.

    Raise `ValidationError` when the invitation does not stand any more.
    """
    found = _invitation(notice)
    if found is None or answer not in _ACTS:
        raise ValidationError(answers.NOT_THERE)
    return _ACTS[answer](found, way=Invitation.Way.PHONE, by=by).in_words


def undo(notice, *, by):
    """Take back the answer that was given on the telephone, and return in words what stands now.

    Raise `ValidationError` where something was built on it.
    """
    found = _invitation(notice)
    given_back = found and answers.take_back(found, by=by)
    if given_back is None:
        return OTHERWISE if found and found.answered_at else ""
    return f"{OPEN} {GIVEN_BACK}" if given_back else OPEN


def _invitation(notice):
    return Invitation.objects.filter(session=notice.topic.subject_id, participant=notice.participant_id).first()
