"""A registration is entered whole or not at all, and a known NIK goes as far as a new one."""

import secrets
from dataclasses import replace
from enum import StrEnum

from django.db import connection, transaction

from okoce.clock import now, wib_day
from okoce.history import acting
from okoce.jobs.models import Job
from okoce.notifications.models import Message
from participants.claims.models import RegistrationClaim
from participants.consents import texts as privacy_texts
from participants.consents.models import Consent
from participants.journey.actions.tallies import add_tallies
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from participants.registration.actions import drafts
from participants.registration.models import RegistrationDraft

AGAIN_SUBJECT = "Ada pendaftaran lagi dengan NIK Anda"
AGAIN_BODY = (
    "Hari ini formulir pendaftaran OK OCE dikirim lagi dengan NIK Anda. Data Anda tidak berubah dan tetap satu. "
    "Bila itu Anda sendiri, klaim akun lewat halaman Klaim akun di portal atau bawa KTP ke meja kecamatan. "
    "Bila bukan Anda, beri tahu petugas di meja kecamatan."
)
COPIED = ("name", "birth_on", "sex", "phone", "email", "street", "rt", "rw")
COPIED += ("availability", "cannot_whole_day", "community")


class Outcome(StrEnum):
    ENTERED = "entered"
    KNOWN = "known"  # the NIK was; for an officer nothing is written, else a second number
    NUMBER_TAKEN = "number_taken"
    SENT = "sent"  # this draft, before
    EXPIRED = "expired"  # the draft


@transaction.atomic
def enter(answers, *, number, year, point, draft=None, user=None, by=None, helper=None):
    """Enter a person under this number, or a second number for a known one; seal the draft with the receipt.

    `helper` is the mentor who sat with the person: written down with a new record, and answered as anybody.
    Return (Outcome, the Participant or None). Raise IntegrityError when NIK or number was stored in this moment.
    """
    if draft:
        held = RegistrationDraft.objects.select_for_update().only("sent_at").filter(pk=draft.pk).first()
        if held is None:
            return Outcome.EXPIRED, None
        if held.sent_at:
            return Outcome.SENT, None
    if _is_taken(number):
        return Outcome.NUMBER_TAKEN, None
    known = Participant.objects.with_nik(answers.nik).defer("nik_sealed").first()
    if known and by:
        return Outcome.KNOWN, known
    if known:
        _write_in_vain(answers, number, year, point, user)
        _enter_claim(known, number, user)
    person = known or _enter_person(answers, number, year, point, user, by or helper)
    if draft:
        drafts.seal_receipt(draft, number, answers, made=None if known else person)
    return (Outcome.KNOWN if known else Outcome.ENTERED), person


def _is_taken(number):
    people = Participant.objects.filter(registration_number=number).order_by().values_list("pk")
    return people.union(RegistrationClaim.objects.filter(number=number).order_by().values_list("pk"), all=True).exists()


def _enter_person(answers, number, year, point, user, by):
    person = _write_person(answers, number, year, point, user, by)
    home, instant = answers.kelurahan, person.registered_at
    day = wib_day(instant)
    Residence.objects.create(participant=person, kelurahan=home, since_on=day, recorded_at=instant)
    Consent.objects.bulk_create(
        Consent(
            participant=person,
            purpose=purpose,
            is_given=True,
            text_version=privacy_texts.CONSENT_VERSION,
            channel="meja" if by else "daring",
            recorded_at=instant,
        )
        for purpose in answers.consents
    )
    add_tallies({(year.pk, home.pk, home.parent_id, Tally.REGISTERED, day): 1})
    return person


def _write_person(answers, number, year, point, user, by):
    home, kind, instant = answers.kelurahan, answers.business_class, now()
    person = Participant(
        registration_number=number,
        programme_year=year,
        user=user,
        kelurahan=home,
        kecamatan_id=home.parent_id,
        registered_at=instant,
        registration_point=point,
        registered_by=by,
        notice_version=privacy_texts.NOTICE_VERSION,
        notice_shown_at=instant,
        **{name: getattr(answers, name) for name in COPIED},
    )
    person.flags, person.nik = list(answers.flags), answers.nik
    with acting(by or user):
        person.save(force_insert=True)
        Business.objects.create(
            participant=person,
            standing=answers.standing,
            name=answers.business_name,
            trade=answers.trade,
            business_class=kind,
            commodity_id=kind and kind.commodity_id,
            since_year=answers.since_year,
            kelurahan=answers.business_kelurahan or home,
        )
    return person


@transaction.atomic
def _write_in_vain(answers, number, year, point, user):
    """Write a person and take it back: an answer that came sooner for a known NIK would reveal it."""
    _write_person(replace(answers, nik=secrets.token_hex(8)), number, year, point, user, None)
    if connection.vendor == "postgresql":
        connection.check_constraints()  # of a new one the commit does it
    transaction.set_rollback(True)


def _enter_claim(known, number, user):
    """The owner of the record is notified, once a day at most.

    The job waits for the sweep: sending it to the workers takes time, which the sender of the form could measure.
    """
    instant = now()
    key = f"registered-again:{known.pk}:{wib_day(instant)}"
    RegistrationClaim.objects.create(number=number, participant=known, user=user)
    if known.user_id:
        message = Message(
            user_id=known.user_id,
            key=key,
            kind="registered_again",
            subject=AGAIN_SUBJECT,
            body=AGAIN_BODY,
            url="/privasi/",
        )
        Message.objects.bulk_create([message], ignore_conflicts=True)
    if known.user_id or known.email:
        arguments = {"participant": known.pk, "key": key}
        job = Job(key=key, name="registration.notify_repeat", arguments=arguments)
        Job.objects.bulk_create([job], ignore_conflicts=True)
