"""A licence is applied for, and issued or refused. Who saw the paper says that it was issued, never its owner."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import today
from participants.journey.actions import evidence as records
from participants.people import act_days
from participants.permits.models import Licence

State = Licence.State
MOVES = {State.APPLIED: {State.ISSUED, State.REFUSED}, State.ISSUED: set(), State.REFUSED: set()}

NOT_BY_OWNER = "Sudah terbit? Tunjukkan surat izinnya kepada pendamping atau petugas kecamatan untuk dicatat."
NOT_YET = "Tanggal terbit belum tiba; cocokkan dengan surat izinnya."
NO_MOVE = "Hasil izin ini sudah tercatat; bila salah catat, batalkan lalu catat lagi."
ISSUED_ALREADY = "Izin dengan nomor ini sudah tercatat; periksa nomornya."
BACK = "Daftar izin usaha ditarik."
OPEN_ALREADY = "Pengajuan jenis ini sudah tercatat dan belum ada hasilnya; catat hasilnya di baris itu."


def states_for(participant, *, by):
    """What somebody may say of a licence of this person."""
    own = participant.belongs_to(by)
    return [state for state in State if not (own and state == State.ISSUED)]


def missing(participant, *, state, number, issued_on, refusal_reason):
    """{field: sentence} for what a licence of this person and this state still lacks."""
    found = {}
    if state == State.ISSUED and not number:
        found["number"] = "Isi nomor izin yang tertulis di surat izinnya."
    if state == State.ISSUED and not issued_on:
        found["issued_on"] = "Isi tanggal terbit yang tertulis di surat izinnya."
    if issued_on and issued_on > today():
        found["issued_on"] = NOT_YET
    elif issued_on and (too_early := act_days.before_grown_up(participant, issued_on)):
        found["issued_on"] = too_early
    if state == State.REFUSED and not refusal_reason:
        found["refusal_reason"] = "Isi alasan penolakan dari instansi yang menolak."
    return found


def refuse_move(before, after):
    """Raise `ValidationError` when a licence that is `before` cannot become `after`."""
    if before != after and after not in MOVES[before]:
        raise ValidationError({"state": NO_MOVE})


def refuse_second(participant, kind):
    """Raise `ValidationError` when an application for this kind has no result yet."""
    if participant.licences.standing().filter(kind=kind, state=State.APPLIED).exists():
        raise ValidationError({"kind": OPEN_ALREADY})


@transaction.atomic
def add(participant, *, by, kind, state, from_list=False, **paper):
    """Record a licence and return it. The result of an application that stands open closes that application.

    `from_list` says that nobody typed it here: it came by a list.

    Raises `ValidationError` for what may not be said, and for what stands there already.
    """
    _refuse(participant, by=by, state=state, **paper)
    person = records.lock_person(participant.pk)
    known = person.licences.standing().filter(kind=kind)
    open_one = known.filter(state=State.APPLIED).first()
    if open_one and state == State.APPLIED:
        raise ValidationError({"kind": OPEN_ALREADY})
    if open_one:
        return decide(open_one, by=by, state=state, from_list=from_list, **paper)
    paper = _of_state(state, **paper)
    if state == State.ISSUED and known.filter(state=state, number=paper["number"]).exists():
        raise ValidationError({"number": ISSUED_ALREADY})
    licence = Licence.objects.create(participant=person, kind=kind, state=state, from_list=from_list, **paper)
    records.apply_evidence_change(person, by=by)
    return licence


@transaction.atomic
def decide(licence, *, by, state, from_list=False, **paper):
    """An application ends: issued with number and day, or refused with a reason.

    Raise `ValidationError` for what is missing, impossible, or decided before.
    """
    _refuse(licence.participant, by=by, state=state, **paper)
    person = records.lock_person(licence.participant_id)
    licence.refresh_from_db()
    paper = _of_state(state, **paper)
    if licence.voided_at:
        raise ValidationError("Catatan izin ini sudah dibatalkan; catat izinnya sekali lagi.")
    if licence.state == state and all(getattr(licence, name) == value for name, value in paper.items()):
        return licence
    if state not in MOVES[licence.state]:
        raise ValidationError(NO_MOVE)
    licence.state, licence.from_list = state, from_list
    for name, value in paper.items():
        setattr(licence, name, value)
    licence.save(update_fields=["state", "from_list", *paper])
    records.apply_evidence_change(person, by=by)
    return licence


@transaction.atomic
def record(licence, *, by):
    """Store a licence that the admin's form has checked, and let the journey follow."""
    person = records.lock_person(licence.participant_id)
    licence.save()
    records.apply_evidence_change(person, by=by, reason="Data izin usaha dibetulkan.")
    return licence


@transaction.atomic
def correct_day(licence, *, by, issued_on):
    """Write another day on an issued licence, as its paper says it, and return it as stored.

    Raise `ValidationError` for a day that cannot be, and for a licence that is not issued any more.
    """
    paper = {"number": licence.number, "issued_on": issued_on, "refusal_reason": ""}
    _refuse(licence.participant, by=by, state=State.ISSUED, **paper)
    person = records.lock_person(licence.participant_id)
    licence.refresh_from_db()
    if licence.voided_at or licence.state != State.ISSUED:
        raise ValidationError(NO_MOVE)
    licence.issued_on = issued_on
    licence.save(update_fields=["issued_on"])
    records.apply_evidence_change(person, by=by, reason="Tanggal terbit dibetulkan.")
    return licence


@transaction.atomic
def put_back(licence, changes, *, by):
    """Let a licence be as it was before a list changed it: {"licence_state" or "issued_on": [before, after]}."""
    person = records.lock_person(licence.participant_id)
    licence.refresh_from_db()
    if "licence_state" in changes:
        licence.state, licence.number, licence.issued_on = State.APPLIED, "", None
        licence.from_list = False
    else:
        licence.issued_on = dt.date.fromisoformat(changes["issued_on"][0])
    licence.save(update_fields=["state", "number", "issued_on", "from_list"])
    records.apply_evidence_change(person, by=by, reason=BACK)
    return licence


def void(licence, *, by, reason):
    """A slip of the pen is taken back; an issued licence not by its owner, who did not record it.

    Raise `ValidationError` for the owner of an issued one, and when it was taken back before.
    """
    if licence.state == State.ISSUED and licence.participant.belongs_to(by):
        raise ValidationError("Izin terbit dibatalkan oleh pendamping atau petugas kecamatan; hubungi mereka.")
    return records.void(licence, by=by, reason=reason, event_reason=f"Izin usaha dibatalkan: {reason.strip()}")


def _refuse(participant, *, by, state, **paper):
    if state not in states_for(participant, by=by):
        raise ValidationError(NOT_BY_OWNER)
    if lacks := missing(participant, state=state, **paper):
        raise ValidationError(lacks)


def _of_state(state, *, number, issued_on, refusal_reason):
    """Only what belongs to the state: an application has no number yet, a licence no refusal."""
    return {
        "number": number if state == State.ISSUED else "",
        "issued_on": issued_on if state == State.ISSUED else None,
        "refusal_reason": refusal_reason if state == State.REFUSED else "",
    }
