"""A second officer confirms or undoes a correction: the record changes in one transaction, under its lock."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce import constraints, history
from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from participants.calls.actions import notices
from participants.corrections import card
from participants.corrections.actions import proposing
from participants.corrections.models import CONFIRM, UNDO, Correction
from participants.journey.actions import journeys
from participants.people import name_words, proposals, written
from participants.people.models import Participant
from participants.people.supervision import refuse_outsiders
from participants.rights.actions import correcting
from participants.twins.actions import pairing

CHANGED = "Data peserta ini berubah sejak diusulkan; tolak usulan ini, lalu usulkan lagi dari data yang sekarang."
NIK_TAKEN = "NIK ini baru saja dipegang data lain; muat ulang halaman ini."
IF_WRONG = "Bila keliru, datang ke meja kecamatan dengan KTP; pembetulan bisa dibatalkan dalam 30 hari."
NO_REASON = "Tulis mengapa pembetulan ini dibatalkan."
OVER = "Pembetulan ini sudah dibatalkan, atau sudah lewat 30 hari."
LATER_ONE = "Sesudahnya isian ini berubah lagi; pembetulan ini tidak dapat dibatalkan."


def confirm(correction, *, by):
    """Write the proposed values into the record, and return the correction. The person is notified.

    Raise `ValidationError` for who proposed it, outside the officer's area, when it was decided before, when the record
    changed since, and for a NIK that another record holds by now: those two are put on the list of twins.
    """
    return _refusing_taken(_confirm, correction, by=by)


def undo(correction, *, by, reason):
    """Write back what stood there before, and return the correction. The person is notified.

    Raise `ValidationError` without a reason, after 30 days, outside the officer's area, when one of its fields changed
    since, and for a NIK that another record holds by now.
    """
    return _refusing_taken(_undo, correction, by=by, reason=proposals.words(reason, NO_REASON))


def _refusing_taken(act, correction, **given):
    try:
        return act(correction, **given)
    except proposing.Taken as taken:
        pairing.pair(correction.participant, taken.other)
        raise ValidationError(taken.messages) from None
    except IntegrityError as error:
        if constraints.is_repeated(error, Participant, "nik_digest"):
            raise ValidationError(NIK_TAKEN) from None
        raise constraints.refuse(error, "Correction") from None


@transaction.atomic
def _confirm(correction, *, by):
    person = proposals.hold_person(correction.participant_id)
    correction = proposing.hold(correction)
    proposing.refuse_second(correction, person, by=by, permission=CONFIRM)
    values, current = correction.values, card.of(person)
    if any(current[name] != values["old"][name] for name in correction.fields):
        raise ValidationError(CHANGED)
    new = {name: values["new"][name] for name in correction.fields}
    if found := card.errors(new, today=today()):
        raise ValidationError(list(found.values()))
    values["flags"] = person.flags
    _write(person, new, card.settled(person.flags, new), by=by, what="Pembetulan disahkan", key=f"{correction.pk}")
    correction.values = values
    correction.state, correction.decided_at, correction.decided_by = Correction.State.DONE, now(), by
    correction.save(update_fields=["values_sealed", "state", "decided_at", "decided_by"])
    outcome = f"{_sentence(correction, 'sudah dibetulkan')} {IF_WRONG}"
    if not (correction.request and correcting.settle(correction.request, granted=True, outcome=outcome, by=by)):
        _notify(correction, "data_corrected", "Data Anda sudah dibetulkan", "sudah dibetulkan")
    proposing.notify_proposer(correction, "sudah disahkan.")
    return correction


@transaction.atomic
def _undo(correction, *, by, reason):
    person = proposals.hold_person(correction.participant_id)
    correction = proposals.hold_undoable(correction, OVER)
    refuse_outsiders(person, by=by, permission=UNDO)
    values, current = correction.values, card.of(person)
    _refuse_changed(correction, person, values["new"], current)
    old = {name: values["old"][name] for name in correction.fields}
    is_as_left = person.flags == card.settled(values["flags"], old)
    flags = values["flags"] if is_as_left else person.flags
    _write(person, old, flags, by=by, what="Pembetulan dibatalkan", key=f"{correction.pk}:undone")
    correction.state, correction.undone_at = Correction.State.UNDONE, now()
    correction.undone_by, correction.undo_reason = by, reason
    correction.save(update_fields=["state", "undone_at", "undone_by", "undo_reason"])
    _notify(correction, "correction_undone", "Pembetulan data dibatalkan", "kembali seperti sebelum dibetulkan")
    return correction


def _refuse_changed(correction, person, new, current):
    later = person.corrections.filter(state=Correction.State.DONE, decided_at__gt=correction.decided_at)
    if any(set(correction.fields) & set(other.fields) for other in later):
        raise ValidationError(LATER_ONE)
    if any(current[name] != new[name] for name in correction.fields):
        raise ValidationError(LATER_ONE)


def _write(person, values, flags, *, by, what, key):
    """Write {field: value} of a locked person with all that follows from it."""
    if "nik" in values:
        proposing.refuse_taken(person, values["nik"], by=by)
    for name, value in values.items():
        setattr(person, name, date.fromisoformat(value) if name == "birth_on" else value)
    person.flags = flags
    columns = [name for name in values if name != "nik"]
    columns += ["nik_sealed", "nik_digest"] if "nik" in values else []
    words = f"{what}: {card.labels(values)}"
    with history.acting(by, words):
        person.save(update_fields=[*columns, "flags"])
    name_words.gather_of([person.name_key])
    journeys.refresh([person.pk], reason=words)
    written.announce([person.pk], key=f"correction:{key}")
    access_log.record(by, AccessLog.Act.CHANGE, person, words)


def _notify(correction, kind, subject, words):
    person = correction.participant
    notices.notify_participant(
        person,
        kind,
        topic=notices.topic_of_registrations(),
        key=f"{kind}:{correction.pk}",
        subject=subject,
        text=f"{_sentence(correction, words)} {IF_WRONG}",
        url=reverse("participants:privacy-detail", args=[person.registration_number]),
    )


def _sentence(correction, words):
    return f"{correction.fields_in_words} di data nomor {correction.participant.registration_number} {words}."
