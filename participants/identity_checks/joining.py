"""When an officer sees the card, the number of a waiting registration and the record of its NIK become one.

Sessions are locked before people, as every change of seats does (trainings/seats/actions/seats.py).
"""

from collections import Counter
from importlib import import_module

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce import name_keys
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.notifications.sending import notify
from okoce.regions import places
from participants.calls.actions import notices
from participants.calls.models import Notice
from participants.consents import actions as consents
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.actions.tallies import add_tallies
from participants.people import typed_values
from participants.people.display import CONTACT_NOT_SHOWN
from participants.people.models import JoinedRegistration, Participant
from participants.people.models.uses import LIMITS
from participants.people.nik_sealing import digests

CHECK = "identity_checks.check_identity"
ASK = "Jawab dulu apakah orang ini menunjukkan nomor pendaftarannya; buka pemeriksaan KTP-nya."
OWN = "NIK ini milik data Anda sendiri; minta petugas lain memeriksa KTP-nya."
DIFFERS = (
    "Nama, tanggal lahir, atau jenis kelamin pendaftaran ini lain dari data yang memegang NIK-nya di Kecamatan {}; "
    "selesaikan di meja kecamatan itu dengan KTP asli."
)
# Rows about a waiting registration that do not simply go over to the record. A test names every other kind.
STAY = {"people.residence", "claims.claimcode", "claims.cardaccount", "journey.stagestanding", "journey.stageevent"}
STAY |= {"identity_checks.identitycheck"}
STAY |= {"twins.twincandidate", "merges.merge", "corrections.correction"}  # of records only
STAY |= {"moves.move", "returned_cards.cardreturn"}  # the record has its own home
STAY |= {"consents.noticereading"}  # who holds the record reads for themselves
STAY |= {"rules.ruleeffect"}  # nobody reaches a stage before the card is checked
# settings.PERSON_JOINS
BY_APPS = {"seats.seat", "invitations.invitation", "certificates.certificate", "placements.placement"}
BY_APPS |= {"bazaars.stallapplication"}


def hold(people, *, also=()):
    """Lock everybody who has a NIK of these people, and what joining them may move. Return {id: person}.

    Records that hold their NIK are joined into nothing, so that each is held alone. `also`: ids of others to lock in
    the same order.
    """
    marks = [mark for person in people if person.is_waiting for mark in digests(person.nik)]
    held = Participant.objects.filter(pk__in=[person.pk for person in people])
    if marks:
        held |= Participant.objects.filter(nik_digest__in=marks)
        ids = list(held.order_by("pk").values_list("pk", flat=True))
        for app in _apps():
            app.lock(ids)
    if also:
        held |= Participant.objects.filter(pk__in=also)
    return {person.pk: person for person in held.select_for_update(no_key=True).order_by("pk")}


def settle(waiting, same_nik, *, by, place, shows_number):
    """Make a waiting registration the record of its NIK, or join it into the one that holds it. Return the record.

    Raise `ValidationError` without `shows_number`, and where the two may be different people: at the door, where
    nobody sees both, and where the record lies outside the officer's area.
    """
    if shows_number is None:
        raise ValidationError(ASK, code="ask")
    nik = waiting.nik
    record = next((person for person in same_nik.values() if person.holds_nik and person.nik == nik), None)
    if record is None:
        return _become(waiting, by=by, shows_number=shows_number)
    if record.belongs_to(by):
        raise ValidationError(OWN)
    sees_both = place == IdentityCheck.Place.DESK and record.allows(by, CHECK)
    if not (sees_both or is_same_person(waiting, record)):
        raise ValidationError(DIFFERS.format(places.named(record.kecamatan_id)))
    return _join(waiting, record, by=by, shows_number=shows_number)


def is_same_person(one, other):
    """Return whether name, birth date and sex agree, as a card with this NIK would have them."""
    return _on_card(one) == _on_card(other)


def _on_card(person):
    return name_keys.key(person.name), person.birth_on, person.sex


