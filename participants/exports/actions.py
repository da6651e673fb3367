"""Person rows leave the portal: for a reason, written down for each of them, and marked with who took them when."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import WIB, now, today
from okoce.formats import angka
from okoce.masking import blank_nik
from okoce.regions import places
from participants.consents.models import Consent
from participants.exports.models import EXPORT
from participants.people.models import Participant

NOBODY = "Tidak ada peserta yang cocok; longgarkan saringan."
MOST = 20_000  # as many as one import takes
AT_ONCE = 1_000  # more are written by a job (files.py)


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


def is_large(people):
    """Whether a job writes the file of these people."""
    return people.order_by()[: AT_ONCE + 1].count() > AT_ONCE


@transaction.atomic
def take(people, *, by, reason, shape):
    """The numbers of these people, newest first, after the log has got a row that each of them can read.

    Raise `ValidationError` for nobody, and for more than MOST.
    """
    ids = numbers(people, by=by)
    log(by, ids, reason=reason, what=f"berkas {shape.upper()} berisi {angka(len(ids))} orang")
    return ids


def numbers(people, *, by):
    """The numbers of those of these people whose rows may be taken along, newest first.

    Raise `ValidationError` for nobody, and for more than MOST.
    """
    ids = list(people.filter(pk__in=offered(by)).order_by("-pk").values_list("pk", flat=True)[: MOST + 1])
    if not ids:
        raise ValidationError(NOBODY)
    if len(ids) > MOST:
        raise ValidationError(f"Lebih dari {angka(MOST)} orang; saring dulu, misalnya per kecamatan.")
    return ids


def log(by, ids, *, reason, what):
    """Write down that the rows of these people are taken along: each of them can read it."""
    logged_reason = f"{reason[: 190 - len(what)]} ({what})"
    access_log.record_many(by, AccessLog.Act.EXPORT, Participant, ids, reason=logged_reason)


def watermark(by, count, reason):
    """The first line of a file: who has it since when and why, whose area it covers, and that it is confidential."""
    at = now().astimezone(WIB)
    area = ", ".join(places.named(code) for code in sorted(by.areas_for(EXPORT).codes))
    return (
        f"Diunduh oleh {by.name} pada {at:%d/%m/%Y} pukul {at:%H.%M} WIB, {angka(count)} orang, wilayah {area}. "
        f"Alasan: {blank_nik(reason)}. Rahasia: hanya untuk tugas program."
    )


def file_name():
    return f"peserta-{today():%Y-%m-%d}"
