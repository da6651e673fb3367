"""Certificates issued, for a session at once or for whom they are, and revoked with a reason."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.programme import memory
from okoce.programme.models import ProgrammeYear
from participants.people.models import Participant
from trainings.certificates import basis
from trainings.certificates.actions import notices
from trainings.certificates.models import ISSUE, LETTERS, REVOKE, Certificate
from trainings.seats.actions import seats
from trainings.sessions.models import Session

NOT_YOURS = "Sertifikat ini tidak dapat diminta dari akun ini."
NOT_YET = "Buktinya belum cukup: KTP harus sudah diperiksa dan kehadiran cukup. Tanyakan kepada petugas sesi."


@transaction.atomic
def issue_for_session(session, *, by):
    """Issue to all who came often enough what they may have of a session. Idempotent; returns the new certificates.

    Raise `ValidationError` for a session that is not over or not theirs.
    """
    if not session.allows(by, ISSUE):
        raise ValidationError("Sertifikat diterbitkan oleh petugas kecamatan atau kota tempat sesi diadakan.")
    if session.state != Session.State.PUBLISHED or not session.has_ended:
        raise ValidationError("Sertifikat diterbitkan setelah sesi selesai.")
    return _issue(lambda: basis.of_session(session), by=by)


@transaction.atomic
def ask_for_own(participant, *, by):
    """Issue to a person, from their own account, all that they may have. Idempotent; returns the new certificates.

    Raise `ValidationError` for others' data, and where nothing can be issued any more.
    """
    if not participant.belongs_to(by):
        raise ValidationError(NOT_YOURS)
    made = _issue(lambda: basis.of_person(participant), by=by)
    if not made:
        raise ValidationError(NOT_YET)
    return made


def open_to(participant):
    """Return what a person may ask for and has not got: a list of `Basis`."""
    has = {basis.key_of(each) for each in participant.certificates.standing()}
    return [each for each in basis.of_person(participant) if each.key not in has]


@transaction.atomic
def revoke(certificate, *, by, reason):
    """Revoke a certificate with a reason; its public page then says so, and the person is notified.

    Returns by which way the person was reached. Raise `ValidationError` without a reason, for others' sessions, and
    for one that is revoked already.
    """
    seats.lock_people([certificate.participant_id])  # before the row, as joining two records does
    certificate = Certificate.objects.select_for_update(of=("self",), no_key=True).get(pk=certificate.pk)
    reason = reason.strip()
    if not reason:
        raise ValidationError("Tulis alasan pencabutan; alasan ini dibaca peserta.")
    if not certificate.allows(by, REVOKE):
        raise ValidationError("Sertifikat dicabut oleh petugas kecamatan atau kota tempat sesi diadakan.")
    if certificate.is_revoked:
        raise ValidationError("Sertifikat ini sudah dicabut.")
    certificate.revoked_at, certificate.revoked_by, certificate.revoke_reason = now(), by, reason[:200]
    certificate.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    access_log.record(by, AccessLog.Act.CHANGE, certificate.participant, f"Sertifikat {certificate} dicabut")
    return notices.revoked(certificate, certificate.participant)


def _issue(read, *, by):
    """Write a certificate for each basis without one; what may be issued and what stands is read under the lock.

    Who was joined into another record meanwhile is left out.
    """
    _hold_numbers()
    allowed = {each.key: each for each in read()}
    people = set(seats.lock_people({each.participant.pk for each in allowed.values()}))
    allowed = {key: each for key, each in allowed.items() if each.participant.pk in people}
    has = {basis.key_of(each) for each in Certificate.objects.standing().filter(participant__in=people)}
    numbers = _Numbers()
    made = Certificate.objects.bulk_create(
        _certificate(each, numbers.following(each), by) for key, each in allowed.items() if key not in has
    )
    new = sorted({each.participant_id for each in made})
    access_log.record_many(by, AccessLog.Act.CHANGE, Participant, new, reason="Sertifikat diterbitkan")
    return made


def _hold_numbers():
    """Lock the years, of which there are few, so that their numbers follow each other without holes and twice none."""
    list(ProgrammeYear.objects.select_for_update(no_key=True).order_by("pk").values("pk"))


def _certificate(each, number, by):
    return Certificate(
        kind=each.kind,
        number=number,
        participant=each.participant,
        session=each.session,
        programme_year_id=each.programme_year_id,
        training=each.training,
        name=each.participant.name,
        kecamatan_id=each.kecamatan_id,
        completed_on=each.completed_on,
        content=each.content,
        issued_on=today(),
        issued_by=by,
    )


class _Numbers:
    """The numbers of the years and kinds that are being issued, each after the last one there is."""

    def __init__(self):
        self._last = {}

    def following(self, each):
        """Return the next number, such as OKOCE/2026/PEL/000123."""
        prefix = f"OKOCE/{memory.year_of(each.programme_year_id).year}/{LETTERS[each.kind]}/"
        if prefix not in self._last:
            last = Certificate.objects.filter(number__startswith=prefix).order_by("-number").first()
            self._last[prefix] = int(last.number.removeprefix(prefix)) if last else 0
        self._last[prefix] += 1
        return f"{prefix}{self._last[prefix]:06d}"
