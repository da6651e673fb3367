"""Loads the invented year in bulk, then lets the journey be judged from the evidence like everybody's."""

from itertools import islice

from django.contrib.auth.hashers import make_password
from django.db import transaction

from okoce.accounts.models import User
from okoce.accounts.roles import Role
from okoce.clock import WIB, today
from okoce.programme.models import ProgrammeYear
from participants.models import IdentityCheck, MentorAssignment, Participant
from reports.actions import periods
from reports.sample import evidence, people_rows, sessions, staff, stalls
from trainings.models import Attendance


@transaction.atomic
def load(count, *, seed):
    """`count` people and what happened to them. Needs the reference data and an empty register."""
    day = today()
    year = ProgrammeYear.objects.current()
    days = (day - year.starts_on).days
    password_hash = make_password(staff.PASSWORD)
    users, officers, mentors = staff.hire(password_hash=password_hash)

    booked, untrained, trained = [], [], []
    # In the order they came, so that the newest of a list are the latest to register.
    plans = iter(
        sorted(people_rows.plans(count, seed=seed, days=days), key=lambda plan: (plan.registered_day, plan.row))
    )
    while batch := list(islice(plans, people_rows.BATCH)):
        people = people_rows.write(batch, year=year, officers=officers)
        for plan in batch:
            person = people[plan.row]
            if plan.books:
                booked.append((plan, person))
            if plan.depth == 1 and plan.registered_day < days - 80:
                untrained.append(person)  # no session of theirs can still be to come
            if plan.depth > 1:
                trained.append((plan, person))
    sessions.hold(booked, year=year, officers=officers, today=day)
    sessions.plan_ahead(untrained, seed=seed, year=year, today=day)
    _after_training(trained, year=year, day=day, mentors=mentors)
    stalls.give_out(by=users[Role.STAFF], today=day)  # before anybody has a log-in, so that no message is sent
    _family(password_hash)
    periods.make(year)


def _after_training(trained, *, year, day, mentors):
    last_days = dict(
        Attendance.objects.order_by("meeting__ends_at").values_list("seat__participant_id", "meeting__ends_at")
    )
    after = evidence.AfterTraining(
        year=year, today=day, mentors=mentors, bazaars=evidence.bazaars(year=year, today=day)
    )
    mentored = []
    for plan, person in trained:
        if person.pk not in last_days:
            continue  # their session is still to come
        after.add(plan, person, last_days[person.pk].astimezone(WIB).date())
        if plan.depth >= 3:
            person.mentor = mentors.get(person.kecamatan_id, mentors[None])
            mentored.append(person)
    after.write()
    Participant.objects.bulk_update(mentored, ["mentor"], batch_size=1000)
    MentorAssignment.objects.bulk_create(
        [MentorAssignment(participant=person, mentor=person.mentor) for person in mentored], batch_size=1000
    )


def _family(password_hash):
    """Two people of one household share the log-in of the list: one far on the way, one just begun."""
    email, _ = staff.PARTICIPANT
    user = User.objects.create(name="Keluarga Kenanga", email=email, phone="+6281200009999", password=password_hash)
    home = Participant.objects.filter(kecamatan="31.73.02")
    checked = IdentityCheck.objects.standing().values("participant")
    far = home.filter(mentor__isnull=False, pk__in=checked).order_by("pk").first()
    begun = home.exclude(pk__in=checked).order_by("pk").first() or home.order_by("-pk").first()
    for person in filter(None, (far, begun)):
        person.user = user
        person.save(update_fields=["user"])
