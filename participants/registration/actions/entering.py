"""A registration is entered whole or not at all, and online the same way whether or not its NIK is known."""

from enum import StrEnum

from django.db import transaction

from okoce.clock import now, wib_day
from okoce.history import acting
from okoce.jobs.models import Job
from participants.consents import memory as privacy_texts
from participants.consents.models import Consent
from participants.journey.actions.tallies import add_tallies
from participants.journey.models import Tally
from participants.people.display import ERASED_BEFORE
from participants.people.models import Business, ErasedNik, JoinedRegistration, Participant, Residence
from participants.registration.actions import drafts
from participants.registration.models import RegistrationDraft

CHECK = "identity_checks.check_identity"
COPIED = ("name", "birth_on", "sex", "phone", "email", "street", "rt", "rw")
COPIED += ("availability", "cannot_whole_day", "community")


class Outcome(StrEnum):
    ENTERED = "entered"
    KNOWN = "known"  # the NIK is, to an officer; nothing is written
    NUMBER_TAKEN = "number_taken"
    SENT = "sent"  # this draft, before
    EXPIRED = "expired"  # the draft


@transaction.atomic
def enter(answers, *, number, year, point, draft=None, user=None, by=None, helper=None):
    """Enter a person under this number; seal the draft with the receipt.

    Who may check cards there makes the record of the NIK. Everybody else makes a registration that waits until a card
    is seen, and nothing is looked up: so no answer differs. `helper` is the mentor who sat with the person.
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
    holds_nik = bool(by) and answers.kelurahan.parent_id in by.areas_for(CHECK)
    if holds_nik and (known := Participant.objects.holding_nik(answers.nik).defer("nik_sealed").first()):
        return Outcome.KNOWN, known
    person = _enter_person(answers, number, year, point, user, by or helper, holds_nik)
    if not holds_nik:
        _look_later(person)
    if draft:
        drafts.seal_receipt(draft, number, answers, made=person)
    return Outcome.ENTERED, person


def _is_taken(number):
    people = Participant.objects.filter(registration_number=number).order_by().values_list("pk")
    joined = JoinedRegistration.objects.filter(number=number).order_by().values_list("pk")
    return people.union(joined, all=True).exists()


def _look_later(person):
    """A job notifies who holds the NIK, if anybody does: finding out here would take time that can be measured.

    It waits for the sweep, as sending it to the workers takes time too.
    """
    Job.objects.create(
        key=f"registration-waits:{person.pk}",
        name="registration.notify_holder",
        arguments={"participant": person.pk},
    )


def _enter_person(answers, number, year, point, user, by, holds_nik):
    person = _write_person(answers, number, year, point, user, by, holds_nik)
    home, instant = answers.kelurahan, person.registered_at
    day = wib_day(instant)
    Residence.objects.create(participant=person, kelurahan=home, since_on=day, recorded_at=instant)
    Consent.objects.bulk_create(
        Consent(
            participant=person,
            purpose=purpose,
            is_given=True,
            text=privacy_texts.current(purpose),
            channel="meja" if by else "daring",
            recorded_at=instant,
        )
        for purpose in answers.consents
    )
    add_tallies({(year.pk, home.pk, home.parent_id, Tally.REGISTERED, day): 1})
    return person


def _write_person(answers, number, year, point, user, by, holds_nik):
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
        holds_nik=holds_nik,
        notice_version=privacy_texts.notice().version,
        notice_shown_at=instant,
        **{name: getattr(answers, name) for name in COPIED},
    )
    person.flags, person.nik = list(answers.flags), answers.nik
    if by and ErasedNik.objects.among([answers.nik]):
        person.flags.append(ERASED_BEFORE)
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
