"""A person finds their record again: by a code to the address the record has, or from an officer who saw the card.

Nothing here reveals whether a number, a birth date or an address fits: every question leaves the same kind of row and
gets the same answer.
"""

import hashlib
import hmac

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from okoce.accounts.actions import create_account, recover_account
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.notifications.mails import queue_code, queue_mail
from okoce.notifications.sending import notify
from participants.claims.models import ClaimCode
from participants.cleaning import phones
from participants.people.models import Participant

WRONG = "Kode ini tidak cocok atau sudah lewat waktunya; periksa enam angkanya, atau minta kode baru."
HOLDS_A_ROLE = "Akun ini memegang peran petugas, jadi kata sandinya tidak dipulihkan di meja; hubungi administrator."
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

    With it they open their account, or give the one they have a new password; that account gets a message. Raise
    `ValidationError` when it holds a role: an officer at a desk must not get in as a colleague.
    """
    account = participant.user
    if account and _holds_a_role(account):
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
    """Six digits that follow from the row's salt and the server's key; they are stored nowhere."""
    key = f"participants.claims:{settings.SECRET_KEY}".encode()
    number = int.from_bytes(hmac.new(key, claim_code.salt.encode(), hashlib.sha256).digest()[:8], "big")
    return f"{number % 1_000_000:06d}"


def redeem(asked_pk, code, *, password=None, user=None):
    """The code was typed: give the record to `user`, or to an account with this password. Returns the account.

    The account that a record has gets this password, by a code from the desk only, and its sessions end.

    Every try counts before it is judged, so that many at once are not more than five.
    Raise `ValidationError` for a wrong, used or old code.
    """
    if not ClaimCode.objects.standing().filter(pk=asked_pk).update(tries=F("tries") + 1):
        raise ValidationError(WRONG, code="wrong")
    with transaction.atomic():
        asked = ClaimCode.objects.get(pk=asked_pk)
        participant = asked.participant_id and Participant.objects.select_for_update().get(pk=asked.participant_id)
        fitting = _fitting(asked, code)
        if not participant or fitting is None or not _may_redeem(participant, fitting, password=password):
            raise ValidationError(WRONG, code="wrong")
        if not ClaimCode.objects.filter(pk=fitting.pk, used_at=None).update(used_at=now()):
            raise ValidationError(WRONG, code="wrong")
        ClaimCode.objects.filter(pk=asked.pk).update(used_at=now())
        if participant.user_id:
            return _replace_password(participant.user, password, code=fitting)
        participant.user = user or open_account(
            name=participant.name, phone=participant.phone, email=participant.email, password=password
        )
        participant.save(update_fields=["user"])
        return participant.user


def _may_redeem(participant, fitting, *, password):
    """Whether this code may open an account, or give the one there is a new password."""
    account = participant.user
    if account is None:
        return True
    return bool(password) and fitting.place == ClaimCode.Place.DESK and not _holds_a_role(account)


def _holds_a_role(account):
    """Or will hold one: who got in before it begins would have it then."""
    return account.is_superuser or account.assignments.exclude(ends_at__lte=now()).exists()


def _replace_password(account, password, *, code):
    recover_account(account, password=password)
    notify(
        account,
        "password_replaced",
        key=f"password_replaced:{code.pk}",
        subject="Kata sandi akun diganti",
        body="Kata sandi akun ini diganti dengan kode dari meja kecamatan. Surel dan pengaman kedua yang dulu dilepas; "
        "tambahkan lagi di Pengaturan akun. Bila itu bukan Anda, datang ke kantor kecamatan secepatnya.",
    )
    return account


def _fitting(asked, code):
    """The row whose code was typed: the one asked for, or one an officer gave out for the same person."""
    if not asked.participant_id:
        return None
    rows = [asked, *ClaimCode.objects.standing().filter(participant=asked.participant_id, place=ClaimCode.Place.DESK)]
    rows = [row for row in rows if row.used_at is None]
    return next((row for row in rows if hmac.compare_digest(code_of(row).encode(), code.encode())), None)


def open_account(*, name, phone, email, password):
    """An account of its own, never one that has this address already: nobody proved that it is theirs."""
    return create_account(name=name, phone=phone if phones.is_mobile(phone) else None, email=email, password=password)
