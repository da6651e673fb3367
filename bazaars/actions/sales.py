"""Takings written down, and taken back with a reason; the journey follows in the same transaction."""

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from bazaars.models import StallDay, StallSale
from okoce import constraints
from okoce.clock import today
from okoce.formats import tanggal
from participants.journey.actions import evidence as records

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
    try:
        with transaction.atomic():
            sale = StallSale.objects.create(
                bazaar_id=stall_day.bazaar_id,
                participant=participant,
                stall_day=stall_day,
                sold_on=stall_day.day_on,
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
