"""Loads the invented year in bulk: first what all rows share is settled, then people are made range by range."""

import datetime as dt
import multiprocessing
import os
from array import array
from collections import Counter, deque
from dataclasses import dataclass

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate

from okoce import history
from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import WIB
from okoce.formats import angka
from okoce.programme.stages import Stage
from participants.models import MentoringNote, Participant, StageStanding, Tally
from reports.actions import periods
from reports.sample import bulk, evidence, journeys, people_rows, sessions, staff, stalls, training_rows
from reports.sample.crowds import NOBODY, Crowds, in_order
from reports.sample.draws import Draws
from reports.sample.ground import Ground
from reports.sample.words import MEETINGS
from trainings.models import Seat, Session

MOST = 1_000_000  # as many NIK and registration numbers are sure to differ
MODELS = (*people_rows.MODELS, *training_rows.MODELS, *evidence.MODELS, *journeys.MODELS)
RANGE = 4_000
WORTH_SHARING = 20_000  # people, from which on several processes make the rows
SEATED_AHEAD = 1_000  # people of a kota at most


def load(count, *, seed, say=lambda text: None):
    """`count` people and what happened to them. Needs the reference data and an empty register."""
    with history.paused():
        _load(count, seed, say)
    bulk.tidy_up((*MODELS, Session, User))


@dataclass
class Settled:
    """What is known before the first person is made."""

    ground: Ground
    rows: array  # of plans, in the order of coming
    crowds: Crowds
    sittings: list
    stands: stalls.Stands
    officers: dict
    mentors: dict

    def make(self, places):
        """All rows of a range of people, packed for the database."""
        made = bulk.Rows(MODELS)
        for place in places:
            person = people_rows.Person(place + 1, self.ground.plan(self.rows[place]), made, self.ground)
            people_rows.add(person, officers=self.officers, mentors=self.mentors)
            crowd = self.crowds.of_place[place]
            trained_on = None
            if crowd != NOBODY:
                trained_on = training_rows.add(person, self.sittings[crowd], self.officers)
            if trained_on:
                evidence.add(person, trained_on, mentors=self.mentors, stand=self.stands.of(place))
            journeys.add(person)
        return made.packed()


@transaction.atomic
def _load(count, seed, say):
    ground = Ground.read(seed)
    comers = in_order(map(ground.plan, range(count)))
    password_hash = make_password(staff.PASSWORD)
    mentees = Counter(comer.kecamatan for comer in comers if comer.depth >= 3)
    users, officers, mentors = staff.hire(mentees, password_hash=password_hash)
    crowds = Crowds.of(comers)
    sittings = sessions.hold(crowds.crowds, ground, officers)
    settled = Settled(
        ground=ground,
        rows=array("i", [comer.row for comer in comers]),
        crowds=crowds,
        sittings=sittings,
        stands=_stands(comers, crowds, sittings, ground),
        officers=officers,
        mentors=mentors,
    )
    free = _free(comers, ground)
    del comers
    with bulk.loading(MODELS):
        for places, packed in _made(settled, count):
            bulk.write(packed)
            say(f"{angka(places.stop)} dari {angka(count)} orang")
        _count(ground)
    sessions.plan_ahead(free, ground)
    applicants = stalls.give_out(by=users[Role.STAFF], today=ground.today)  # before anybody has a log-in to be told
    _family(applicants, password_hash)
    _this_morning(users[Role.MENTOR], ground)
    periods.make(ground.year)


def _stands(comers, crowds, sittings, ground):
    sellers = Counter(comer.kecamatan[:5] for comer in comers if comer.depth >= 5)
    bazaars = stalls.hold(sellers, ground)

    def trained():
        for place, comer in enumerate(comers):
            if comer.depth >= 5 and (sitting := sittings[crowds.of_place[place]]).is_over:
                yield place, comer.kecamatan[:5], Draws(ground.seed, "bazaar", comer.row).share(), sitting.last_day

    return stalls.Stands(bazaars, trained(), len(comers))


def _free(comers, ground):
    """{kota: keys of the first people without training whose sessions cannot be still to come}."""
    free = {}
    for place, comer in enumerate(comers):
        if comer.depth == 1 and comer.day < ground.days - 80:
            people = free.setdefault(comer.kecamatan[:5], [])
            if len(people) < SEATED_AHEAD:
                people.append(place + 1)
    return free


def _made(settled, count):
    """(places, packed rows) range after range, made beside one another where there are many."""
    ranges = [range(first, min(first + RANGE, count)) for first in range(0, count, RANGE)]
    if count < WORTH_SHARING:
        for places in ranges:
            yield places, settled.make(places)
        return
    # A fork knows what is settled without being told. It never speaks to the database.
    processes, waiting = os.cpu_count() or 1, deque()
    with multiprocessing.get_context("fork").Pool(processes, _remember, [settled]) as pool:
        for places in ranges:
            waiting.append((places, pool.apply_async(_make, [places])))
            if len(waiting) > processes + 1:
                places_done, made = waiting.popleft()
                yield places_done, made.get()
        for places_done, made in waiting:
            yield places_done, made.get()


def _remember(settled):
    global _settled
    _settled = settled


def _make(places):
    return _settled.make(places)


def _count(ground):
    """Seats by session; people by home, stage and day."""
    taken = Seat.objects.taken().filter(session=OuterRef("pk")).order_by().values("session")
    Session.objects.update(seats_taken=Coalesce(Subquery(taken.annotate(seats=Count("pk")).values("seats")), 0))
    homes = ("kelurahan_id", "kecamatan_id")
    stages = StageStanding.objects.values_list(*homes, "stage", "reached_on")
    registered = Participant.objects.annotate(on=TruncDate("registered_at", tzinfo=WIB)).values_list(*homes, "on")
    rows = bulk.Rows([Tally])
    for number, (kelurahan, kecamatan, *what, day, people) in enumerate(
        [*stages.annotate(people=Count("pk")).order_by(), *registered.annotate(people=Count("pk")).order_by()], start=1
    ):
        rows.add(
            Tally,
            id=number,
            programme_year_id=ground.year.pk,
            kelurahan_id=kelurahan,
            kecamatan_id=kecamatan,
            stage=what[0] if what else Tally.REGISTERED,
            day=day,
            people=people,
        )
    bulk.write(rows.packed())


def _family(applicants, password_hash):
    """Two people of one household share the log-in of the list: one well on the way, one just begun."""
    email, _ = staff.PARTICIPANT
    user = User.objects.create(name="Keluarga Kenanga", email=email, phone="+6281200009999", password=password_hash)
    home = Participant.objects.filter(kecamatan="31.73.02")
    begun = home.waiting_for_identity_check().order_by("pk").first() or home.order_by("-pk").first()
    for person in filter(None, (*applicants[:1], begun)):
        person.user = user
        person.save(update_fields=["user"])


def _this_morning(mentor, ground):
    """The mentor of the list met somebody today, so that there is a note that can still be put right."""
    met = mentor.mentees.filter(standings__stage=Stage.MENTORING).order_by("-pk").first()
    if met:
        MentoringNote.objects.create(
            participant=met,
            mentor=mentor,
            met_on=ground.today,
            kind=MentoringNote.Kind.VISIT,
            minutes=60,
            topics=["books"],
            text=MEETINGS[0][0],
            next_step=MEETINGS[0][1],
            next_step_due_on=ground.today + dt.timedelta(days=14),
        )
