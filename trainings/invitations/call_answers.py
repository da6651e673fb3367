"""What somebody answers on the telephone to an invitation: settings.CALL_ANSWERS of the call list."""

from django.core.exceptions import ValidationError

from trainings.invitations.actions import answers
from trainings.invitations.models import Invitation

CHOICES = (("datang", "Datang"), ("tidak", "Tidak bisa"))
_ACTS = {"datang": answers.confirm, "tidak": answers.decline}


def record(notice, answer, *, by):
    """Write down the answer, and return what came of it in words, to be read out.

    Raise `ValidationError` when the invitation does not stand any more.
    """
    found = Invitation.objects.filter(session=notice.topic.subject_id, participant=notice.participant_id).first()
    if found is None or answer not in _ACTS:
        raise ValidationError(answers.NOT_THERE)
    return _ACTS[answer](found, way=Invitation.Way.PHONE, by=by).in_words
