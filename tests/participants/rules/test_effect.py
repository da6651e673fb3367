"""Over random worlds: whom a change was said to move are exactly those it moves."""

import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import WIB, now
from okoce.notifications.models import Message
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding
from participants.journey.stages import held
from participants.rules import effects
from participants.rules.actions import confirming
from participants.rules.models import RuleChange, RuleEffect
from tests.factories import evidence
from tests.factories.people import make_user
from tests.factories.places import DURI_KEPA, GROGOL_KELURAHAN, JATINEGARA, TOMANG
from tests.factories.rules import count, make_rule_change
from tests.factories.years import make_year
from tests.participants.journey.acting import day, make_resident
from tests.participants.journey.test_laws import act_at_random

pytestmark = pytest.mark.django_db
HOMES = [TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA]
CHANGES = [
    {"statements": 1, "months": 3},
    {"statements": 4, "months": 9, "notes": 1},
    {"order": "sequential"},
    {"modules": ["M1"]},
    {"modules": ["M1", "M2", "M3", "K1"]},
    {"notes": 3, "finished_follow_up": 0},
    {"counts_nib": False, "counts_halal": True},
    {"days_apart": 60, "attendance_percent": 100},
]


@pytest.fixture(autouse=True)
def within_the_year(time_machine):
    time_machine.move_to(dt.datetime(2026, 11, 20, 9, tzinfo=WIB))


CASES = list(enumerate(CHANGES))


def world(seed):
    """People of two years with random evidence; only the first year's rules change."""
    chance, officer = random.Random(seed), make_user("officer", phone=f"+62812000080{seed:02}")
    year, other = make_year(2026, order=chance.choice(["free", "sequential"])), make_year(2025)
    people = [make_resident(year=other if n % 5 == 4 else year, kelurahan=HOMES[n % 4]) for n in range(15)]
    for person in people:
        journeys.enter(person)
        evidence.make_check(person, day(1, 6), by=officer)
    for _ in range(110):
        act_at_random(chance, people, officer)
    journeys.rebuild_all()
    return year, people, officer


def held_now():
    """{(person, stage): (day, kecamatan)} of everybody."""
    rows = StageStanding.objects.values_list("participant_id", "stage", "reached_on", "kecamatan_id")
    return {(person, stage): (on, place) for person, stage, on, place in rows}


def difference(before, after):
    """{(person, stage): (day before, day after)} where something a person can see differs."""
    return {
        key: (before.get(key, (None,))[0], after.get(key, (None,))[0])
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def shown(change):
    rows = RuleEffect.objects.filter(change=change)
    return {(row.participant_id, row.stage): (row.old_on, row.new_on) for row in rows}


@pytest.mark.parametrize(("seed", "values"), CASES)
def test_the_shown_effect_is_the_effect_to_the_person(seed, values):
    year, people, _ = world(seed)
    change, before = make_rule_change(year, **values), held_now()
    promised = shown(change)

    confirming.confirm(change, by=make_user("province", phone="+6281200007002"), seen=change.digest)
    assert held_now() == before
    confirming.carry_out(change.pk)

    change.refresh_from_db()
    assert change.state == RuleChange.State.DONE
    assert difference(before, held_now()) == promised == shown(change)
    assert {person for person, _ in promised} <= {person.pk for person in people if person.programme_year == year}
    assert list(journeys.differences()) == []
    assert journeys.tally_differences() == {}
    everything = held(StageEvent.objects.all(), on=day(12, 31), known_at=now())
    assert everything == set(held_now())


def test_people_rise_fall_or_keep_a_stage_from_another_day():
    people, officer, year = [make_resident() for _ in range(3)], make_user("officer"), make_year()
    for months, person in zip(((2,), (2, 3, 4), (2, 3, 4, 5)), people, strict=True):
        evidence.make_check(person, day(1, 6), by=officer)
        for month in months:
            evidence.make_statement(person, day(month, 1))
        journeys.enter(person)
    one, three, four = (person.pk for person in people)

    less = {(pk, stage): kind for pk, stage, kind in _kinds(make_rule_change(year, statements=1))}
    RuleChange.objects.all().delete()
    more = {(pk, stage): kind for pk, stage, kind in _kinds(make_rule_change(year, statements=4))}

    assert less == {(one, "pelaporan"): "gained", (three, "pelaporan"): "moved", (four, "pelaporan"): "moved"}
    assert more == {(three, "pelaporan"): "lost", (four, "pelaporan"): "moved"}


def _kinds(change):
    return change.effects.values_list("participant", "stage", "kind")


def test_when_facts_moved_the_new_effect_waits_and_then_takes_effect():
    officer, second = make_user("officer"), make_user("province", phone="+6281200007002")
    year, (early, late) = make_year(), (make_resident(), make_resident())
    for person in (early, late):
        evidence.make_check(person, day(1, 6), by=officer)
        journeys.enter(person)
    evidence.make_statement(early, day(2, 1))
    change = make_rule_change(year, statements=1)
    confirming.confirm(change, by=second, seen=change.digest)
    seen, stands = change.digest, held_now()
    evidence.make_statement(late, day(3, 1))
    journeys.refresh([late.pk])

    confirming.carry_out(change.pk)

    change.refresh_from_db()
    year.refresh_from_db()
    assert (change.state, change.decided_by, change.moved_meanwhile) == (RuleChange.State.WAITING, None, True)
    assert (year.statements, held_now()) == (3, stands)
    assert {person for person, _ in shown(change)} == {early.pk, late.pk}
    assert Message.objects.filter(user=second, body__contains="Sahkan lagi").count() == 1
    with pytest.raises(ValidationError, match="dihitung ulang"):
        confirming.confirm(change, by=second, seen=seen)

    promised = shown(change)
    confirming.confirm(change, by=second, seen=change.digest)
    confirming.carry_out(change.pk)
    change.refresh_from_db()
    assert (change.state, difference(stands, held_now())) == (RuleChange.State.DONE, promised)


def test_counting_again_gives_the_same_and_reads_in_parts(monkeypatch):
    year, *_ = world(5)
    change = make_rule_change(year, **CHANGES[0])
    first = change.digest, change.effect, shown(change)
    monkeypatch.setattr(effects, "BATCH", 3)
    RuleChange.objects.update(counted_at=None)

    count(change)

    assert (change.digest, change.effect, shown(change)) == first


def test_people_up_and_down_are_counted_once_in_all_and_in_each_part():
    rows = [
        effects.Moved(1, "perizinan", "gained", "31.73.02", None, day(3, 1)),
        effects.Moved(1, "pemasaran", "gained", "31.73.05", None, day(3, 1)),
        effects.Moved(2, "perizinan", "lost", "31.73.02", day(3, 1), None),
    ]

    assert effects.summary(rows) == {
        "people": {"gained": 1, "lost": 1},
        "kecamatan": {"31.73.02": {"gained": 1, "lost": 1}, "31.73.05": {"gained": 1}},
        "stage": {"perizinan": {"gained": 1, "lost": 1}, "pemasaran": {"gained": 1}},
    }
