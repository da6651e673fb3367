"""An officer compares the identity card with its holder: that makes Pendaftaran count."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.clock import today
from participants.identity_checks import joining
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import evidence as records
from participants.journey.actions import journeys
from participants.people import act_days
from participants.people.models import Participant

OWN = "Data sendiri tidak boleh diperiksa sendiri; minta petugas lain memeriksa KTP Anda."
JOINED = "Pendaftaran ini baru saja disatukan dengan data lain; cari lagi nomornya."
TAKEN = "NIK ini baru saja didaftarkan petugas lain; muat ulang halaman ini, lalu periksa lagi."


def check(participant, *, by, place, on=None, shows_number=None):
    """Record that the card was checked; one that already stands stays as it is. Return the check, of the record.

    An online registration that waits becomes the record of its NIK, or joins the one that holds it. `shows_number`
    says whether the person shows the number of this registration: otherwise its account does not keep it.
    Raise `ValidationError` for oneself, for a day before registration or to come, and without `shows_number` where it
    is asked for.
    """
    try:
        return _check(participant, by=by, place=place, on=on, shows_number=shows_number)
    except IntegrityError as error:
        if constraints.is_repeated(error, Participant, "nik_digest"):
            raise ValidationError(TAKEN) from None
        raise constraints.refuse(error, "Identity check") from None


@transaction.atomic
def _check(participant, *, by, place, on, shows_number):
    same_nik = joining.hold([participant])
    person = same_nik.get(participant.pk)
    if person is None:
        raise ValidationError(JOINED)
    standing = person.identity_checks.standing().first()
    if standing:
        return standing
    _refuse(person, by=by, on=on)
    if person.is_waiting:
        person = joining.settle(person, same_nik, by=by, place=place, shows_number=shows_number)
    made = person.identity_checks.standing().first()
    if made is None:
        made = IdentityCheck.objects.create(participant=person, checked_by=by, place=place, checked_on=on or today())
    journeys.refresh([person.pk])
    return made


def _refuse(person, *, by, on):
    if person.belongs_to(by):
        raise ValidationError(OWN)
    if on and on > today():
        raise ValidationError("Tanggal periksa belum tiba; isi hari ini atau sebelumnya.")
    if on and (too_early := act_days.before_registration(person, on)):
        raise ValidationError(too_early)


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
