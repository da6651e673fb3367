"""Propose what stands on somebody's card. Nothing changes until a second officer confirms."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.notifications.sending import notify
from okoce.regions import places
from participants.corrections import card
from participants.corrections.models import ADD, CONFIRM, Correction
from participants.people import proposals
from participants.people.models import Participant
from participants.people.reach import VIEW
from participants.people.supervision import refuse_outsiders
from participants.rights.actions import correcting
from participants.twins.actions import pairing

WAITING = "Pendaftaran ini menunggu pemeriksaan KTP; periksa KTP-nya dulu, baru datanya dibetulkan."
UNDER_WAY = "Pembetulan untuk peserta ini sudah diusulkan; selesaikan usulan itu dulu."
NOTHING = "Semua isian sama dengan yang tercatat; ubah yang keliru, lalu kirim lagi."
NO_REASON = "Tulis alasan: apa yang keliru dan mengapa."
NO_REFUSAL = "Tulis alasan penolakan, supaya pengusul tahu."
NOT_YOURS = "Usulan ini bukan usulan Anda; minta pengusulnya menarik, atau tolak dengan alasan."
OVER = "Usulan ini baru saja diputuskan petugas lain, atau ditarik pengusulnya."
TAKEN = (
    "NIK ini dipegang data lain ({}). Bila orangnya sama, jangan dibetulkan di sini: satukan kedua data itu lewat "
    "daftar Mungkin kembar."
)


class Taken(ValidationError):
    """Another record holds the NIK: the two may be one person."""

    def __init__(self, other, *, by):
        where = f"nomor {other.registration_number}"
        if not other.allows(by, VIEW):
            where = f"Kecamatan {places.named(other.kecamatan_id)}"
        super().__init__({"nik": TAKEN.format(where)})
        self.other = other


def propose(person, *, by, seen, reason, **values):
    """Write down other values of name, nik, birth_on or sex, and return the correction, which waits.

    A request of the person is taken up by it. Raise `ValidationError` outside the officer's area, for oneself, for
    registrations that wait, without a reason, where nothing differs, for values no card has, where another correction
    waits, and for a NIK that another record holds: those two are put on the list of twins.
    """
    reason = proposals.words(reason, NO_REASON)
    try:
        with proposals.refusing_second(Correction, UNDER_WAY):
            return _propose(person, values, by=by, seen=seen, reason=reason)
    except Taken as taken:
        pairing.pair(person, taken.other)
        raise


@transaction.atomic
def _propose(person, values, *, by, seen, reason):
    person = proposals.hold_person(person.pk)
    refuse_outsiders(person, by=by, permission=ADD)
    if person.is_waiting:
        raise ValidationError(WAITING)
    if person.corrections.waiting().exists():
        raise ValidationError(UNDER_WAY)
    old = card.of(person)
    new = old | card.plain(values)
    names = card.changed(old, new)
    if not names:
        raise ValidationError(NOTHING)
    if found := card.errors({name: new[name] for name in names}, today=today()):
        raise ValidationError(found)
    if "nik" in names:
        refuse_taken(person, new["nik"], by=by)
    correction = Correction(
        participant=person,
        request=correcting.take(person, by=by),
        fields=names,
        seen=seen,
        reason=reason,
        proposed_by=by,
    )
    correction.values = {"old": old, "new": new}
    correction.save()
    access_log.record(by, AccessLog.Act.CHANGE, person, f"Pembetulan diusulkan: {correction.fields_in_words}")
    return correction


@transaction.atomic
def withdraw(correction, *, by):
    """Take one's own proposal back; a request of the person waits again. Return the correction.

    Raise `ValidationError` when it was decided before, and for the proposal of somebody else.
    """
    proposals.hold_person(correction.participant_id)
    correction = proposals.withdraw(hold(correction), NOT_YOURS, by=by)
    if correction.request:
        correcting.release(correction.request)
    return correction


@transaction.atomic
def refuse(correction, *, by, answer):
    """Turn a proposal down as second officer, with words for who proposed it; return the correction.

    Raise `ValidationError` without words, when it was decided before, outside the officer's area, and for one's own.
    """
    answer = proposals.words(answer, NO_REFUSAL)
    person = proposals.hold_person(correction.participant_id)
    correction = hold(correction)
    refuse_second(correction, person, by=by, permission=CONFIRM)
    correction.state, correction.answer = Correction.State.REFUSED, answer
    correction.decided_at, correction.decided_by = now(), by
    correction.save(update_fields=["state", "answer", "decided_at", "decided_by"])
    access_log.record(by, AccessLog.Act.CHANGE, person, "Pembetulan ditolak")
    if correction.request:
        outcome = f"{correction.fields_in_words.capitalize()} tidak dibetulkan. {answer}"
        correcting.settle(correction.request, granted=False, outcome=outcome, by=by)
    notify_proposer(correction, f"ditolak: {correction.answer}")
    return correction


def hold(correction):
    """Return a proposal, locked. Raise `ValidationError` when it was decided or taken back meanwhile."""
    return proposals.hold_waiting(correction, OVER)


def refuse_second(correction, person, *, by, permission):
    """Raise `ValidationError` unless the officer may decide about the proposal of another one."""
    if correction.proposed_by_id == by.pk:
        raise ValidationError("Pembetulan diperiksa dua petugas: minta petugas lain memutuskan usulan Anda.")
    refuse_outsiders(person, by=by, permission=permission)


def refuse_taken(person, nik, *, by):
    """Raise `Taken` where another record holds this NIK."""
    if other := Participant.objects.holding_nik(nik).exclude(pk=person.pk).first():
        raise Taken(other, by=by)


def notify_proposer(correction, words):
    """No name in the message: it also leaves by mail."""
    number = correction.participant.registration_number
    notify(
        correction.proposed_by,
        "correction_decided",
        key=f"correction_decided:{correction.pk}:{correction.state}",
        subject="Usulan pembetulan sudah diputuskan",
        body=f"Usulan pembetulan {correction.fields_in_words} untuk nomor {number} {words}",
        url=reverse("participants:corrections-detail", args=[correction.pk]),
    )
