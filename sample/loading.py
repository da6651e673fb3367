"""Loads the invented year: who works in it and what was held, then the people in bulk, then what is still to come."""

import datetime as dt
from array import array
from collections import Counter

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F

from okoce import history
from okoce.accounts.models import User
from okoce.accounts.proofs import Proof, proved
from okoce.accounts.roles import Role
from okoce.clock import day_starts_at, now
from okoce.formats import angka
from okoce.programme.stages import Stage
from participants.mentoring.models import MentorAssignment, MentoringNote
from participants.people import name_words
from participants.people.models import Participant
from reports.snapshots.actions import periods
from sample import (
    access_trail,
    bulk,
    calls,
    certificates,
    contacts,
    corrections,
    counting,
    daily_figures,
    door,
    employment,
    exported_files,
    half_typed,
    invitations,
    logins,
    meetings,
    mentoring,
    passing,
    placements,
    planner,
    planning,
    privacy_texts,
    retention,
    returned_cards,
    rights,
    sessions,
    shares,
    staff,
    stalls,
    tickets,
    twins,
    venues,
    waiting,
    years,
)
from sample.crowds import Crowds, in_order
from sample.draws import Draws
from sample.ground import Ground
from sample.making import MODELS, Settled, made
from sample.words import MEETINGS
from trainings.seats import obstacles
from trainings.seats.actions.seats import OFFER_STANDS
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session, Trainer, Venue

MOST = 1_000_000  # as many NIK and registration numbers are sure to differ
SEATED_AHEAD = 1_000  # people of a kota at most
LEFT_BEHIND = 12  # people of a mentor who stopped


def load(count, *, seed, say=lambda text: None):
    """`count` people and what happened to them. Needs the reference data and an empty register."""
    _load(count, seed, say)
    half_typed.add()
    name_words.gather_all()
    bulk.tidy_up((*MODELS, Session, Meeting, Venue, Trainer, User))


@history.paused()
@transaction.atomic
def _load(count, seed, say):
    ground = Ground.read(seed)
    comers = in_order(map(ground.plan, range(count)))
    password_hash = make_password(staff.PASSWORD)
    mentees = Counter(comer.kecamatan for comer in comers if comer.depth >= 3)
    users, officers, mentors = staff.hire(mentees, password_hash=password_hash)
    venues.build()
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
        for places, packed in made(settled):
            bulk.write(packed)
            say(f"{angka(places.stop)} dari {angka(count)} orang")
        counting.count(ground)
    bulk.analyse(MODELS)
    sessions.plan_ahead(free, ground)
    applicants = stalls.give_out(by=users[Role.STAFF], today=ground.today)  # before log-ins: no messages
    family = _family(applicants, password_hash)
    _this_morning(users[Role.MENTOR], ground)
    _left(users[Role.MENTOR], password_hash, ground)
    staff.coming(password_hash, at=day_starts_at(ground.today + dt.timedelta(days=7)))
    staff.locked(password_hash)
    planning.add(users[Role.STAFF], users[Role.OFFICER], ground)
    calls.cancelled_session(users[Role.OFFICER], users[Role.STAFF], users[Role.MENTOR], password_hash, ground)
    calls.offered_seat(users[Role.OFFICER], ground)
    shares.add(users[Role.STAFF], ground)
    _offer(list(family.participants.order_by("pk")))
    door.add(users[Role.OFFICER], users[Role.STAFF], ground)
    placements.add(users[Role.STAFF], users[Role.OFFICER], ground)
    certificates.add(users[Role.OFFICER], family, ground)
    planner.add(users[Role.STAFF], ground)
    mentoring.add(users[Role.MENTOR], family, ground)
    tickets.add(family, users[Role.OFFICER], ground)
    staff.second_of_province(password_hash)
    logins.open_all(password_hash, officer=users[Role.OFFICER], sudin=users[Role.STAFF])
    passing.undelivered(family, users[Role.OFFICER], ground)
    passing.keep_form(users[Role.MENTOR], ground)
    passing.import_files(users[Role.OFFICER], users[Role.STAFF], ground)
    waiting.add(users[Role.OFFICER], password_hash, ground)
    invitations.add(users[Role.OFFICER], users[Role.STAFF], family, ground)
    twins.add(users[Role.OFFICER], users[Role.STAFF], ground)
    contacts.add(users[Role.OFFICER], ground)
    rights.add(family, users[Role.OFFICER], users[Role.PRIVACY])
    corrections.add(users[Role.OFFICER], users[Role.STAFF], family, ground)
    returned_cards.add(users[Role.OFFICER], ground)
    employment.add(users[Role.OFFICER], ground)
    retention.add(users[Role.PRIVACY], ground)
    years.add(users[Role.PROVINCE], ground)
    access_trail.add(users[Role.OFFICER], users[Role.STAFF], family, ground)
    privacy_texts.add(family, users[Role.PRIVACY], ground)
    exported_files.add(users[Role.STAFF], ground)
    periods.make(ground.year)
    meetings.add(users, ground)
    daily_figures.keep(ground)


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


def _family(applicants, password_hash):
    """Two people of one household share the log-in of the list: one well on the way, one just begun."""
    email, _ = staff.PARTICIPANT
    addresses = proved(Proof.ADMINISTRATOR, email=email, phone="+6281200009999")
    user = User.objects.create(name="Keluarga Kenanga", password=password_hash, **addresses)
    home = Participant.objects.filter(kecamatan="31.73.02")
    begun = home.waiting_for_identity_check().order_by("pk").first() or home.order_by("-pk").first()
    for person in filter(None, (*applicants[:1], begun)):
        Participant.objects.filter(pk=person.pk).update(user=user)
    return user


def _offer(people):
    """A seat that was freed waits for an answer: for the first of them who may book a coming session of their kota."""
    coming = Session.objects.bookable().upcoming().filter(kecamatan__parent="31.73", seats_taken__lt=F("capacity"))
    coming, learned = list(coming.order_by("starts_at", "pk")), obstacles.finished(people)
    for person in people:
        held = list(person.seats.live().select_related("session"))
        for session in coming:
            if obstacles.obstacle(session, held, learned[person.pk]) is None:
                until = min(now() + OFFER_STANDS, session.booking_closes_at)
                Seat.objects.create(session=session, participant=person, state=Seat.State.OFFERED, offered_until=until)
                return


def _left(mentor, password_hash, ground):
    """A mentor stopped last week, so that there are people to hand over; the notes on them are that mentor's."""
    mentees = mentor.mentees.filter(user=None).order_by("pk").values_list("pk", flat=True)
    mentees = list(mentees[: min(LEFT_BEHIND, (len(mentees) + 1) // 2)])
    former = staff.stopped(password_hash, at=day_starts_at(ground.today - dt.timedelta(days=7)))
    Participant.objects.filter(pk__in=mentees).update(mentor=former)
    for rows in (MentorAssignment, MentoringNote):
        rows.objects.filter(participant__in=mentees).update(mentor=former)


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
            topics=[MentoringNote.Topic.BOOKS],
            text=MEETINGS[-1][0],
            next_step=MEETINGS[-1][1],
            next_step_due_on=ground.today + dt.timedelta(days=14),
        )
