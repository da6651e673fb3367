"""Accounts are made, recovered, signed out and locked."""

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F

from okoce.accounts import access_log
from okoce.accounts.grants import may_manage
from okoce.accounts.models import AccessLog, User
from okoce.accounts.proofs import dropped


@transaction.atomic
def create_account(*, name, password=None, contacts=(), **addresses):
    """Make a log-in. Without proved addresses (`okoce.accounts.proofs.proved`) it is entered by registration number.

    `contacts` are what else is known of its owner: a password is not made of them. Raise `ValidationError` for a
    password that is easily guessed.
    """
    if password is not None:
        phone, email = [*contacts, "", ""][:2]
        validate_password(password, User(name=name, phone=phone or None, email=email or None))
    user = User(name=name, **addresses)
    user.set_password(password)
    user.save()
    return user


@transaction.atomic
def sign_out(user, *, by):
    """End every session of an account: a telephone was lost. Raise `ValidationError` where `by` may not."""
    check_may_manage(user, by=by)
    end_sessions_of([user.pk])
    access_log.record(by, AccessLog.Act.CHANGE, user, "Dikeluarkan dari semua perangkat")


@transaction.atomic
def lock_account(user, *, by):
    """Let nobody log in with an account until it is unlocked, and end its sessions. Its roles stay.

    Raise `ValidationError` where `by` may not.
    """
    check_may_manage(user, by=by)
    User.objects.filter(pk=user.pk).update(is_active=False)
    end_sessions_of([user.pk])
    access_log.record(by, AccessLog.Act.CHANGE, user, "Akun dikunci")


@transaction.atomic
def unlock_account(user, *, by):
    """Let an account be used again; its sessions of before stay ended. Raise `ValidationError` where `by` may not."""
    check_may_manage(user, by=by)
    User.objects.filter(pk=user.pk).update(is_active=True)
    access_log.record(by, AccessLog.Act.CHANGE, user, "Kunci akun dibuka")


@transaction.atomic
def recover_account(user, *, password=None, keeps_addresses=False):
    """Give an account to who proved otherwise that it is theirs; nothing else that opens it stays.

    Sessions, addresses, authenticator apps, passkeys and recovery codes may be a stranger's who came first; addresses
    stay where none can have come first. Without a password it waits for one.
    """
    Authenticator.objects.filter(user=user).delete()
    removed = {} if keeps_addresses else dropped("email") | dropped("phone")
    for name, value in removed.items():
        setattr(user, name, value)
    user.set_password(password)
    user.save(update_fields=[*removed, "password"])
    end_sessions_of([user.pk])


def check_may_manage(user, *, by):
    """Who could give every role that an account holds may lock it; a superuser's account only another superuser.

    Raise `ValidationError` for everybody else.
    """
    if user == by:
        raise ValidationError("Akun sendiri tidak bisa dikelola di sini; keluar lewat menu, atau minta rekan Anda.")
    if not may_manage(user, by=by):
        raise ValidationError("Anda tidak berwenang atas akun ini; hubungi Dinas.")


def end_sessions_of(user_ids):
    """End every session of these accounts."""
    User.objects.filter(pk__in=user_ids).update(session_epoch=F("session_epoch") + 1)
