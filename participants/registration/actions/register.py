"""Enter somebody into the register: online as a registration that waits, by an officer as the record of a NIK."""

from contextlib import nullcontext
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.clock import today
from okoce.notifications.mails import queue_mail
from okoce.notifications.sending import notify
from okoce.programme import memory
from participants.calls.actions import notices
from participants.claims import actions as claims
from participants.cleaning import registration_numbers
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from participants.registration.actions.entering import Outcome, enter
from participants.registration.models import RegistrationDraft

AGAIN_SUBJECT = "Ada pendaftaran lagi dengan NIK Anda"
AGAIN_BODY = (
    "Formulir pendaftaran OK OCE dikirim lagi dengan NIK Anda. Data Anda tidak berubah, dan pendaftaran itu menunggu "
    "sampai petugas melihat KTP. Bila itu Anda sendiri, bawa KTP dan nomornya ke meja kecamatan: keduanya disatukan. "
    "Bila bukan Anda, beri tahu petugas di meja kecamatan."
)
CLOSED = "Pendaftaran sedang ditutup karena tahun program belum dibuka; coba lagi nanti."
NUMBERS_TAKEN = "Nomor pendaftaran belum bisa dibuat; tekan Kirim sekali lagi."
DRAFT_EXPIRED = "Isian ini sudah dihapus; isi lagi dari langkah pertama."
TAKEN_MEANWHILE = [(Participant, "nik_digest"), (Participant, "registration_number")]


@dataclass(frozen=True)
class Answers:
    """A registration, cleaned: the only thing `register` takes in."""

    name: str
    nik: str
    birth_on: object
    sex: str
    phone: str
    kelurahan: object  # Region
    street: str
    standing: str
    trade: str
    email: str = ""
    rt: str = ""
    rw: str = ""
    business_name: str = ""
    business_class: object = None
    business_kelurahan: object = None  # where the home is when None
    since_year: int | None = None
    availability: int = 0
    cannot_whole_day: bool = False
    community: object = None
    consents: tuple = ()
    flags: tuple = ()


@dataclass(frozen=True)
class Registered:
    """`number` is for everybody; `participant` for the desk only, None otherwise: pages show what was typed."""

    number: str
    participant: Participant | None = field(default=None, repr=False)


class AlreadyRegistered(ValidationError):
    """For officers, who may know; the page decides by their area what it shows of `participant`."""

    def __init__(self, participant):
        super().__init__("NIK ini sudah terdaftar.", code="already_registered")
        self.participant = participant


def register(
    answers, *, point, year=None, draft=None, user=None, password=None, by=None, helper=None, check_identity=False
):
    """Register a person and give the number. Once per draft. A password opens an account for `user`.

    `year` is the one open today, for a caller who read it already. `helper` is the mentor who sat with the person.

    The registration waits until an officer sees the card, whether or not its NIK is known; who holds the NIK is
    notified. An officer `by` who may check cards there makes the record of the NIK, and is refused a known one.
    Raise `ValidationError` when registration is closed, the draft expired, or an officer's NIK is known.
    """
    year = year or memory.current_year()
    if year is None:
        raise ValidationError(CLOSED, code="closed")
    for _ in range(3):
        try:
            # Entering is whole by itself; a transaction is for what goes with it: account, card, an officer's token.
            with transaction.atomic() if password or by else nullcontext():
                owner = user or (_account_for(answers, draft, password) if password else None)
                details = {"year": year, "point": point, "draft": draft, "user": owner, "by": by, "helper": helper}
                registered = _enter(answers, **details)
                if owner:
                    _confirm(owner, registered.number)
                if check_identity:
                    identity.check(registered.participant, by=by, place=IdentityCheck.Place.DESK)
                return registered
        except IntegrityError as error:
            if not was_taken_meanwhile(error):
                raise constraints.refuse(error, "Registration") from None
    raise ValidationError(NUMBERS_TAKEN)


def _confirm(owner, number):
    """Confirm into the inbox of the account that registered, in the same words for a NIK that was known before."""
    notify(
        owner,
        "registered",
        key=f"registered:{number}",
        subject="Pendaftaran diterima",
        body=f"Nomor pendaftaran: {number}. Bawa KTP asli ke meja kecamatan atau ke pelatihan pertama untuk diperiksa.",
        url="/perjalanan/",
    )


def was_taken_meanwhile(error):
    """The same NIK or number was stored in this moment: what was new is known at the next try."""
    return any(constraints.is_repeated(error, model, name) for model, name in TAKEN_MEANWHILE)


def _enter(answers, *, year, draft, by, **details):
    for _ in range(5):
        number = registration_numbers.make(year.year)
        outcome, participant = enter(answers, number=number, year=year, draft=draft, by=by, **details)
        if outcome != Outcome.NUMBER_TAKEN:
            break
    else:
        raise ValidationError(NUMBERS_TAKEN)
    if outcome == Outcome.EXPIRED:
        raise ValidationError(DRAFT_EXPIRED)
    if outcome == Outcome.SENT:
        return Registered(RegistrationDraft.objects.get(pk=draft.pk).answers["number"])
    if not by:
        return Registered(number)
    if outcome == Outcome.KNOWN:
        raise AlreadyRegistered(participant)
    return Registered(number, participant)


def _account_for(answers, draft, password):
    """A new account; none for a draft that was sent before."""
    if draft and not RegistrationDraft.objects.select_for_update().filter(pk=draft.pk, sent_at=None).exists():
        return None
    return claims.open_account(name=answers.name, phone=answers.phone, email=answers.email, password=password)


def notify_holder(participant_pk):
    """Notify who holds the NIK of a waiting registration at most once a day: by message, by mail, or by a call."""
    waiting = Participant.objects.filter(pk=participant_pk, holds_nik=False).first()
    holder = waiting and Participant.objects.holding_nik(waiting.nik).select_related("user").first()
    if holder is None:
        return
    key = f"registered-again:{holder.pk}:{today()}"
    if holder.user:
        notify(holder.user, "registered_again", key=key, subject=AGAIN_SUBJECT, body=AGAIN_BODY, url="/privasi/")
    elif holder.email:
        queue_mail(holder.email, AGAIN_SUBJECT, AGAIN_BODY, kind="registered_again", key=key)
    else:
        topic = notices.topic_of_registrations()
        text = AGAIN_BODY[0].lower() + AGAIN_BODY[1:]
        notices.notify_participant(
            holder, "registered_again", topic=topic, key=key, subject=AGAIN_SUBJECT, text=text, url="/privasi/"
        )
