"""Somebody comes into the register: one record by NIK, and an answer that does not tell whether it was there before."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Value

from okoce.clock import now, today
from okoce.jobs.outbox import enqueue
from okoce.notifications.channels import channel
from okoce.notifications.sending import notify
from okoce.programme.models import ProgrammeYear
from participants import privacy_texts, registration_numbers
from participants.actions import claims, identity
from participants.identity import digests
from participants.models import (
    Business,
    Consent,
    IdentityCheck,
    Participant,
    RegistrationClaim,
    RegistrationDraft,
    Residence,
    Tally,
)

CLOSED = "Pendaftaran sedang ditutup karena tahun program belum dibuka; coba lagi nanti."
NUMBERS_TAKEN = "Nomor pendaftaran belum bisa dibuat; tekan Kirim sekali lagi."
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
    """`number` is for everybody. `participant` is for the desk only: None when the NIK was known already."""

    number: str
    participant: Participant | None = field(default=None, repr=False)


class AlreadyRegistered(ValidationError):
    """For officers, who may know; the page decides by their area what it tells of `participant`."""

    def __init__(self, participant):
        super().__init__("NIK ini sudah terdaftar.", code="already_registered")
        self.participant = participant


def register(answers, *, point, year=None, draft=None, user=None, password=None, by=None, check_identity=False):
    """Register a person and give the number. Once per draft, once per NIK. A password opens an account for `user`.

    `year` is the one open today, for a caller who read it already.

    A known NIK gets a number of its own that leads an officer to the record; nothing of the record changes, and its
    owner is told. With `by` (an officer) a known NIK is refused instead.
    """
    for _ in range(3):
        try:
            with transaction.atomic():
                return _register(answers, draft, point, year, user, password, by, check_identity)
        except IntegrityError:
            continue  # the same NIK or number was stored in this moment: what was new is known now
    raise ValidationError(NUMBERS_TAKEN)


def _register(answers, draft, point, year, user, password, by, check_identity):
    if draft:
        draft = RegistrationDraft.objects.select_for_update().get(pk=draft.pk)
        if draft.sent_at:
            return Registered(draft.answers["number"])
    year = year or ProgrammeYear.objects.current()
    if year is None:
        raise ValidationError(CLOSED, code="closed")
    number, known = _number_and_known(year.year, digests(answers.nik))
    if known and by:
        raise AlreadyRegistered(Participant.objects.get(pk=known))
    if password and not user:
        user = claims.open_account(name=answers.name, phone=answers.phone, email=answers.email, password=password)
    if known:
        _lead_to_record(number, known, user)
        participant = None
    else:
        participant = _enter(answers, year, number, point, user, by)
    if draft:
        draft.answers = {
            "number": number,
            "name": answers.name,
            "kecamatan": answers.kelurahan.parent.name,
            "sent_on": today().isoformat(),
        }
        draft.participant, draft.sent_at, draft.updated_at = participant, now(), now()
        draft.save(update_fields=["answers_sealed", "participant", "sent_at", "updated_at"])
    if participant and check_identity:
        identity.check(participant, by=by, place=IdentityCheck.Place.DESK)
    return Registered(number, participant)


def _number_and_known(year, nik_digests):
    """A number that neither a person nor a claim has, and the person with this NIK or None; one statement."""
    for _ in range(5):
        number = registration_numbers.make(year)
        people = Participant.objects.order_by().values_list("pk", "nik_digest")
        claims = RegistrationClaim.objects.order_by().filter(number=number).values_list("participant_id", Value(""))
        rows = list(
            people.filter(nik_digest__in=nik_digests).union(people.filter(registration_number=number), claims, all=True)
        )
        known = next((pk for pk, found in rows if found in nik_digests), None)
        if all(found in nik_digests for _, found in rows):
            return number, known
    raise ValidationError(NUMBERS_TAKEN)


def _enter(answers, year, number, point, user, by):
    home = answers.kelurahan
    participant = Participant(
        registration_number=number,
        programme_year=year,
        user=user,
        name=answers.name,
        birth_on=answers.birth_on,
        sex=answers.sex,
        phone=answers.phone,
        email=answers.email,
        flags=list(answers.flags),
        street=answers.street,
        rt=answers.rt,
        rw=answers.rw,
        kelurahan=home,
        kecamatan_id=home.parent_id,
        availability=answers.availability,
        cannot_whole_day=answers.cannot_whole_day,
        community=answers.community,
        registration_point=point,
        registered_by=by,
        notice_version=privacy_texts.NOTICE_VERSION,
    )
    participant.nik = answers.nik
    participant.save(force_insert=True)
    Residence.objects.create(participant=participant, kelurahan=home, since_on=today())
    Business.objects.create(
        participant=participant,
        standing=answers.standing,
        name=answers.business_name,
        trade=answers.trade,
        business_class=answers.business_class,
        commodity_id=answers.business_class.commodity_id if answers.business_class else None,
        since_year=answers.since_year,
        kelurahan=answers.business_kelurahan or home,
    )
    Consent.objects.bulk_create(
        Consent(
            participant=participant,
            purpose=purpose,
            is_given=True,
            text_version=privacy_texts.CONSENT_VERSION,
            channel="meja" if by else "daring",
        )
        for purpose in answers.consents
    )
    Tally.objects.create(
        programme_year=year,
        kelurahan=home,
        kecamatan_id=home.parent_id,
        stage=Tally.REGISTERED,
        day=today(),
        people=1,
    )
    return participant


def _lead_to_record(number, known, user):
    """A second number for the same person; the one who is known hears of it, once a day at most."""
    claim = RegistrationClaim.objects.create(number=number, participant_id=known, user=user)
    person = Participant.objects.select_related("user").get(pk=known)
    key = f"registered-again:{known}:{today()}"
    if person.user:
        notify(person.user, "registered_again", key=key, subject=AGAIN_SUBJECT, body=AGAIN_BODY, url="/privasi/")
    elif person.email:
        enqueue("participants.tell_registered_again", {"participant": known}, key=key)
    return claim


def tell_again(participant_pk):
    """By mail to somebody without an account."""
    person = Participant.objects.filter(pk=participant_pk).first()
    if person and person.email:
        channel("email").send(person.email, AGAIN_SUBJECT, AGAIN_BODY)
