"""Takings written down, corrected, and taken back with a reason; the journey follows in the same transaction."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bazaars.models import StallDay, StallSale
from okoce import constraints
from okoce.clock import today
from okoce.formats import tanggal
from participants.journey.actions import evidence as records
from participants.people import act_days

MOST_IN_A_DAY = 10_000_000_000
TOO_MUCH = "Jumlah ini terlalu besar untuk sehari; periksa banyaknya angka nol."
TOO_LITTLE = "Isi penjualan lebih dari Rp 0."
NOT_A_DAY = "Tanggal ini di luar hari bazar; pilih salah satu hari bazar."
NO_STALL = "Orang ini tidak punya lapak di bazar ini pada hari itu; cocokkan dengan daftar lapaknya."
OWN = "Penjualan Anda sendiri harus dicatat oleh petugas lain."
OWN_ENTRY = "Penjualan ini dicatat pelaku usahanya sendiri, jadi tidak diganti; periksa catatannya di halaman bazar."
VOIDED = "Catatan penjualan ini sudah dibatalkan; catat penjualannya sekali lagi."
TWICE = "Penjualan hari itu sudah dicatat. Minta petugas Sudin membatalkannya dulu bila salah."


@transaction.atomic
def record(stall_day, *, amount, by):
    """Write down what was taken at a stall on its day, by staff of the place or by who stood there.

    Who writes it of themself waits for a check.
    Raise `ValidationError` for a released stall, before its day, and the second time.
    """
    stall_day = (
        StallDay.objects.select_for_update(of=("self",), no_key=True)
        .select_related("application__participant")
        .get(pk=stall_day.pk)
    )
    if stall_day.released_at:
        raise ValidationError("Lapak ini sudah dilepas, jadi penjualannya tidak dapat dicatat.")
    if stall_day.day_on > today():
        raise ValidationError(f"Penjualan dicatat mulai {tanggal(stall_day.day_on)}.")
    participant = stall_day.application.participant
    return _create(participant, stall_day.bazaar_id, stall_day.day_on, stall_day=stall_day, amount=amount, by=by)


@transaction.atomic
def record_listed(participant, *, bazaar, sold_on, amount, by):
    """Write down takings that a list of a bazaar names, at the stall the person had that day; return the sale.

    Raise `ValidationError` for one's own, a day or an amount that cannot be, where others had the stalls, and the
    second time.
    """
    if participant.belongs_to(by):
        raise ValidationError(OWN)
    if why := day_refusal(sold_on, bazaar=bazaar, participant=participant) or amount_refusal(amount):
        raise ValidationError(why)
    given = StallDay.objects.standing().filter(bazaar=bazaar, day_on=sold_on)
    stall_day = given.filter(application__participant=participant).first()
    if stall_day is None and given.exists():
        raise ValidationError(NO_STALL)
    return _create(participant, bazaar.pk, sold_on, stall_day=stall_day, amount=amount, by=by)


@transaction.atomic
def correct(sale, *, amount, by):
    """Write another amount on takings that staff wrote down, and return the sale as stored.

    Raise `ValidationError` for one's own, for what its owner entered, what was voided, and an amount that cannot be.
    """
    person = records.lock_person(sale.participant_id)
    sale.refresh_from_db()
    if person.belongs_to(by):
        raise ValidationError(OWN)
    if sale.voided_at:
        raise ValidationError(VOIDED)
    if sale.is_own_entry:
        raise ValidationError(OWN_ENTRY)
    if why := amount_refusal(amount):
        raise ValidationError(why)
    sale.amount = amount
    sale.save(update_fields=["amount"])
    records.apply_evidence_change(person, by=by, reason="Penjualan di bazar dibetulkan")
    return sale


def day_refusal(day, *, bazaar, participant=None):
    """Return why nothing can have been sold at a bazaar that day, or by somebody, or ""."""
    if not bazaar.starts_on <= day <= bazaar.ends_on:
        return NOT_A_DAY
    if day > today():
        return f"Penjualan dicatat mulai {tanggal(day)}."
    return act_days.before_registration(participant, day) if participant else ""


def amount_refusal(amount):
    """Return why these are no takings of a day, or ""."""
    if amount < 1:
        return TOO_LITTLE
    return TOO_MUCH if amount > MOST_IN_A_DAY else ""


def _create(participant, bazaar_id, sold_on, *, stall_day, amount, by):
    try:
        with transaction.atomic():
            sale = StallSale.objects.create(
                bazaar_id=bazaar_id,
                participant=participant,
                stall_day=stall_day,
                sold_on=sold_on,
                amount=amount,
                recorded_by=by,
                is_own_entry=participant.belongs_to(by),
            )
    except IntegrityError as error:
        rules = [("stall_day",), ("bazaar", "participant", "sold_on")]
        if not any(constraints.is_repeated(error, StallSale, *fields) for fields in rules):
            raise constraints.refuse(error, "Takings") from None
        raise ValidationError(TWICE) from None
    records.apply_evidence_change(participant, by=by, reason="Penjualan di bazar dicatat")
    return sale


def check(sale, *, by):
    return records.check(sale, by=by)


def void(sale, *, by, reason):
    """Take an entry back, with the reason; the stages that stood on it fall, and it may be written anew.

    Raise `ValidationError` for the owner, and when it was taken back before.
    """
    if sale.participant.belongs_to(by):
        raise ValidationError("Catatan sendiri tidak boleh dibatalkan sendiri; minta petugas Sudin lain.")
    return records.void(sale, by=by, reason=reason, event_reason=f"Penjualan di bazar dibatalkan: {reason.strip()}")
