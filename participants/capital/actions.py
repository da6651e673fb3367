"""A request for capital and how it ended. "Tidak berminat" is an answer too, and counted apart."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.clock import today
from participants.capital.models import CapitalApplication
from participants.journey.actions import evidence as records
from participants.people import act_days
from participants.people.waiting import refuse_until_checked

State = CapitalApplication.State
MOVES = {
    State.APPLIED: {State.DISBURSED, State.REFUSED, State.NOT_WANTED},
    State.DISBURSED: set(),
    State.REFUSED: set(),
    State.NOT_WANTED: set(),
}
BEGINNINGS = {State.APPLIED, State.NOT_WANTED}

NOT_YET = "Tanggal cair belum tiba; catat setelah dananya diterima."
NO_MOVE = "Hasil pengajuan ini sudah tercatat; bila salah catat, batalkan lalu catat lagi."
NOT_WANTED_ALREADY = "Tidak berminat sudah tercatat; bila alasannya lain, batalkan catatan itu lalu catat lagi."
OWN_WAITS = "Pencairan yang Anda catat sendiri dihitung setelah diperiksa pendamping atau petugas Sudin."
MONEY = "Permodalan"
VOIDED = "Catatan permodalan dibatalkan."  # why stays on the row: the journey's history is read by more people


def missing(*, state, lender, amount, disbursed_on, reason):
    """{field: sentence} for what an application of this state still lacks."""
    found = {}
    if state in (State.APPLIED, State.DISBURSED) and not lender:
        found["lender"] = "Isi nama bank, koperasi, atau lembaga penyalurnya."
    if state in (State.APPLIED, State.DISBURSED) and not amount:
        found["amount"] = "Isi jumlahnya dalam rupiah, lebih dari nol."
    if state == State.DISBURSED and not disbursed_on:
        found["disbursed_on"] = "Isi tanggal dananya cair."
    if disbursed_on and disbursed_on > today():
        found["disbursed_on"] = NOT_YET
    if state in (State.REFUSED, State.NOT_WANTED) and not reason:
        found["reason"] = "Isi alasannya dengan singkat."
    return found


@transaction.atomic
def add(participant, *, by, state, lender, amount, reason):
    """Record that somebody applies, or does not want to, and return it.

    Raises `ValidationError` for what is there, and until the card was seen.
    """
    refuse_until_checked(participant, MONEY)
    if state not in BEGINNINGS:
        raise ValidationError({"state": "Catat pengajuannya dulu, lalu hasilnya."})
    values = _of_state(state, lender=lender, amount=amount, disbursed_on=None, reason=reason)
    if lacks := missing(state=state, **values):
        raise ValidationError(lacks)
    person = records.lock_person(participant.pk)
    known = person.capital_applications.standing().filter(state=state)
    if state == State.NOT_WANTED and known.exists():
        raise ValidationError({"state": NOT_WANTED_ALREADY})
    if state == State.APPLIED and known.filter(lender__iexact=lender).exists():
        raise ValidationError({"lender": "Pengajuan ke penyalur ini belum ada hasilnya; catat hasilnya dulu."})
    application = CapitalApplication.objects.create(participant=person, state=state, **values)
    records.apply_evidence_change(person, by=by)
    return application


@transaction.atomic
def decide(application, *, by, state, amount, disbursed_on, reason):
    """The money came, with amount and day, or it did not, with a reason. What the owner entered waits for a check.

    Raise `ValidationError` for what is missing, too early, or decided otherwise before.
    """
    person = records.lock_person(application.participant_id)
    application.refresh_from_db()
    # What was paid out stands in place of what was asked for.
    values = _of_state(state, lender=application.lender, amount=amount, disbursed_on=disbursed_on, reason=reason)
    if lacks := missing(state=state, **values):
        raise ValidationError(lacks)
    if values["disbursed_on"] and (too_early := act_days.before_registration(person, values["disbursed_on"])):
        raise ValidationError({"disbursed_on": too_early})
    if application.voided_at:
        raise ValidationError("Catatan ini sudah dibatalkan; catat pengajuannya sekali lagi.")
    if state != State.DISBURSED:
        values["amount"] = application.amount
    if application.state == state and all(getattr(application, name) == value for name, value in values.items()):
        return application
    if state not in MOVES[application.state]:
        raise ValidationError(NO_MOVE)
    application.state = state
    application.is_own_entry = state == State.DISBURSED and person.belongs_to(by)
    for name, value in values.items():
        setattr(application, name, value)
    application.save(update_fields=["state", "is_own_entry", *values])
    records.apply_evidence_change(person, by=by)
    return application


def check(application, *, by):
    return records.check(application, by=by)


def void(application, *, by, reason):
    return records.void(application, by=by, reason=reason, event_reason=VOIDED)


def _of_state(state, *, lender, amount, disbursed_on, reason):
    """Only what belongs to the state."""
    has_money = state in (State.APPLIED, State.DISBURSED)
    return {
        "lender": lender,
        "amount": amount if has_money else None,
        "disbursed_on": disbursed_on if state == State.DISBURSED else None,
        "reason": "" if has_money else reason,
    }
