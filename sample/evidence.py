"""Rows of what one invented person did after their training: notes, licence, sale, statements, capital.

Nothing is dated after today.
"""

import datetime as dt

from bazaars.models import StallApplication, StallDay, StallSale
from okoce.programme.stages import Stage
from participants.capital.models import CapitalApplication
from participants.finances.models import MonthlyStatement
from participants.journey.facts import FactKind
from participants.mentoring.models import MentoringNote
from participants.permits.models import Licence
from sample.words import LENDERS, MEETINGS, REFUSALS

MODELS = (MentoringNote, Licence, StallApplication, StallDay, StallSale, MonthlyStatement, CapitalApplication)
KINDS = MentoringNote.Kind.values
TOPICS = MentoringNote.Topic.values
CATEGORIES = StallApplication.Category.values
STATEMENTS = 3


def add(person, trained_on, *, mentors, stand):
    draws, depth = person.plan.draws("after"), person.plan.depth
    if depth >= 3:
        _notes(person, draws, trained_on, mentors)
    _licence(person, draws, trained_on)
    if stand:
        _stall(person, draws, trained_on, stand)
    if depth >= 6:
        _statements(person, draws, trained_on)
    _capital(person, draws, trained_on)


def _notes(person, draws, trained_on, mentors):
    ground = person.ground
    mentor = person.plan.draws("mentor").pick(mentors[person.plan.kecamatan])
    first = trained_on + dt.timedelta(days=draws.between(3, 12))
    second = first + dt.timedelta(days=draws.between(8, 20))
    third = second + dt.timedelta(days=draws.between(4, 14)) if draws.chance(0.85) else None
    for nth, (day, done) in enumerate([(first, second), (second, third)]):
        kind, minutes, topic = draws.pick(KINDS), draws.between(1, 4) * 30, draws.pick(TOPICS)
        text, next_step = draws.pick(MEETINGS)
        if day > ground.today:
            return
        done = done if done and done <= ground.today else None
        key = person.add(
            MentoringNote,
            nth=nth,
            of=2,
            mentor_id=mentor,
            met_on=day,
            kind=kind,
            minutes=minutes,
            topics=sorted({topic, MentoringNote.Topic.BOOKS}),
            text=text,
            next_step=next_step,
            next_step_due_on=day + dt.timedelta(days=14),
            next_step_done_on=done,
            recorded_at=ground.recorded(day, 17),
        )
        person.saw(Stage.MENTORING, FactKind.NOTE, day, f"mentoringnote:{key}")
        if done:
            person.saw(Stage.MENTORING, FactKind.FOLLOW_UP, done, f"mentoringnote:{key}")


def _licence(person, draws, trained_on):
    day = trained_on + dt.timedelta(days=draws.between(10, 40))
    is_refused, reason = draws.chance(0.25), draws.pick(REFUSALS)
    if day > person.ground.today:
        return
    recorded_at = person.ground.recorded(day, 14)
    if person.plan.depth >= 4:
        number = f"CONTOH-{person.plan.row + 1:07d}"
        key = person.add(
            Licence,
            kind=Licence.Kind.NIB,
            state=Licence.State.ISSUED,
            number=number,
            issued_on=day,
            recorded_at=recorded_at,
        )
        person.saw(Stage.PERMITS, FactKind.LICENCE, day, f"licence:{key}", key=Licence.Kind.NIB)
    elif is_refused:
        person.add(
            Licence, kind=Licence.Kind.NIB, state=Licence.State.REFUSED, refusal_reason=reason, recorded_at=recorded_at
        )


def _stall(person, draws, trained_on, stand):
    ground, opened = person.ground, stand.sold_on - dt.timedelta(days=stand.day)
    application = person.add(
        StallApplication,
        bazaar_id=stand.bazaar,
        number=stand.number,
        category=draws.pick(CATEGORIES),
        applied_at=ground.recorded(max(trained_on, opened - dt.timedelta(days=10)), 10),
    )
    person.rows.add(
        StallDay,
        id=application,
        bazaar_id=stand.bazaar,
        number=stand.stall,
        day_on=stand.sold_on,
        application_id=application,
        given_at=ground.recorded(max(trained_on, opened - dt.timedelta(days=3)), 12),
    )
    amount = draws.between(15, 240) * 10_000
    key = person.add(
        StallSale,
        bazaar_id=stand.bazaar,
        stall_day_id=application,
        sold_on=stand.sold_on,
        amount=amount,
        recorded_at=ground.recorded(stand.sold_on, 18),
    )
    person.saw(Stage.MARKETING, FactKind.SALE, stand.sold_on, f"stallsale:{key}", amount=amount)


def _statements(person, draws, trained_on):
    month = trained_on.replace(day=1)
    for nth in range(STATEMENTS):
        end = (month + dt.timedelta(days=32)).replace(day=1)
        sales = draws.between(150, 1200) * 10_000
        submitted = end + dt.timedelta(days=draws.between(1, 9))
        if submitted > person.ground.today:
            return
        key = person.add(
            MonthlyStatement,
            nth=nth,
            of=STATEMENTS,
            month_on=month,
            sales=sales,
            costs=int(sales * 0.6),
            submitted_on=submitted,
            recorded_at=person.ground.recorded(submitted, 19),
        )
        person.saw(Stage.FINANCES, FactKind.STATEMENT, submitted, f"monthlystatement:{key}", key=f"{month:%Y-%m}")
        month = end


def _capital(person, draws, trained_on):
    day = trained_on + dt.timedelta(days=draws.between(40, 70))
    if day > person.ground.today:
        return
    recorded_at = person.ground.recorded(day, 14)
    if person.plan.depth >= 7:
        amount = draws.between(2, 20) * 1_000_000
        key = person.add(
            CapitalApplication,
            state=CapitalApplication.State.DISBURSED,
            lender=draws.pick(LENDERS),
            amount=amount,
            disbursed_on=day,
            recorded_at=recorded_at,
        )
        person.saw(Stage.CAPITAL, FactKind.DISBURSEMENT, day, f"capitalapplication:{key}", amount=amount)
    elif draws.chance(0.05):
        person.add(
            CapitalApplication,
            state=CapitalApplication.State.NOT_WANTED,
            reason="Tidak berminat meminjam.",
            recorded_at=recorded_at,
        )
