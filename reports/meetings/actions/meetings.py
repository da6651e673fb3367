"""A meeting is prepared, started, attended and closed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from okoce.clock import now, today
from okoce.typed_text import one_line
from participants.people import proposals
from reports.meetings import freezing
from reports.meetings.models import Attendee, Meeting
from reports.meetings.models.meetings import CHANGE
from reports.snapshots.actions import periods
from reports.snapshots.models import Period

MOST = 60  # people of a meeting
NO_PERIOD = "Belum ada periode dua mingguan; rapat disiapkan sesudah tahun programnya dimulai."
BEGUN = "Rapat ini sudah dimulai; muat ulang halamannya."
NOT_RUNNING = "Rapat ini tidak sedang berlangsung; mulai dulu rapatnya."
ANOTHER = "Rapat lain masih berlangsung; tutup dulu rapat itu."
NOBODY = "Tulis dulu siapa yang hadir, satu orang setiap baris."
TOO_MANY = f"Paling banyak {MOST} orang; tulis yang memutuskan saja."
TOO_LONG = "Nama dan jabatan masing-masing paling panjang 120 huruf; singkatkan baris yang lebih panjang."


def prepare(period=None):
    """Return the meeting of a period, the next one unless one is named; made when there is none yet.

    It is held on the day of the period's meeting, also when that was moved since. Raise `ValidationError` outside
    every programme year.
    """
    period = period or _next() or periods.last_finished()
    if period is None:
        raise ValidationError(NO_PERIOD)
    meeting = Meeting.objects.get_or_create(period=period, defaults={"held_on": period.meeting_on})[0]
    if meeting.is_planned and meeting.held_on != period.meeting_on:
        meeting.held_on = period.meeting_on
        meeting.save(update_fields=["held_on"])
    return meeting


def _next():
    """The period whose meeting comes next, if it has begun."""
    coming = Period.objects.filter(starts_on__lte=today(), meeting_on__gte=today())
    return coming.order_by("meeting_on").first()


def start(meeting, *, by):
    """Freeze the figures of the agenda and begin; return the meeting.

    Raise `PermissionDenied` for who may not, `ValidationError` when it has begun or another is running.
    """
    with proposals.refusing_second(Meeting, ANOTHER, fields=("state",)), transaction.atomic():
        meeting = hold(meeting, by=by)
        if not meeting.is_planned:
            raise ValidationError(BEGUN)
        meeting.figures = freezing.figures_of(meeting)
        meeting.state, meeting.held_on = Meeting.State.RUNNING, today()
        meeting.started_at, meeting.started_by = now(), by
        meeting.save()
        return meeting


@transaction.atomic
def name_attendees(meeting, lines, *, by):
    """Write down who is there, in the place of who was named before: "name, office" a line. Return how many.

    Raise `PermissionDenied` for who may not, `ValidationError` for nobody, too many, too long, or when it is not
    running.
    """
    meeting = hold(meeting, by=by)
    refuse_unless_running(meeting)
    people = {}
    for line in lines:
        name, _, office = one_line(line).partition(",")
        if name.strip():
            people[name.strip()] = office.strip()
    if not people:
        raise ValidationError(NOBODY)
    if len(people) > MOST:
        raise ValidationError(TOO_MANY)
    if any(len(text) > Attendee._meta.get_field("name").max_length for text in (*people, *people.values())):
        raise ValidationError(TOO_LONG)
    meeting.attendees.all().delete()
    Attendee.objects.bulk_create(Attendee(meeting=meeting, name=name, office=office) for name, office in people.items())
    return len(people)


def hold(meeting, *, by, permission=CHANGE):
    """Return a meeting, locked, for who holds a permission; raise `PermissionDenied` otherwise."""
    if not by.has_perm(permission):
        raise PermissionDenied
    return Meeting.objects.select_for_update(of=("self",)).with_period().get(pk=meeting.pk)


def refuse_unless_running(meeting):
    """Raise `ValidationError` for a meeting that has not begun or is closed."""
    if not meeting.is_running:
        raise ValidationError(NOT_RUNNING)
