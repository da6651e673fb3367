"""Graduates booked into a training that continues theirs, and placements begun and ended."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.masking import blank_nik
from okoce.refusals import in_words
from participants.people.models import Participant
from trainings.placements import graduates
from trainings.placements.models import ADD, CHANGE, Placement
from trainings.seats.actions import seats

NOT_ELSEWHERE = "Orang ini tidak tinggal di wilayah kerja Anda."


@transaction.atomic
def start(training, participant, *, host_name, host_address, host_phone, starts_on, ends_on, by):
    """Place a graduate with a host. Returns the Placement.

    Raise `ValidationError` for who is no graduate to be invited, waits for the card check, is placed already, or lives
    elsewhere.
    """
    if not _may(participant, by, ADD):
        raise ValidationError(NOT_ELSEWHERE)
    if participant.is_waiting:  # a registration that is joined into a record later is no more
        raise ValidationError("KTP orang ini belum diperiksa; periksa dulu, lalu catat penempatannya.")
    Participant.objects.select_for_update(no_key=True).filter(pk=participant.pk).values("pk").get()
    if participant.placements.filter(outcome=Placement.Outcome.RUNNING).exists():
        raise ValidationError("Orang ini masih dalam penempatan lain; catat dulu hasilnya.")
    if not graduates.to_invite(training).filter(pk=participant.pk).exists():
        raise ValidationError(
            "Penempatan hanya untuk lulusan pelatihan sebelumnya yang belum ikut pelatihan ini; periksa daftarnya lagi."
        )
    if ends_on < starts_on:
        raise ValidationError({"ends_on": "Hari terakhir tidak boleh sebelum hari pertama."})
    placement = Placement.objects.create(
        training=training,
        participant=participant,
        host_name=host_name,
        host_address=host_address,
        host_phone=host_phone,
        starts_on=starts_on,
        ends_on=ends_on,
        noted_by=by,
    )
    access_log.record(by, AccessLog.Act.CHANGE, participant, f"Penempatan di {host_name} dicatat"[:200])
    return placement


@transaction.atomic
def end(placement, *, outcome, ended_on, note="", by):
    """Write down what came of a placement and its last day. Returns the Placement.

    Raise `ValidationError` for one that ended already, of people elsewhere, or broken off without saying why.
    """
    placement = Placement.objects.select_for_update(of=("self",), no_key=True).get(pk=placement.pk)
    if not _may(placement.participant, by, CHANGE):
        raise ValidationError(NOT_ELSEWHERE)
    if not placement.is_running:
        raise ValidationError("Hasil penempatan ini sudah dicatat.")
    if outcome == Placement.Outcome.STOPPED and not note.strip():
        raise ValidationError({"note": "Tulis mengapa penempatan berhenti."})
    if ended_on < placement.starts_on:
        raise ValidationError({"ended_on": "Hari terakhir tidak boleh sebelum hari pertama."})
    placement.outcome, placement.ends_on = outcome, ended_on
    placement.outcome_note = blank_nik(note.strip())[:200]
    placement.save(update_fields=["outcome", "outcome_note", "ends_on"])
    access_log.record(by, AccessLog.Act.CHANGE, placement.participant, "Hasil penempatan dicatat")
    return placement


def book(session, people, *, by):
    """Book graduates into a session of a training, each by itself. Returns (seats, refusals in words)."""
    allowed = graduates.to_invite(session.training) & Participant.objects.supervised_by(by, ADD)
    booked, refusals = [], []
    for person in allowed.filter(pk__in=people).select_related("user").order_by("name_key", "pk"):
        try:
            booked.append(seats.book(session, person, by=by))
        except ValidationError as refused:
            refusals.append(f"{person.name}: {in_words(refused)}")
    return booked, refusals


def _may(participant, by, permission):
    return Participant.objects.supervised_by(by, permission).filter(pk=participant.pk).exists()
