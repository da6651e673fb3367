"""Two records of one person, with whatever both may have, and the way to one record."""

import datetime as dt
import random

from okoce.clock import now, today
from participants.journey.actions import journeys
from participants.merges.actions import merging, proposing
from participants.people.models import Business, Participant, Residence
from participants.twins.models import TwinCandidate
from tests.factories import evidence
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.consents import make_consent
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, TOMANG
from tests.factories.sessions import make_attendance, make_seat, make_session

FIRST, LAST = dt.date(2025, 2, 1), 250  # days within which facts of a random history lie


def make_twins(**fields):
    """Two records with one digit of the NIK between them, the older first."""
    kind = {"name": "Siti Kenanga", "phone": "+6281200004321", "sex": "P", "birth_on": dt.date(1990, 5, 10)} | fields
    older = make_participant(nik="3173025005909001", registered_at=now() - dt.timedelta(days=700), **kind)
    newer = make_participant(nik="3173025005909002", registered_at=now() - dt.timedelta(days=400), **kind)
    return older, newer


def make_candidate(one, other, *, state=TwinCandidate.State.OPEN, score=100, **fields):
    reasons = fields.pop("reasons", ["name", "birth", "phone", "kelurahan", "nik_close"])
    one, other = sorted((one, other), key=lambda person: person.pk)
    if state != TwinCandidate.State.OPEN:
        fields |= {"decided_by": fields.get("decided_by") or make_user("officer"), "decided_at": now()}
    return TwinCandidate.objects.create(one=one, other=other, state=state, score=score, reasons=reasons, **fields)


def make_merge(keep, duplicate, *, by=None):
    """A proposal that waits for a second officer."""
    return proposing.propose(keep, duplicate, by=by or make_user("officer"), reason="KTP asli dilihat, orang yang sama")


def merged(keep, duplicate, *, by=None):
    return merging.confirm(make_merge(keep, duplicate), by=by or make_user("officer"))


def make_history(people, *, seed):
    """Write a random history of these people: some of it at the same sessions, bazaars, months and days."""
    chance = random.Random(seed)
    sessions = [make_session(days=(-20,)), make_session(days=(9,)), make_session(days=(9,), hours=(10, 14))]
    bazaars = [make_bazaar(days=(-9, -8), name="Bazar Lama"), make_bazaar(name="Bazar Baru")]
    mentor, officer = make_user("mentor"), make_user("officer")
    for person in people:
        for _ in range(chance.randint(3, 14)):
            _fact(chance, person, sessions, bazaars, mentor, officer)
    journeys.rebuild_all()


def _fact(chance, person, sessions, bazaars, mentor, officer):
    on = FIRST + dt.timedelta(days=chance.randrange(LAST))
    month = on.replace(day=1)
    chance.choice(
        [
            lambda: person.identity_checks.standing().exists() or evidence.make_check(person, on, by=officer),
            lambda: evidence.make_attendance(person, on, by=officer),
            lambda: evidence.make_note(person, on, done_on=on, by=mentor),
            lambda: evidence.make_licence(person, on),
            lambda: _once(evidence.make_statement, person, chance.choice([FIRST, month])),
            lambda: evidence.make_disbursement(person, on),
            lambda: _seat(chance, person, chance.choice(sessions)),
            lambda: _application(chance, person, chance.choice(bazaars)),
            lambda: make_consent(person, is_given=chance.random() < 0.5),
            lambda: Business.objects.get_or_create(participant=person, defaults={"standing": "idea", "trade": "kue"}),
            lambda: Residence.objects.get_or_create(
                participant=person,
                since_on=today() - dt.timedelta(days=chance.choice((800, 300))),
                defaults={"kelurahan_id": chance.choice((TOMANG, DURI_KEPA))},
            ),
            lambda: Participant.objects.filter(pk=person.pk).update(mentor=mentor),
            lambda: Participant.objects.filter(pk=person.pk).update(user=make_user()),
        ]
    )()


def _once(make, person, month):
    if not person.monthly_statements.filter(month_on=month, voided_at=None).exists():
        make(person, month)


def _seat(chance, person, session):
    if person.seats.exclude(state="released").exists():
        return
    seat = make_seat(session, person, state="confirmed")
    if session.has_started:
        make_attendance(seat, session.meetings.get())


def _application(chance, person, bazaar):
    if person.stall_applications.filter(bazaar=bazaar).exists():
        return
    application = make_application(bazaar, person)
    if chance.random() < 0.4 and not bazaar.stall_days.exists():
        make_stall_day(application)
