"""Somebody proves an address by a code sent to it, to log in, for a new password, or as a way to log in.

Asking leaves the same row, the same job and the same answer whatever is asked for; nothing is sent to an address that
nobody gave.
"""

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.module_loading import import_string

from okoce import constraints, kept_for
from okoce.accounts import one_time_codes
from okoce.accounts.actions.accounts import create_account
from okoce.accounts.addresses import EMAIL, PHONE, Address, read
from okoce.accounts.logins import find_user
from okoce.accounts.models import AddressCode, User
from okoce.accounts.proofs import Proof, proved
from okoce.clock import now
from okoce.jobs.outbox import enqueue
from okoce.notifications.mails import queue_code
from okoce.notifications.sending import notify

For = AddressCode.For
KINDS = {
    For.LOGIN: "login_code",
    For.RECOVERY: "password_reset_code",
    For.ADD: "address_code",
    For.INVITATION: "invitation_code",
}
REMEMBERED = kept_for.lasts("address_codes")
MINUTES = int(AddressCode.LIFE.total_seconds()) // 60


@transaction.atomic
def request_code(purpose, typed, *, user=None):
    """Ask for a code to what was typed, and return the row it will be checked against.

    For a new password a registration number will do: the code goes to the proved address of its account.
    """
    address = read(typed)
    if purpose == For.RECOVERY:
        user, address = _to_recover(typed, address)
    asked = AddressCode(purpose=purpose, user=user)
    asked.address = address
    asked.save()
    enqueue("accounts.send_code", {"code": asked.pk}, key=f"address-code:{asked.pk}")
    return asked


def send_code(pk):
    """Queue the code, where it may be sent. Idempotent."""
    asked = AddressCode.objects.standing().filter(pk=pk).first()
    address = asked and asked.address
    if not address or not address.channel or not _may_be_sent(asked, address):
        return
    with transaction.atomic():
        queue_code(
            address.channel,
            address.value,
            asked.digits,
            kind=KINDS[asked.purpose],
            minutes=MINUTES,
            user=asked.user,
            key=f"address-code:{pk}",
            expires_at=asked.expires_at,
        )
        AddressCode.objects.filter(pk=pk).update(sent_at=now())


def redeem(asked, typed):
    """Take the code typed in a browser that asked with these rows, the newest last. Return that row.

    Every try counts before it is judged, so that many at once are not more than five. Raise `ValidationError` with a
    sentence for a wrong, late, used or earlier code.
    """
    *earlier, newest = asked
    is_standing = AddressCode.objects.standing().filter(pk=newest).update(tries=F("tries") + 1)
    row = AddressCode.objects.get(pk=newest)
    if not is_standing:
        raise ValidationError(row.refusal, code="wrong")
    if not row.sent_at or not row.fits(typed):
        others = AddressCode.objects.filter(pk__in=earlier, sent_at__isnull=False)
        is_earlier = any(other.fits(typed) for other in others)
        raise ValidationError(one_time_codes.EARLIER if is_earlier else one_time_codes.WRONG, code="wrong")
    if not AddressCode.objects.filter(pk=row.pk, used_at=None).update(used_at=now()):
        raise ValidationError(one_time_codes.USED, code="wrong")
    row.refresh_from_db()
    return row


def accounts_for(row):
    """Return the accounts that a typed code opens: several where people share a phone."""
    if row.user_id:
        return [row.user]
    address = row.address
    return list(User.objects.filter(**{address.kind: address.value}).order_by("name_key", "pk"))


@transaction.atomic
def open_own_account(row, *, name=None):
    """Return a new account for the address of a typed code, which nobody had proved before.

    Nothing that others registered with the address comes along. Another code to it that was typed in the same moment
    opens the same account. Raise `ValidationError` for a code finished before.
    """
    address = row.address
    proof = Proof.INVITATION if row.purpose == For.INVITATION else Proof.CODE
    finish(row)
    fields = proved(proof, **{address.kind: address.value})
    try:
        with transaction.atomic():
            return create_account(name=name or f"Akun {address.shown}"[:120], **fields)
    except IntegrityError as error:
        if not constraints.is_repeated(error, User, EMAIL):
            raise
        return User.objects.get(email=address.value)


def finish(row):
    """Let a typed code do what it is for, once and within its life. Raise `ValidationError` afterwards."""
    fresh = AddressCode.objects.filter(pk=row.pk, finished_at=None, used_at__gt=now() - AddressCode.LIFE)
    if not fresh.update(finished_at=now()):
        raise ValidationError(one_time_codes.LATE if row.finished_at is None and _is_old(row) else one_time_codes.USED)


@transaction.atomic
def replace_password(row, user, password):
    """Give an account a new password after its code was typed; its sessions end, and it gets a message.

    Raise `ValidationError` for a password that its account may not have, and for a code finished before.
    """
    validate_password(password, user)
    finish(row)
    user.set_password(password)
    user.save(update_fields=["password"])
    notify(
        user,
        "password_replaced",
        key=f"password_replaced:address:{row.pk}",
        subject="Kata sandi akun diganti",
        body=f"Kata sandi akun ini diganti dengan kode ke {'surel' if row.address.kind == EMAIL else 'nomor HP'} yang "
        "sudah dipastikan. Bila itu bukan Anda, datang ke kantor kecamatan secepatnya.",
    )


def forget_old(*, is_dry=False):
    """Delete what was asked for more than a day ago, with the addresses. Idempotent; returns how many rows went."""
    return kept_for.delete(AddressCode.objects.filter(created_at__lt=now() - REMEMBERED), is_dry=is_dry)


def _is_old(row):
    return row.used_at is not None and row.used_at <= now() - AddressCode.LIFE


def _to_recover(typed, address):
    """The account and where its code goes: to the address that was typed, else to a proved one of its account."""
    user = find_user(typed)
    if address and address.channel:
        is_shared = user is None and address.kind == PHONE
        return user, address if user or is_shared else None
    if user is None:
        return None, None
    own = [Address(EMAIL, user.email), Address(PHONE, user.phone)]
    return user, next((each for each in own if each.value and each.channel), None)


def _may_be_sent(asked, address):
    """Whether somebody gave this address: it is a log-in, or a contact, or who is signed in names it."""
    if asked.purpose in (For.ADD, For.INVITATION):
        return True
    if User.objects.filter(**{address.kind: address.value}).exists():
        return True
    return asked.purpose == For.LOGIN and any(import_string(name)(address) for name in settings.CONTACT_LOOKUPS)