def _become(person, *, by, shows_number):
    person.holds_nik = True
    changed = ["holds_nik"]
    if not shows_number:
        _tell_released(person.user, person.registration_number)
        person.user, person.email = None, ""  # a code to this address would open the record
        person.flags = [*person.flags, CONTACT_NOT_SHOWN]
        changed += ["user", "email", "flags"]
        person.claim_codes.all().delete()  # one may have been sent there already
        for purpose, answer in consents.given(person).items():
            if answer and answer.is_given:
                consents.answer(person, purpose, is_given=False, channel="meja")
    person.save(update_fields=changed)
    return person


def _join(waiting, record, *, by, shows_number):
    _settle_account(waiting, record, shows_number=shows_number)
    joined = JoinedRegistration(
        number=waiting.registration_number,
        participant=record,
        former_id=waiting.pk,
        registered_at=waiting.registered_at,
        joined_by=by,
    )
    joined.typed = typed_values.of(waiting)
    joined.save()
    taken_back = Counter()
    taken_back.subtract(journeys.registrations({waiting.pk: waiting}))
    add_tallies(taken_back)
    _move(waiting, record, shows_number=shows_number)
    for app in _apps():
        app.join(waiting, record)
    waiting.delete()
    access_log.record(by, AccessLog.Act.CHANGE, record, f"Pendaftaran {joined.number} disatukan")
    _tell_joined(record, joined)
    return record


def _settle_account(waiting, record, *, shows_number):
    """The account of the number that was shown gets the record, unless a card was checked for another one before."""
    was_checked = record.identity_checks.standing().exists()
    before, changed = record.user, []
    for name in LIMITS:
        if getattr(record, name) is None and getattr(waiting, name):
            setattr(record, name, getattr(waiting, name))
            changed.append(name)
    if shows_number and waiting.user_id and (before is None or not was_checked):
        record.user = waiting.user
        changed.append("user")
    if record.mentor_id is None and waiting.mentor_id:
        record.mentor_id = waiting.mentor_id
        changed.append("mentor")
    if changed:
        record.save(update_fields=changed)
    if before != record.user:
        _tell_released(before, record.registration_number)
    if waiting.user != record.user:
        _tell_released(waiting.user, waiting.registration_number)


def _move(waiting, record, *, shows_number):
    """Let the rows about the registration be about the record."""
    for relation in Participant._meta.related_objects:
        label, name = relation.related_model._meta.label_lower, relation.field.name
        rows = relation.related_model._default_manager.filter(**{name: waiting})
        if label == "registration.registrationdraft":
            rows.update(participant=None)  # its receipt stays
        elif label == "people.business" and hasattr(record, "business"):
            continue
        elif label == "consents.consent" and not shows_number:
            continue
        elif label == "calls.notice":
            known = Notice.objects.filter(participant=record).values_list("key", flat=True)
            rows.exclude(key__in=list(known)).update(participant=record)
        elif label == "rights.rightsrequest":
            asked = record.rights_requests.open().values_list("kind", flat=True)
            rows.exclude(pk__in=rows.open().filter(kind__in=list(asked)).values("pk")).update(participant=record)
        elif label not in STAY | BY_APPS:
            rows.update(**{name: record})


def _tell_released(user, number):
    """The same words whether or not somebody else's record held the NIK."""
    if user is None:
        return
    notify(
        user,
        "registration_released",
        key=f"registration_released:{number}:{user.pk}",
        subject="Satu pendaftaran tidak lagi di akun ini",
        body=f"KTP untuk pendaftaran {number} sudah diperiksa petugas, dan pendaftaran ini dilepas dari akun ini. "
        "Bila itu pendaftaran Anda, datang ke meja kecamatan dengan KTP; petugas memberi kode untuk akunnya.",
    )


def _tell_joined(record, joined):
    notices.notify_participant(
        record,
        "registration_joined",
        topic=notices.topic_of_registrations(),
        key=f"registration_joined:{joined.number}",
        subject="Dua pendaftaran Anda sudah disatukan",
        text=f"nomor {joined.number} kini menyatu dengan nomor {record.registration_number} setelah KTP "
        "diperiksa. Keduanya bisa dipakai untuk masuk dan di meja kecamatan.",
        url=reverse("participants:journey-detail", args=[record.registration_number]),
    )


def _apps():
    return [import_module(name) for name in settings.PERSON_JOINS]
