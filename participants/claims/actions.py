"""A person finds their record again: by a code to the address the record has, or from an officer who saw the card.

Nothing here reveals whether a number, a birth date or an address fits: every question leaves the same kind of row and
gets the same answer.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from okoce import kept_for
from okoce.accounts import one_time_codes
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.notifications.mails import queue_code, queue_mail
from okoce.notifications.sending import notify
from participants.claims import accounts
from participants.claims.accounts import HOLDS_A_ROLE, holds_a_role
from participants.claims.models import ClaimCode
from participants.people.models import Participant

WRONG = one_time_codes.WRONG
open_account = accounts.open_account
REMEMBERED = kept_for.lasts("claim_codes")  # for which a code of before is known as such
HAS_ACCOUNT_SUBJECT = "Anda sudah punya akun Portal OK OCE"
HAS_ACCOUNT_BODY = (
    "Seseorang meminta kode klaim untuk pendaftaran Anda. Pendaftaran itu sudah punya akun, jadi tidak perlu kode: "
    "masuk dengan surel ini, dan bila perlu pakai Lupa kata sandi. Bila bukan Anda yang meminta, abaikan pesan ini."
)


def participant_with(number):
    """The person a registration number leads to, that of a joined registration too; None when nobody."""
    return Participant.objects.with_number(number).first() if number else None


@transaction.atomic
def request_code(number, birth_on):
    """Start the claim of the record with this number. Return the row that the code will be checked against."""
    participant = participant_with(number)
    if participant and participant.birth_on != birth_on:
        participant = None
    asked = ClaimCode.objects.create(participant=participant, place=ClaimCode.Place.MAIL)
    enqueue("claims.send_code", {"claim_code": asked.pk}, key=f"claim:{asked.pk}")
    return asked


def send_code(asked_pk):
    """Queue the mail with the code to the address of the record, if it has one."""
    asked = ClaimCode.objects.standing().filter(pk=asked_pk).select_related("participant__user").first()
    person = asked and asked.participant
    if person and person.user:
        if person.user.email:
            queue_mail(
                person.user.email,
                HAS_ACCOUNT_SUBJECT,
                HAS_ACCOUNT_BODY,
                kind="has_account",
                user=person.user,
                key=f"claim:{asked.pk}",
            )
    elif person and person.email:
        queue_code(
            "email",
            person.email,
            code_of(asked),
            kind="claim_code",
            minutes=int(ClaimCode.LIFE.total_seconds()) // 60,
            key=f"claim:{asked.pk}",
            expires_at=asked.created_at + ClaimCode.LIFE,
        )


@transaction.atomic
def issue_at_desk(participant, *, by):
    """Return a code for somebody who shows their card to an officer: read out to them, shown once, never sent.

    With it they open an account, or give the one they have a new password; that account gets a message. Raise
    `ValidationError` when it holds a role: an officer at a desk must not get in as a colleague.
    """
    account = participant.user
    if account and holds_a_role(account):
        raise ValidationError(HOLDS_A_ROLE)
    issued = ClaimCode.objects.create(participant=participant, place=ClaimCode.Place.DESK, issued_by=by)
    if account:
        notify(
            account,
            "recovery_code",
            key=f"recovery_code:{issued.pk}",
            subject="Kode untuk kata sandi baru diberikan",
            body=f"{by.name} memberi kode untuk kata sandi baru di meja, kepada orang yang menunjukkan KTP "
            f"{participant.name}. Bila itu bukan Anda atau keluarga Anda, datang ke kantor kecamatan secepatnya.",
        )
    return issued


def code_of(claim_code):
    """The six digits to read out or send."""
    return claim_code.digits


def redeem(asked_pk, code, *, password=None, user=None):
    """The code was typed: give the record to `user`, or to an account with this password. Returns the account.

    By a code from the desk a record that has an account gets one that is its own (participants/claims/accounts.py).

    Every try counts before it is judged, so that many at once are not more than five.
    Raise `ValidationError` with a sentence for a wrong, late, used or earlier code.
    """
    is_standing = ClaimCode.objects.standing().filter(pk=asked_pk).update(tries=F("tries") + 1)
    with transaction.atomic():
        asked = ClaimCode.objects.filter(pk=asked_pk).first()
        if asked is None:  # too old, or taken back when a card was seen
            raise ValidationError(WRONG, code="wrong")
        if not is_standing:
            raise ValidationError(asked.refusal, code="wrong")
        participant = asked.participant_id and Participant.objects.select_for_update().get(pk=asked.participant_id)
        fitting = _fitting(asked, code)
        if not participant or fitting is None or not _may_redeem(participant, fitting, password=password):
            raise ValidationError(WRONG, code="wrong")
        if not ClaimCode.objects.filter(pk=fitting.pk, used_at=None).update(used_at=now()):
            raise ValidationError(one_time_codes.USED, code="wrong")
        ClaimCode.objects.filter(pk=asked.pk).update(used_at=now())
        if fitting.place == ClaimCode.Place.DESK and user is None:
            return accounts.give_own(participant, password=password, code=fitting)
        participant.user = user or accounts.open_proved(participant, password=password)
        participant.save(update_fields=["user"])
        return participant.user


def forget_old(*, is_dry=False):
    """Delete codes that were asked for more than a day ago. Idempotent; returns how many."""
    return kept_for.delete(ClaimCode.objects.filter(created_at__lt=now() - REMEMBERED), is_dry=is_dry)


def _may_redeem(participant, fitting, *, password):
    """Whether this code may open an account, or give the one there is a new password."""
    account = participant.user
    if account is None:
        return True
    return bool(password) and fitting.place == ClaimCode.Place.DESK and not holds_a_role(account)


def _fitting(asked, code):
    """The row whose code was typed: the one asked for, or one an officer gave out for the same person.

    Raise `ValidationError` for a code of theirs that is over: the sentence says why.
    """
    if not asked.participant_id:
        return None
    since = now() - REMEMBERED
    others = ClaimCode.objects.filter(participant=asked.participant_id, created_at__gt=since).exclude(pk=asked.pk)
    found = next((row for row in [asked, *others.order_by("-pk")] if row.fits(code)), None)
    if found is None or found.pk == asked.pk:
        return found
    if not ClaimCode.objects.standing().filter(pk=found.pk).exists():
        raise ValidationError(found.refusal, code="wrong")
    if found.place == ClaimCode.Place.MAIL:
        raise ValidationError(one_time_codes.EARLIER, code="wrong")
    return found
