"""Two meetings that were held, with minutes, one ready to be held, and actions in each state they can be in."""

import datetime as dt

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import WIB, now, today
from okoce.regions.levels import Level
from reports.figures.counted import EVERYWHERE
from reports.meetings import freezing
from reports.meetings.actions import meetings, minutes
from reports.meetings.agenda import Agenda
from reports.meetings.indicators import read
from reports.meetings.models import Action, Attendee, Closing, Measurement, Meeting, Obstacle
from reports.snapshots.models import Period
from sample.staff import SECOND_OF_PROVINCE

LONG_AGO = 5  # fortnights
FALLEN, GROWN = 2, -1
HERE, NEIGHBOUR = "31.73.02", "31.73.05"
COMING = "baru@contoh.okoce.example"  # a role that begins next week: until then its actions have no owner
PRESENT = [
    ("Endang Cempaka", "Deputi Gubernur"),
    ("Bambang Teratai", "Dinas PPKUKM"),
    ("Ratna Kemuning", "Sudin KUKMP Jakarta Barat"),
    ("Joko Flamboyan", "Kecamatan Grogol Petamburan"),
]
WHAT = [
    ("Tambah kelas malam di RPTRA, Selasa dan Kamis", Obstacle.HOURS),
    ("Telepon semua yang terdaftar dan tidak datang", Obstacle.NO_SHOWS),
    ("Pakai aula kantor kecamatan tiap Sabtu", Obstacle.NO_VENUE),
    ("Dua pelatih tambahan dari Dinas", Obstacle.NO_TRAINER),
    ("Undang ulang warga dari kelurahan terjauh", Obstacle.REMOTE),
]


def add(users, ground):
    """A meeting ten weeks ago, the last one, and the next, which is ready to be held; as far as there are any."""
    by, begun = users[Role.PROVINCE], Period.objects.filter(programme_year=ground.year, starts_on__lte=ground.today)
    held = list(begun.filter(meeting_on__lt=ground.today).order_by("-meeting_on")[:LONG_AGO])
    if len(held) > 1:
        meeting = _hold(held[-1], by, ground)
        _decide_for_five(meeting, users, ground)
        _close_meeting(meeting)
    if held:
        meeting = _hold(held[0], by, ground)
        _decide_here(meeting, users, ground)
        _close_meeting(meeting)
    if begun.filter(meeting_on__gte=ground.today).exists():
        meetings.prepare()


def _close_meeting(meeting):
    meeting.minutes = minutes.said_of(meeting, on=meeting.held_on)
    meeting.save(update_fields=["minutes"])


def _hold(period, by, ground):
    """A meeting of one morning: begun at 9, closed at 11."""
    meeting = meetings.prepare(period)
    since = freezing.last_figures_on(ground.year) or period.starts_on - dt.timedelta(days=1)
    meeting.figures = freezing.figures_at(ground.year, meeting.held_on, since)
    meeting.started_at, meeting.closed_at = (_hour(meeting.held_on, hour) for hour in (9, 11))
    meeting.started_by = meeting.closed_by = by
    meeting.state = Meeting.State.CLOSED
    meeting.save()
    Attendee.objects.bulk_create(Attendee(meeting=meeting, name=name, office=office) for name, office in PRESENT)
    return meeting


def _decide_here(meeting, users, ground):
    """Two in Jakarta Barat: one that runs, and one whose owner asks to stop it."""
    make = _maker(meeting, users, ground)
    soon = ground.today + dt.timedelta(days=9)
    make(HERE, 1, owner=users[Role.OFFICER], expected=25, due_on=soon)
    asked, _ = make(NEIGHBOUR, 2, owner=users[Role.STAFF], expected=30, due_on=soon)
    Closing.objects.create(
        action=asked,
        kind=Closing.Kind.DROPPED,
        words="Aula dipakai sampai akhir bulan",
        proposed_at=_hour(meeting.held_on + dt.timedelta(days=1), 9),
        proposed_by=asked.owner,
    )


def _decide_for_five(meeting, users, ground):
    """The five furthest behind: overdue, without owner, opened again, running; achieved where people came."""
    make = _maker(meeting, users, ground)
    late, soon = (ground.today + dt.timedelta(days=days) for days in (-9, 9))
    coming, second = (User.objects.get(email=email) for email in (COMING, SECOND_OF_PROVINCE[0]))
    figures = freezing.figures_at(ground.year, ground.today, meeting.held_on)
    five = [place.code for place in Agenda(figures, (), EVERYWHERE, hides=True).furthest]
    for number, code in enumerate(code for code in five if code not in (HERE, NEIGHBOUR)):
        owner, due_on = [(second, late), (coming, soon), (second, soon), (users[Role.PROVINCE], soon)][number % 4]
        made, value = make(code, number, owner=owner, expected=None if number == FALLEN else 60, due_on=due_on)
        if number == FALLEN:
            _close(made, users, Closing.Kind.ACHIEVED, "Daftar hadir dua pelatih", made.goal + 4, fell_to=value)
    made, value = make(HERE, 0, owner=users[Role.OFFICER], expected=GROWN, due_on=late)
    if value >= made.goal:
        _close(made, users, Closing.Kind.ACHIEVED, "Daftar hadir kelas malam di kecamatan", value)
    made, value = make(NEIGHBOUR, 3, owner=users[Role.STAFF], expected=30, due_on=late)
    _close(made, users, Closing.Kind.DROPPED, "Pelatih dipinjam kota lain sampai akhir bulan", value)


def _maker(meeting, users, ground):
    """make(code, number, owner=, expected=, due_on=) -> (Action, what its figure says today).

    Without `expected` the goal lies above today's figure, as after a correction; GROWN is what came since.
    """
    stage = meeting.figures["stage"]
    values = read([stage], ground.year, Level.KECAMATAN, ground.today)[stage]

    def make(code, number, *, owner, expected, due_on):
        (what, obstacle), baseline = WHAT[number], meeting.figures["people"].get(code, {}).get(stage, 0)
        value = values.get(code, 0)
        expected = {None: max(value - baseline, 0) + 6, GROWN: max(value - baseline, 1)}.get(expected, expected)
        action = Action.objects.create(
            meeting=meeting,
            kecamatan_id=code,
            indicator=stage,
            what=what,
            owner=owner,
            due_on=max(due_on, meeting.held_on + dt.timedelta(days=1)),
            baseline=baseline,
            baseline_on=meeting.held_on,
            expected=expected,
            obstacle=obstacle,
            decided_at=_hour(meeting.held_on, 10),
            decided_by=users[Role.OFFICIAL],
        )
        Measurement.objects.create(action=action, measured_on=ground.today, value=value)
        return action, value

    return make


def _close(action, users, kind, words, value, *, fell_to=None):
    """Closed a day before its last, or later opened again since its figure fell."""
    day = min(action.due_on, today()) - dt.timedelta(days=1)
    has_fallen = fell_to is not None
    Closing.objects.create(
        action=action,
        kind=kind,
        words=words,
        state=Closing.State.REOPENED if has_fallen else Closing.State.ACCEPTED,
        proposed_at=_hour(day, 14),
        proposed_by=action.owner,
        decided_at=_hour(day, 15),
        decided_by=users[Role.PROVINCE],
        value=value,
        value_on=day,
        reopened_at=min(_hour(day + dt.timedelta(days=1), 5), now()) if has_fallen else None,
        reopened_value=fell_to,
        reopened_on=day + dt.timedelta(days=1) if has_fallen else None,
    )


def _hour(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=WIB)
