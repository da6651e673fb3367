"""Person rows leave the portal: for a reason, written down for each of them, and marked with who took them when."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import WIB, now, today
from okoce.formats import angka
from participants.consents.models import Consent
from participants.people.models import Participant

MOST = 20_000  # as many as one import takes
EXPORT = "people.export_participant"


def offered(user):
    """Return those whose rows somebody may take along.

    Nobody who was deleted, is restricted, objects, or withdrew the consent to pass data on to partners.
    """
    withdrawn = Consent.objects.withdrawn(Consent.Purpose.PARTNERS)
    people = Participant.objects.supervised_by(user, EXPORT).free_to_use()
    return people.exclude(pk__in=withdrawn.values("participant"))


def counted(people):
    """How many people these are; MOST + 1 where they are more than one file takes."""
    return people.order_by()[: MOST + 1].count()


@transaction.atomic
def take(people, *, by, reason):
    """The numbers of these people, newest first, after each has got a line in the log they can read themselves.

    Raise `ValidationError` for nobody, and for more than MOST.
    """
    ids = list(people.filter(pk__in=offered(by)).order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
    if not ids:
        raise ValidationError("Tidak ada peserta yang cocok; longgarkan saringan.")
    if len(ids) > MOST:
        raise ValidationError(f"Lebih dari {angka(MOST)} orang; saring dulu, misalnya per kecamatan.")
    logged_reason = f"{reason} (berkas berisi {angka(len(ids))} orang)"
    access_log.record_many(by, AccessLog.Act.EXPORT, Participant, ids, reason=logged_reason[:200])
    return ids


def watermark(by, count):
    at = now().astimezone(WIB)
    return (
        f"Diunduh oleh {by.name} pada {at:%d/%m/%Y} pukul {at:%H.%M} WIB, {angka(count)} orang. "
        "Rahasia: hanya untuk tugas program."
    )


def file_name():
    return f"peserta-{today():%Y-%m-%d}"
