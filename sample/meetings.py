"""Two meetings that were held, with minutes, and one ready to be held; actions in each state they can be in."""

import datetime as dt
from functools import partial

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import WIB
from okoce.regions.levels import Level
from reports.figures.counted import EVERYWHERE
from reports.meetings import freezing
from reports.meetings.actions import meetings, minutes
from reports.meetings.agenda import Agenda
from reports.meetings.indicators import read
from reports.meetings.models import Action, Attendee, Closing, Measurement, Meeting, Obstacle
from reports.snapshots.models import Period
from sample.staff import SECOND_OF_PROVINCE

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
    """The last three fortnights that ended, as far as there are any: the last one's meeting waits to be held."""
    ended = Period.objects.filter(programme_year=ground.year, ends_on__lt=ground.today).order_by("-ends_on")
    if not (lately := list(ended[:3])):
        return
    ready, *held = lately
    by = users[Role.PROVINCE]
    for period in reversed(held):
        meeting = _hold(period, by, ground)
        if period == held[0]:
            _decide_for_five(meeting, users, ground)
        else:
            _decide_here(meeting, users, ground)
        meeting.minutes = minutes.said_of(meeting, on=meeting.held_on)
        meeting.save(update_fields=["minutes"])
    meetings.prepare(ready)


def _hold(period, by, ground):
    """A meeting of one morning: begun at 9, closed at 11."""
    meeting = meetings.prepare(period)
    meeting.held_on = min(meeting.held_on, ground.today - dt.timedelta(days=1))
    since = freezing.last_figures_on(ground.year) or period.starts_on - dt.timedelta(days=1)
    meeting.figures = freezing.figures_at(ground.year, meeting.held_on, since)
    meeting.started_at, meeting.closed_at = (_hour(meeting.held_on, hour) for hour in (9, 11))
    meeting.started_by = meeting.closed_by = by
    meeting.state = Meeting.State.CLOSED
    meeting.save()
    Attendee.objects.bulk_create(Attendee(meeting=meeting, name=name, office=office) for name, office in PRESENT)
    return meeting


def _decide_here(meeting, users, ground):
    """Two of Jakarta Barat: one that came true, one whose owner stopped it for a reason."""
    make = _maker(meeting, users, ground)
    made, value = make(HERE, 0, owner=users[Role.OFFICER], expected=1, due=12)
    _close(
        made, users, Closing.Kind.ACHIEVED, "Daftar hadir kelas malam di kecamatan", max(value, made.goal)
    )
    made, value = make(NEIGHBOUR, 3, owner=users[Role.STAFF], expected=30, due=12)
    _close(made, users, Closing.Kind.DROPPED, "Pelatih dipinjam kota lain sampai akhir bulan", value)


def _decide_for_five(meeting, users, ground):
    """The five furthest behind: overdue, still running, achieved, opened again, without owner; one more here."""
    make = _maker(meeting, users, ground)
    five = Agenda(meeting.figures, (), EVERYWHERE, hides=True).furthest
    codes = [place.code for place in five if place.code not in (HERE, NEIGHBOUR)]
    others = [NEIGHBOUR, *codes][: len(WHAT)]
    owners = [users[Role.STAFF], users[Role.PROVINCE], User.objects.get(email=SECOND_OF_PROVINCE[0])]
    ways = [
        partial(make, number=0, owner=owners[0], expected=60, due=1),
        partial(make, number=1, owner=owners[1], expected=60, due=20),
        partial(make, number=2, owner=owners[2], expected=1, due=20),
        partial(make, number=3, owner=owners[1], expected=None, due=20),
        partial(make, number=4, owner=User.objects.get(email=COMING), expected=50, due=20),
    ]
    for number, (code, way) in enumerate(zip(others, ways, strict=False)):
        made, value = way(code)
        if number == 2:
            _close(made, users, Closing.Kind.ACHIEVED, "Daftar hadir empat Sabtu", max(value, made.goal))
        if number == 3:
            _close(made, users, Closing.Kind.ACHIEVED, "Daftar hadir dua pelatih", made.goal + 4, fell_to=value)
    make(HERE, 1, owner=users[Role.OFFICER], expected=25, due=20)


def _maker(meeting, users, ground):
    """make(code, number, owner=, expected=, due=) -> (Action, what its figure says today).

    `due` days after the meeting; without `expected` the goal lies above today's figure, as after a correction.
    """
    stage = meeting.figures["stage"]
    values = read([stage], ground.year, Level.KECAMATAN, ground.today)[stage]

    def make(code, number, *, owner, expected, due):
        (what, obstacle), baseline = WHAT[number], meeting.figures["people"].get(code, {}).get(stage, 0)
        value = values.get(code, 0)
        action = Action.objects.create(
            meeting=meeting,
            kecamatan_id=code,
            indicator=stage,
            what=what,
            owner=owner,
            due_on=meeting.held_on + dt.timedelta(days=due),
            baseline=baseline,
            baseline_on=meeting.held_on,
            expected=expected or max(value - baseline, 0) + 6,
            obstacle=obstacle,
            decided_at=_hour(meeting.held_on, 10),
            decided_by=users[Role.OFFICIAL],
        )
        Measurement.objects.create(action=action, measured_on=ground.today, value=value)
        return action, value

    return make


def _close(action, users, kind, words, value, *, fell_to=None):
    """Closed the day after the meeting, or later opened again since its figure fell."""
    day = action.baseline_on + dt.timedelta(days=1)
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
        reopened_at=_hour(day + dt.timedelta(days=1), 5) if has_fallen else None,
        reopened_value=fell_to,
        reopened_on=day + dt.timedelta(days=1) if has_fallen else None,
    )


def _hour(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=WIB)
