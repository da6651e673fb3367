"""Enter somebody into the register: one record by NIK, and an answer that does not reveal whether it was there."""

from contextlib import nullcontext
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.accounts.models import User
from okoce.clock import now, wib_day
from okoce.name_keys import key
from okoce.notifications import sending
from okoce.notifications.mails import queue_mail
from okoce.notifications.models import Message
from okoce.programme.models import ProgrammeYear
from okoce.sealing import seal
from participants.claims import actions as claims
from participants.claims.models import RegistrationClaim
from participants.cleaning import registration_numbers
from participants.consents import texts as privacy_texts
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people.models import Participant
from participants.people.nik_sealing import digest, digests
from participants.registration.actions import drafts
from participants.registration.actions.register_sql import Outcome, enter
from participants.registration.models import RegistrationDraft

CLOSED = "Pendaftaran sedang ditutup karena tahun program belum dibuka; coba lagi nanti."
NUMBERS_TAKEN = "Nomor pendaftaran belum bisa dibuat; tekan Kirim sekali lagi."
DRAFT_EXPIRED = "Isian ini sudah dihapus; isi lagi dari langkah pertama."
TAKEN_MEANWHILE = [
    (Participant, "nik_digest"),
    (Participant, "registration_number"),
    (RegistrationClaim, "number"),
    (User, "phone"),
    (User, "email"),
]
AGAIN_SUBJECT = "Ada pendaftaran lagi dengan NIK Anda"
AGAIN_BODY = (
    "Hari ini formulir pendaftaran OK OCE dikirim lagi dengan NIK Anda. Data Anda tidak berubah dan tetap satu. "
    "Bila itu Anda sendiri, klaim akun lewat halaman Klaim akun di portal atau bawa KTP ke meja kecamatan. "
    "Bila bukan Anda, beri tahu petugas di meja kecamatan."
)


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
    """`number` is for everybody; `participant` for the desk only, None otherwise."""

    number: str
    participant: Participant | None = field(default=None, repr=False)


class AlreadyRegistered(ValidationError):
    """For officers, who may know; the page decides by their area what it shows of `participant`."""

    def __init__(self, participant):
        super().__init__("NIK ini sudah terdaftar.", code="already_registered")
        self.participant = participant


def register(answers, *, point, year=None, draft=None, user=None, password=None, by=None, check_identity=False):
    """Register a person and give the number. Once per draft, once per NIK. A password opens an account for `user`.

    `year` is the one open today, for a caller who read it already.

    A known NIK gets a number of its own that leads an officer to the record; nothing of the record changes, and its
    owner is notified. With `by` (an officer) a known NIK is refused instead.
    Raise `ValidationError` when registration is closed, the draft expired, or an officer's NIK is known.
    """
    year = year or ProgrammeYear.objects.current()
    if year is None:
        raise ValidationError(CLOSED, code="closed")
    params = _params(answers, year, point, draft, user, by)
    for _ in range(3):
        try:
            # Entering is whole by itself; a transaction is for what goes with it: account, card, an officer's token.
            with transaction.atomic() if password or by else nullcontext():
                if password and not user:
                    params["user_id"] = _account_for(answers, draft, password)
                registered = _enter(params, answers, year, draft, by)
                if check_identity:
                    identity.check(registered.participant, by=by, place=IdentityCheck.Place.DESK)
                return registered
        except IntegrityError as error:
            if not was_taken_meanwhile(error):
                raise constraints.refuse(error, "Registration") from None
    raise ValidationError(NUMBERS_TAKEN)


def was_taken_meanwhile(error):
    """The same NIK, number or address was stored in this moment: what was new is known at the next try."""
    return any(constraints.is_repeated(error, model, name) for model, name in TAKEN_MEANWHILE)


def _enter(params, answers, year, draft, by):
    for _ in range(5):
        number = registration_numbers.make(year.year)
        outcome, person = enter(params | {"number": number, "receipt": drafts.receipt(number, answers)})
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
    participant = Participant.objects.get(pk=person)
    if outcome == Outcome.KNOWN:
        raise AlreadyRegistered(participant)
    return Registered(number, participant)


def _account_for(answers, draft, password):
    """The id of a new account; none for a draft that was sent before."""
    if draft and not RegistrationDraft.objects.select_for_update().filter(pk=draft.pk, sent_at=None).exists():
        return None
    return claims.open_account(name=answers.name, phone=answers.phone, email=answers.email, password=password).pk


def _params(answers, year, point, draft, user, by):
    """What the statements of participants/registration/register_sql.py name, all but the number and the receipt."""
    instant, home, kind = now(), answers.kelurahan, answers.business_class
    return {
        "draft": draft.pk.hex if draft else None,
        "digests": digests(answers.nik),
        "year": year.pk,
        "point": point.pk,
        "by_id": by.pk if by else None,
        "user_id": user.pk if user else None,
        "name": answers.name,
        "name_key": key(answers.name),
        "nik_sealed": seal(answers.nik).decode(),
        "nik_digest": digest(answers.nik),
        "birth_on": answers.birth_on.isoformat(),
        "sex": answers.sex,
        "phone": answers.phone,
        "email": answers.email,
        "flags": answers.flags,
        "street": answers.street,
        "rt": answers.rt,
        "rw": answers.rw,
        "kelurahan": home.pk,
        "kecamatan": home.parent_id,
        "availability": answers.availability,
        "cannot_whole_day": answers.cannot_whole_day,
        "community": answers.community.pk if answers.community else None,
        "standing": answers.standing,
        "trade": answers.trade,
        "business_name": answers.business_name,
        "business_class": kind.pk if kind else None,
        "commodity": kind.commodity_id if kind else None,
        "since_year": answers.since_year,
        "business_kelurahan": (answers.business_kelurahan or home).pk,
        "consents": answers.consents,
        "channel": "meja" if by else "daring",
        "notice_version": privacy_texts.NOTICE_VERSION,
        "consent_version": privacy_texts.CONSENT_VERSION,
        "again_subject": AGAIN_SUBJECT,
        "again_body": AGAIN_BODY,
        "today": wib_day(instant).isoformat(),
        "instant": instant,
    }


def notify_repeat_registration(participant_pk, key):
    """Notify the owner of a NIK that was sent again: by the message of this key, or by mail without an account."""
    if message := Message.objects.filter(key=key).first():
        sending.queue_deliveries(message)
    elif (person := Participant.objects.filter(pk=participant_pk).first()) and person.email:
        queue_mail(person.email, AGAIN_SUBJECT, AGAIN_BODY, kind="registered_again", key=key)
