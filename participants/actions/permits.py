"""A licence as it was seen: with number and day once it is issued."""

from django.db import transaction

from okoce.accounts import access
from okoce.accounts.models import AccessLog
from participants.actions import journey
from participants.models import Licence


@transaction.atomic
def record(licence, *, by):
    """Store what an officer read on the paper, and let the journey follow."""
    before = Licence.objects.filter(pk=licence.pk).values_list("participant_id", flat=True) if licence.pk else ()
    people = {*before, licence.participant_id}
    licence.save()
    access.record(by, AccessLog.Act.CHANGE, licence.participant)
    journey.refresh(people, reason="Data izin usaha dibetulkan.")
    return licence
