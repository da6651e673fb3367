"""Sessions of the invented year: who booked together sat together; and what is still to come."""

import datetime as dt
from itertools import groupby

from okoce.clock import WIB, now
from okoce.programme.models import Agency, Module
from okoce.regions.models import Region
from participants.models import IdentityCheck
from reports.sample.draws import Draws
from trainings.models import Attendance, Meeting, Seat, Session

CAPACITY = 100
FILLS = 92  # who shares a session before it is given a date
PATIENCE = 55  # days the first of them waits for it at most
ENOUGH = 60  # a kecamatan with fewer people trains together with its kota
VENUES = ("Aula Kantor Kecamatan", "Balai Warga", "RPTRA", "Gelanggang Remaja")


def hold(booked, *, year, officers, today):
    """Sessions for (plan, participant) pairs in the past, with seats and attendance."""
    for host, group in _groups(booked):
        for number, crowd in enumerate(_crowds(group), start=1):
            last_day = max(plan.registered_day for plan, _ in crowd)
            draws = Draws(crowd[0][0].seed, f"session {host}", number)
            first_on = year.starts_on + dt.timedelta(days=last_day + draws.between(4, 11))
            whole_day = draws.chance(0.5)
            session, meetings = _session(host, first_on, draws, year, whole_day=whole_day)
            _fill(session, meetings, crowd, officers, today, draws)


def _groups(booked):
    """[(host kecamatan, people in order of registration)]."""
    booked = sorted(booked, key=lambda pair: pair[1].kecamatan_id)
    small = {}
    for kecamatan, group in groupby(booked, key=lambda pair: pair[1].kecamatan_id):
        group = list(group)
        if len(group) >= ENOUGH:
            yield kecamatan, group
        else:
            small.setdefault(kecamatan[:5], []).extend(group)
    for group in small.values():
        yield group[len(group) // 2][1].kecamatan_id, group


def _crowds(group):
    group = sorted(group, key=lambda pair: (pair[0].registered_day, pair[0].row))
    crowd = []
    for pair in group:
        if crowd and (len(crowd) >= FILLS or pair[0].registered_day - crowd[0][0].registered_day > PATIENCE):
            yield crowd
            crowd = []
        crowd.append(pair)
    if crowd:
        yield crowd


def _session(host, first_on, draws, year, *, whole_day, modules=("M1", "M2", "M3"), hour=None):
    kecamatan = Region.objects.get(pk=host)
    if whole_day:
        first_on += dt.timedelta(days=(5 - first_on.weekday()) % 7)  # a Saturday
        spans = [(first_on, 8, 16)]
    else:
        hour = hour or draws.pick([9, 13, 19])
        spans = [(first_on + dt.timedelta(days=day), hour, hour + 2) for day in range(len(modules))]
    meetings = [(_at(day, start), _at(day, end)) for day, start, end in spans]
    title = "Pelatihan sehari" if whole_day else "Pelatihan bertahap"
    session = Session.objects.create(
        programme_year=year,
        agency=Agency.objects.get(code__startswith="kukmp-", region=kecamatan.parent_id),
        title=f"{title} {kecamatan.name}",
        kecamatan=kecamatan,
        venue=f"{draws.pick(VENUES)} {kecamatan.name}",
        address=f"Jakarta, {kecamatan.name}",
        state=Session.State.PUBLISHED,
        booking_closes_at=meetings[0][0] - dt.timedelta(hours=12),
        starts_at=meetings[0][0],
        ends_at=meetings[-1][1],
        created_at=meetings[0][0] - dt.timedelta(days=14),
    )
    session.modules.set(Module.objects.filter(code__in=modules))
    return session, Meeting.objects.bulk_create(
        [Meeting(session=session, starts_at=start, ends_at=end) for start, end in meetings]
    )


def _at(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=WIB)


def _fill(session, meetings, crowd, officers, today, draws):
    officer = officers.get(session.kecamatan_id, officers[None])
    is_over = session.ends_at.astimezone(WIB).date() < today
    seats, came = [], []
    for plan, person in crowd:
        state = Seat.State.CONFIRMED
        if is_over:
            state = Seat.State.ATTENDED if plan.depth > 1 else Seat.State.ABSENT
        seats.append(Seat(session=session, participant=person, state=state, booked_at=person.registered_at))
        came.append(is_over and plan.depth > 1)
    Seat.objects.bulk_create(seats, batch_size=500)
    attendances, checks = [], []
    for (plan, person), seat, whole in zip(crowd, seats, came, strict=True):
        # Some of those who did not finish were there once.
        there = meetings if whole else meetings[:1] if is_over and len(meetings) > 1 and draws.chance(0.2) else []
        attendances += [
            Attendance(seat=seat, meeting=meeting, marked_by=officer, marked_at=meeting.ends_at) for meeting in there
        ]
        if there and plan.is_checked and plan.check_day is None:
            checks.append(_check_at(meetings[0], person, officer))
    Attendance.objects.bulk_create(attendances, batch_size=1000)
    IdentityCheck.objects.bulk_create(checks, batch_size=1000)


def _check_at(meeting, person, officer):
    return IdentityCheck(
        participant=person,
        checked_on=meeting.starts_at.astimezone(WIB).date(),
        checked_by=officer,
        place=IdentityCheck.Place.ATTENDANCE,
        recorded_at=meeting.starts_at,
    )


MODULES_IN_TURN = (("M1", "M2", "M3"), ("M1",), ("M2", "M3"))
HOURS_IN_TURN = (9, 13, 19)
FULL = "31.73.02"  # the first coming session of this kecamatan is full, with twelve people waiting


def plan_ahead(waiting, *, seed, year, today):
    """Sessions of the coming weeks, seated with people of the same kota. `waiting`: participants without training."""
    untrained = {}
    for person in waiting:
        untrained.setdefault(person.kecamatan_id[:5], []).append(person)
    for number, kecamatan in enumerate(Region.objects.kecamatan()):
        pool = untrained.get(kecamatan.parent_id, [])
        for round_ in range(3 if kecamatan.parent_id == "31.73" else 1):
            draws = Draws(seed, f"ahead {kecamatan.code}", round_)
            session = _coming(kecamatan, round_, number + round_, draws, year, today)
            size = CAPACITY + 12 if kecamatan.code == FULL and round_ == 0 else draws.between(4, 30)
            people, pool[:size] = pool[:size], []
            Seat.objects.bulk_create(_booked(session, place, person) for place, person in enumerate(people, start=1))


def _coming(kecamatan, round_, turn, draws, year, today):
    first_on = today + dt.timedelta(days=4 + 8 * round_ + draws.between(0, 4))
    if first_on.weekday() == 6:
        first_on += dt.timedelta(days=1)
    whole_day = round_ == 2
    modules = MODULES_IN_TURN[0 if whole_day else turn % 3]
    hour = HOURS_IN_TURN[turn % 3]
    session, _ = _session(kecamatan.code, first_on, draws, year, whole_day=whole_day, modules=modules, hour=hour)
    return session


def _booked(session, place, person):
    if place <= CAPACITY:
        return Seat(session=session, participant=person, state=Seat.State.CONFIRMED, booked_at=now())
    return Seat(session=session, participant=person, state=Seat.State.WAITING, queue_number=place - CAPACITY)
