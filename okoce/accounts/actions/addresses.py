"""The addresses by which an account is entered: proved, replaced and taken off, and the old one gets a notice."""

import secrets

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.module_loading import import_string

from okoce.accounts import access_log
from okoce.accounts.actions.accounts import end_sessions_of
from okoce.accounts.actions.codes import finish
from okoce.accounts.addresses import EMAIL, PHONE, Address
from okoce.accounts.models import AccessLog, User
from okoce.accounts.one_time_codes import ELSEWHERE
from okoce.accounts.proofs import Proof, dropped, proved
from okoce.notifications.mails import queue_mail
from okoce.notifications.sending import notify

WORDS = {EMAIL: "Surel", PHONE: "Nomor HP"}
IF_NOT_YOU = "Bila bukan Anda yang mengubah, datang ke kantor kecamatan secepatnya."
NOT_USABLE = (
    "Kode benar, tetapi surel ini tidak bisa menjadi cara masuk akun ini; "
    "masuk dengan kode ke surel itu, atau datang ke meja kecamatan dengan KTP."
)
OF_A_ROLE = "Akun dengan peran petugas perlu surel yang dipastikan; tambahkan surel baru, lalu yang lama terganti."


@transaction.atomic
def add_proved(row, *, user):
    """Make the address of a code that was typed a log-in of the account that asked for it, in place of the old one.

    It comes from an account that was only ever opened by a code to this address. Raise `ValidationError` where another
    account keeps it or asked for it, and for a code finished before.
    """
    if row.user_id != user.pk:
        raise ValidationError(ELSEWHERE)
    finish(row)
    address = row.address
    if address.kind == EMAIL:
        holder = User.objects.select_for_update().filter(email=address.value).exclude(pk=user.pk).first()
        if holder and not _is_bare(holder):
            raise ValidationError(NOT_USABLE)
        if holder:
            _close(holder)
    _set(user, address, Proof.CODE)


@transaction.atomic
def prove_phone_at_desk(user, phone, *, by):
    """Make a phone a log-in of an account whose owner showed their card to an officer.

    The caller has made sure that the account is theirs alone (participants/claims/accounts.py).
    """
    _set(user, Address(PHONE, phone), Proof.DESK, seen_by=by)
    access_log.record(by, AccessLog.Act.CHANGE, user, "Nomor HP dipastikan sebagai cara masuk")


@transaction.atomic
def take_off(user, kind):
    """Let an address of an account no longer be a log-in. Raise `ValidationError` where a role needs it."""
    if kind == EMAIL and _needs_email(user):
        raise ValidationError(OF_A_ROLE)
    old = getattr(user, kind)
    if old:
        _save(user, dropped(kind))
        _notify_old(user, Address(kind, old), "bukan lagi cara masuk ke akun Anda")


def _set(user, address, proof, *, seen_by=None):
    old = getattr(user, address.kind)
    _save(user, dropped(address.kind) | proved(proof, **{address.kind: address.value}, seen_by=seen_by))
    if old and old != address.value:
        _notify_old(user, Address(address.kind, old), "diganti sebagai cara masuk ke akun Anda")


def _save(user, fields):
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=[*fields])


def _notify_old(user, old, what):
    """The old channel and the inbox say that a log-in was changed; nothing says which address is the new one."""
    word = WORDS[old.kind]
    subject, body = f"{word} untuk masuk diubah", f"{word} {old.shown} {what}. {IF_NOT_YOU}"
    if old.channel:
        queue_mail(old.value, subject, body, kind="login_changed", user=user, channel=old.channel)
    notify(user, "login_changed", key=f"login_changed:{secrets.token_hex(8)}", subject=subject, body=body)


def _needs_email(user):
    return user.is_superuser or user.assignments.not_ended().exists()


def _is_bare(user):
    """Whether an account holds nothing but the address that a code to it opened it with."""
    holds = user.has_usable_password() or user.phone or user.is_superuser or user.assignments.exists()
    holds = holds or user.authenticator_set.exists()
    return not holds and not any(import_string(name)(user) for name in settings.ACCOUNT_HOLDINGS)


def _close(user):
    _save(user, dropped(EMAIL) | {"is_active": False})
    end_sessions_of([user.pk])
