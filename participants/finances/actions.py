"""A month of the book: what came in and what it cost. Kept by the person, or by the mentor with them."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce import versions
from okoce.clock import today
from okoce.formats import bulan
from participants.finances.models import MonthlyStatement
from participants.journey.actions import evidence as records
from participants.people.waiting import refuse_until_checked

MONTHS_BACK = 24
BOOK = "Buku keuangan"
VOIDED = "Laporan keuangan dibatalkan."  # why stays on the row: the journey's history is read by more people


def months_until(day):
    """Return the months that can be handed in: the first days of this month and of those before it, latest first."""
    count = day.year * 12 + day.month - 1
    return [dt.date(each // 12, each % 12 + 1, 1) for each in range(count, count - MONTHS_BACK, -1)]


@transaction.atomic
def add(participant, *, by, month_on, sales, costs):
    """Hand a month in, today, and return its statement.

    Raises `ValidationError` for a month that is there already, and until the card was seen.
    """
    refuse_until_checked(participant, BOOK)
    if month_on.day != 1 or month_on > today():
        raise ValidationError({"month_on": "Bulan ini belum mulai; pilih bulan yang sudah berjalan."})
    if month_on not in months_until(today()):
        raise ValidationError({"month_on": f"Bulan ini lebih dari {MONTHS_BACK} bulan lalu; pilih bulan dari daftar."})
    person = records.lock_person(participant.pk)
    known = person.monthly_statements.standing().filter(month_on=month_on).first()
    if known:
        raise ValidationError({"month_on": f"{bulan(month_on)} sudah dicatat; betulkan baris bulan itu."})
    statement = MonthlyStatement.objects.create(
        participant=person, month_on=month_on, sales=sales, costs=costs, submitted_on=today()
    )
    records.apply_evidence_change(person, by=by)
    return statement


@transaction.atomic
def correct(statement, *, by, sales, costs, version=None):
    """Write other figures for the same month; the day it was handed in stays. Returns the statement as stored.

    Raises `ValidationError` for one that was taken back, and `versions.Changed` where somebody else corrected it too.
    """
    person = records.lock_person(statement.participant_id)
    statement.refresh_from_db()
    if statement.voided_at:
        raise ValidationError("Laporan bulan ini sudah dibatalkan; catat bulan itu sekali lagi.")
    if changes := versions.changes(statement, {"sales": sales, "costs": costs}, version):
        for name, value in changes.items():
            setattr(statement, name, value)
        statement.save(update_fields=changes)
        records.apply_evidence_change(person, by=by)
    return statement


def void(statement, *, by, reason):
    return records.void(statement, by=by, reason=reason, event_reason=VOIDED)
