"""Sessions of the invented year: those that were held, and those of the coming weeks."""

import datetime as dt

from okoce.clock import WIB, now
from okoce.programme.models import Agency, Module
from okoce.regions.models import Region
from sample import venues
from sample.draws import Draws
from sample.outlooks import WITHOUT_SESSIONS
from sample.training_rows import MODULES, Sitting
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

CAPACITY = 100
VENUES = tuple(venues.KINDS)
MODULES_IN_TURN = (MODULES, ("M1",), ("M2", "M3"))
HOURS_IN_TURN = (9, 13, 19)
HERE = "31.73.02"  # one session of this kecamatan is today; its first coming one is full, with twelve people waiting
TODAY = 64  # people in the session of today where nobody booked one that can be moved there
POOLED_FROM = 100  # days of the year from which on enough people without training are free


def hold(crowds, ground, officers):
    """A session for each crowd, some days after the last of it came; a Sitting each."""
    planner, crowd_of_today = _Planner(ground), _crowd_of_today(crowds, ground)
    for crowd in crowds:
        draws = Draws(ground.seed, f"session {crowd.host}", crowd.number)
        first_on, whole_day = ground.day(crowd.last_day + draws.between(4, 11)), draws.chance(0.5)
        if crowd is crowd_of_today:
            planner.add(HERE, ground.today, draws, whole_day=False)
        else:
            planner.add(crowd.host, first_on, draws, whole_day=whole_day)
    return [
        Sitting(
            pk=session.pk,
            meetings=tuple((meeting.pk, meeting.starts_at, meeting.ends_at) for meeting in meetings),
            officer=officers.get(session.kecamatan_id, officers[None]),
            is_over=session.ends_at.astimezone(WIB).date() < ground.today,
        )
        for session, meetings in planner.write()
    ]


def _crowd_of_today(crowds, ground):
    """Early in the year the largest of the newest crowds of Jakarta Barat comes today; later see `plan_ahead`."""
    newest = [c for c in crowds if c.host.startswith("31.73") and c.last_day + 14 >= ground.days]
    return max(newest, key=lambda crowd: crowd.size, default=None) if ground.days < POOLED_FROM else None


def plan_ahead(pools, ground):
    """Sessions of today and the coming weeks, seated from `pools`: {kota: keys of people who are free}."""
    planner, seated = _Planner(ground), []
    pool, size = pools.setdefault("31.73", []), TODAY if ground.days >= POOLED_FROM else 0
    people_of_today, pool[:size] = pool[:size], []
    for number, kecamatan in enumerate(Region.objects.kecamatan().order_by("code")):
        pool = pools.get(kecamatan.parent_id, [])
        for round_ in range(_rounds(kecamatan)):
            draws = Draws(ground.seed, f"ahead {kecamatan.code}", round_)
            _plan_one(planner, kecamatan.code, round_, number + round_, draws, ground.today)
            size = CAPACITY + 12 if kecamatan.code == HERE and round_ == 0 else draws.between(4, 30)
            people, pool[:size] = pool[:size], []
            seated.append(people)
    if people_of_today:
        planner.add(HERE, ground.today, Draws(ground.seed, "today", 0), whole_day=False)
        seated.append(people_of_today)
    for (session, _), people in zip(planner.write(), seated, strict=True):
        Seat.objects.bulk_create(_booked(session, place, person) for place, person in enumerate(people, start=1))


def _rounds(kecamatan):
    if kecamatan.code == WITHOUT_SESSIONS:
        return 0
    return 3 if kecamatan.parent_id == "31.73" else 1


def _plan_one(planner, host, round_, turn, draws, today):
    first_on = today + dt.timedelta(days=4 + 8 * round_ + draws.between(0, 4))
    if first_on.weekday() == 6:
        first_on += dt.timedelta(days=1)
    whole_day = round_ == 2
    modules = MODULES_IN_TURN[0 if whole_day else turn % 3]
    planner.add(host, first_on, draws, whole_day=whole_day, modules=modules, hour=HOURS_IN_TURN[turn % 3])


def _booked(session, place, person):
    if place <= CAPACITY:
        booked_at = min(now(), session.booking_closes_at)
        return Seat(session=session, participant_id=person, state=Seat.State.CONFIRMED, booked_at=booked_at)
    return Seat(session=session, participant_id=person, state=Seat.State.WAITING, queue_number=place - CAPACITY)


class _Planner:
    """Collects sessions with their meetings and modules, and writes them together."""

    def __init__(self, ground):
        self._year = ground.year
        self._regions = Region.objects.in_bulk()
        self._agencies = {a.region_id: a for a in Agency.objects.filter(code__startswith="kukmp-")}
        self._venues, self._trainers = venues.known(), venues.trainers()
        self._modules = {module.code: module for module in Module.objects.all()}
        self._planned = []  # session, meetings, module codes

    def add(self, host, first_on, draws, *, whole_day, modules=MODULES, hour=None):
        if whole_day:
            first_on += dt.timedelta(days=(5 - first_on.weekday()) % 7)  # a Saturday
            spans = [(first_on, 8, 16)]
        else:
            hour = hour or draws.pick(HOURS_IN_TURN)
            spans = [(first_on + dt.timedelta(days=day), hour, hour + 2) for day in range(len(modules))]
        meetings = [Meeting(starts_at=_at(day, start), ends_at=_at(day, end)) for day, start, end in spans]
        title = "Pelatihan sehari" if whole_day else "Pelatihan bertahap"
        kecamatan = self._regions[host]
        session = Session(
            programme_year=self._year,
            agency=self._agencies[kecamatan.parent_id],
            title=f"{title} {kecamatan.name}",
            kecamatan=kecamatan,
            venue=self._venues[host, draws.pick(VENUES)],
            trainer=venues.trainer_of(host, self._trainers),
            capacity=CAPACITY,
            state=Session.State.PUBLISHED,
            booking_closes_at=meetings[0].starts_at - dt.timedelta(hours=12),
            starts_at=meetings[0].starts_at,
            ends_at=meetings[-1].ends_at,
            created_at=meetings[0].starts_at - dt.timedelta(days=14),
        )
        self._planned.append((session, meetings, modules))

    def write(self):
        """[(session, its meetings)] in the order they were added."""
        Session.objects.bulk_create([session for session, _, _ in self._planned], batch_size=1000)
        for session, meetings, _ in self._planned:
            for meeting in meetings:
                meeting.session = session
        Meeting.objects.bulk_create([m for _, meetings, _ in self._planned for m in meetings], batch_size=1000)
        teaches = Session.modules.through
        teaches.objects.bulk_create(
            [
                teaches(session=session, module=self._modules[code])
                for session, _, modules in self._planned
                for code in modules
            ],
            batch_size=1000,
        )
        return [(session, meetings) for session, meetings, _ in self._planned]


def _at(day, hour):
    return dt.datetime.combine(day, dt.time(hour), tzinfo=WIB)
