"""An officer compares the identity card with its holder: that makes Pendaftaran count."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import today
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import evidence as records
from participants.journey.actions import journeys
from participants.people import act_days
from participants.people.models import Participant


@transaction.atomic
def check(participant, *, by, place, on=None):
    """Record that the card was checked; one that already stands stays as it is.

    Raise `ValidationError` for oneself, and for a day before registration or to come.
    """
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    standing = participant.identity_checks.standing().first()
    if standing:
        return standing
    if participant.belongs_to(by):
        raise ValidationError("Data sendiri tidak boleh diperiksa sendiri; minta petugas lain memeriksa KTP Anda.")
    if on and on > today():
        raise ValidationError("Tanggal periksa belum tiba; isi hari ini atau sebelumnya.")
    if on and (too_early := act_days.before_registration(participant, on)):
        raise ValidationError(too_early)
    made = IdentityCheck.objects.create(participant=participant, checked_by=by, place=place, checked_on=on or today())
    journeys.refresh([participant.pk])
    return made


@transaction.atomic
def void(check, *, by, reason):
    """Take a check back, with the reason everybody may ask for; the stages that stood on it fall.

    Raise `ValidationError` when it was taken back before.
    """
    locked = IdentityCheck.objects.select_for_update().get(pk=check.pk)
    if locked.voided_at:
        raise ValidationError("Pemeriksaan ini sudah dibatalkan.")
    records.mark_void(locked, by=by, reason=reason)
    journeys.refresh([locked.participant_id], reason=f"Pemeriksaan KTP dibatalkan: {locked.void_reason}")
    return locked
