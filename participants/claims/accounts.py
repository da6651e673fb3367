"""The account of a person: opened without addresses, and theirs alone once an officer has seen their card.

An account may have been opened by a stranger who typed the person's number first. So who shows a card gets an account
that nothing of before opens: the old one, when nobody else is in it, or a new one. Others keep what they had.
"""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts.actions import create_account, recover_account
from okoce.accounts.actions.addresses import prove_phone_at_desk
from okoce.accounts.models import User
from okoce.accounts.proofs import Proof, proved
from okoce.clock import now
from okoce.notifications.sending import notify
from participants.claims.models import CardAccount
from participants.cleaning import phones
from participants.people.models import Participant

HOLDS_A_ROLE = "Akun ini memegang peran petugas, jadi kata sandinya tidak dipulihkan di meja; hubungi administrator."
NOT_MOBILE = "Nomor ini bukan nomor HP; ubah dulu nomor HP peserta, lalu pastikan lagi."


def holds_a_role(account):
    """Or will hold one: who got in before it begins would have it then."""
    return account.is_superuser or account.assignments.not_ended().exists()


def open_account(*, name, phone, email, password):
    """Open an account without addresses: what was typed is a contact. It is entered by registration number.

    Raise `ValidationError` for a password that is easily guessed, or made of what was typed.
    """
    return create_account(name=name, contacts=(phone, email), password=password)


def open_proved(participant, *, password):
    """Open the account of who typed the code that was sent to the e-mail address of a record: it is proved by that.

    An address that another account has proved stays there. Raise `ValidationError` as `open_account` does.
    """
    email = (participant.email or "").lower()
    is_free = email and not User.objects.filter(email=email).exists()
    addresses = proved(Proof.CODE, email=email) if is_free else {}
    return create_account(name=participant.name, contacts=(participant.phone, email), password=password, **addresses)


def is_of_card_holder(participant):
    """Whether the account of a record is the one that its owner got by showing their card."""
    return CardAccount.objects.filter(participant=participant, user_id=participant.user_id).exists()


@transaction.atomic
def give_own(participant, *, password, code):
    """Give who showed their card an account of their own with this password. `code` is the one read out to them."""
    had_account = participant.user_id is not None
    if is_of_card_holder(participant):
        account = participant.user
        recover_account(account, password=password, keeps_addresses=True)
    else:
        account = _own(participant, by=code.issued_by, password=password)
    if had_account:
        notify(
            account,
            "password_replaced",
            key=f"password_replaced:{code.pk}",
            subject="Kata sandi akun diganti",
            body="Kata sandi akun ini diganti dengan kode dari meja kecamatan. Pengaman kedua yang dulu dilepas; lihat "
            "Pengaturan akun. Bila itu bukan Anda, datang ke kantor kecamatan secepatnya.",
        )
    return account


@transaction.atomic
def prove_phone(participant, *, by):
    """Make the phone of somebody whose card an officer sees a log-in of their own account. Returns the account.

    Without a password yet, it waits for a code of the desk. Raise `ValidationError` for an account with a role, and for
    a number that is none of a mobile phone.
    """
    participant = Participant.objects.select_for_update(of=("self",)).select_related("user").get(pk=participant.pk)
    if participant.user and holds_a_role(participant.user):
        raise ValidationError(HOLDS_A_ROLE)
    if not phones.is_mobile(participant.phone):
        raise ValidationError(NOT_MOBILE)
    account = participant.user if is_of_card_holder(participant) else _own(participant, by=by)
    prove_phone_at_desk(account, participant.phone, by=by)
    return account


def _own(participant, *, by, password=None):
    """An account that is this person's alone: none of what opened the one before opens it."""
    account = participant.user
    if account and not _others_use(account, participant):
        recover_account(account, password=password)
    else:
        account = open_account(
            name=participant.name, phone=participant.phone, email=participant.email, password=password
        )
        if participant.user:
            _notify_left(participant)
        participant.user = account
        participant.save(update_fields=["user"])
    seen = {"user": account, "seen_by": by, "seen_at": now()}
    CardAccount.objects.update_or_create(participant=participant, defaults=seen)
    return account


def _others_use(account, participant):
    return Participant.objects.owned_by(account).exclude(pk=participant.pk).exists()


def _notify_left(participant):
    notify(
        participant.user,
        "left_account",
        key=f"left_account:{participant.pk}:{participant.user_id}:{now():%Y%m%d%H%M%S}",
        subject="Satu pendaftaran kini punya akun sendiri",
        body=f"{participant.name} menunjukkan KTP di meja kecamatan dan mendapat akun sendiri. Pendaftaran lain di "
        "akun ini tidak berubah. Bila Anda tidak mengenalnya, datang ke kantor kecamatan secepatnya.",
    )
