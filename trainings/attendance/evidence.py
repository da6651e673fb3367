"""What trainings saw of people: the meetings they attended, and the modules taught there."""

from collections import defaultdict

from django.db.models import Count, OuterRef, Subquery, Value
from django.db.models.functions import Concat

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from okoce.regions import places
from participants.journey.evidence_rows import Source
from participants.journey.facts import Fact, FactKind
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Training
from trainings.sessions.states import TrainingKind

KIND = "attendance"

_planned = Meeting.objects.filter(session=OuterRef("meeting__session")).order_by().values("session")

# A row for each module of the session: `key` is its code, `whole` how many meetings are planned.
SOURCES = [
    Source(
        KIND,
        Stage.TRAINING,
        Attendance.objects.all(),
        Attendance.objects.standing()
        .exclude(seat__state=Seat.State.RELEASED)
        .exclude(meeting__session__state=Session.State.CANCELLED)
        # A commodity training counts for its agency alone, whatever modules it teaches: planning/agency_targets.py.
        # A subquery: joined, it leads PostgreSQL to begin at all sessions there are instead of at the person.
        .exclude(meeting__session__training__in=Training.objects.filter(kind=TrainingKind.HARD)),
        person="seat__participant_id",
        at="meeting__starts_at",
        then="meeting__session_id",
        key="meeting__session__modules__code",
        words=Concat("meeting__session__kecamatan_id", Value(" "), "meeting__session__title"),
        whole=Subquery(_planned.annotate(meetings=Count("pk")).values("meetings")),
    )
]


def facts(seen):
    """One fact per attended meeting and module of its session; `amount` counts this person's meetings up to it."""
    attended = defaultdict(set)
    for row in sorted((row for row in seen if row.kind == KIND), key=lambda row: (row.at, row.pk, row.key or "")):
        meetings = attended[row.participant_id, row.then]
        meetings.add(row.pk)
        if row.key:
            yield Fact(
                row.participant_id,
                Stage.TRAINING,
                FactKind.MODULE_ATTENDED,
                row.on,
                row.ref,
                key=row.key,
                amount=len(meetings),
                whole=row.whole,
            )


def _in_words(row):
    kecamatan, _, title = row.words.partition(" ")
    return f"Hadir di sesi “{title}” di {places.named(kecamatan)}, {tanggal(row.on)}"


SENTENCES = {KIND: _in_words}
