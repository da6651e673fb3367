"""The fortnights of a programme year, and the days of their meetings."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce import versions
from okoce.clock import today
from okoce.formats import hari, tanggal
from okoce.programme.models import FORTNIGHT, ProgrammeYear
from reports.snapshots import meeting_days
from reports.snapshots.models import MeetingWeekday, Period
from reports.snapshots.models.periods import CHANGE
from trainings.planning import public_holidays

DAYS = FORTNIGHT.days
HELD = "Rapat periode ini sudah lewat; harinya tidak diubah lagi."
PAST = "Pilih hari ini atau hari sesudahnya."
TOO_EARLY = "Rapat diadakan sesudah periodenya berakhir; pilih hari sesudah {}."
TOO_LATE = "Hari itu sudah termasuk rapat periode berikutnya; pilih paling lambat {}."
CLOSED = "{} bukan hari kerja{}; pilih hari kerja."


def make(year):
    """Write the year's periods that are not there yet."""
    weekday, closed = weekday_of(year), _closed(year)
    Period.objects.bulk_create(
        (
            Period(
                programme_year=year,
                number=number,
                starts_on=starts_on,
                ends_on=ends_on,
                meeting_on=meeting_days.day_after(ends_on, weekday, closed),
            )
            for number, (starts_on, ends_on) in enumerate(year.fortnights, start=1)
        ),
        ignore_conflicts=True,
    )


def current(day=None):
    """The period a day lies in; None outside every programme year."""
    day = day or today()
    return Period.objects.filter(starts_on__lte=day, ends_on__gte=day).select_related("programme_year").first()


def last_finished(day=None):
    """The newest period that ended before a day."""
    day = day or today()
    return Period.objects.filter(ends_on__lt=day).select_related("programme_year").order_by("-ends_on").first()


def weekday_of(year):
    """Return the weekday of a year's meetings, Monday being 0."""
    rows = MeetingWeekday.objects.filter(programme_year=year.pk)
    return next(iter(rows.values_list("weekday", flat=True)), meeting_days.THURSDAY)


@transaction.atomic
def set_weekday(year, weekday, *, by, version=None):
    """Hold a year's meetings on another weekday from now on; return how many moved.

    Meetings that were held stay, and those whose day somebody chose. Raise `PermissionDenied` for who may not,
    `Changed` where another person chose a weekday meanwhile.
    """
    if not by.has_perm(CHANGE):
        raise PermissionDenied
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    row = MeetingWeekday.objects.select_for_update(of=("self",)).filter(programme_year=year.pk).first()
    if row is None:
        row = MeetingWeekday(programme_year_id=year.pk)
    else:
        versions.changes(row, {"weekday": weekday}, version)
    row.weekday = weekday
    row.save()
    closed, moved = _closed(year), []
    to_come = Period.objects.filter(programme_year=year.pk, meeting_on__gte=today(), meeting_moved_by=None)
    for period in to_come.select_for_update(no_key=True):
        meeting_on = meeting_days.day_after(period.ends_on, weekday, closed)
        if meeting_on != period.meeting_on and meeting_on >= today():
            period.meeting_on = meeting_on
            moved.append(period)
    Period.objects.bulk_update(moved, ["meeting_on"])
    return len(moved)


@transaction.atomic
def move_meeting(period, meeting_on, *, by, version=None):
    """Hold the meeting about a period on another day; return the period.

    Raise `PermissionDenied` for who may not; `ValidationError` when it was held already, for a day that is past, before
    the end of the period or two weeks after, and for one on which offices are closed; `Changed` where another person
    moved it meanwhile.
    """
    if not by.has_perm(CHANGE):
        raise PermissionDenied
    period = Period.objects.select_for_update(of=("self",), no_key=True).get(pk=period.pk)
    if period.meeting_is_over:
        raise ValidationError(HELD)
    if meeting_on < today():
        raise ValidationError(PAST)
    if meeting_on <= period.ends_on:
        raise ValidationError(TOO_EARLY.format(tanggal(period.ends_on)))
    last = period.ends_on + FORTNIGHT
    if meeting_on > last:
        raise ValidationError(TOO_LATE.format(tanggal(last)))
    holidays = public_holidays.names([meeting_on.year])
    if not meeting_days.is_working_day(meeting_on, holidays):
        name = holidays.get(meeting_on)
        raise ValidationError(CLOSED.format(f"{hari(meeting_on)}, {tanggal(meeting_on)}", f" ({name})" if name else ""))
    if not versions.changes(period, {"meeting_on": meeting_on}, version):
        return period
    period.meeting_on, period.meeting_moved_by = meeting_on, by
    period.save(update_fields=["meeting_on", "meeting_moved_by"])
    return period


def _closed(year):
    last = year.ends_on + timedelta(days=31)
    return public_holidays.names(range(year.starts_on.year, last.year + 1))
