"""What was known of a day at an instant stays answerable: nothing that is learnt later changes it."""

import datetime as dt
import random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.areas import Area
from okoce.clock import now
from participants.journey.actions import journeys, tallies
from participants.journey.models import StageEvent, Tally, TallyChange
from participants.people.models import Residence
from reports.figures import counted, registry
from tests.factories.people import make_user
from tests.factories.places import (
    BARAT,
    DURI_KEPA,
    GROGOL,
    GROGOL_KELURAHAN,
    JATINEGARA,
    KEBON_JERUK,
    PROVINCE,
    TOMANG,
)
from tests.factories.reports import make_tally
from tests.factories.years import make_year
from tests.participants.journey.acting import day, make_resident
from tests.participants.journey.test_laws import act_at_random

pytestmark = pytest.mark.django_db

DAYS = [day(1, 4), day(1, 5), day(4, 1), day(8, 15), day(12, 31)]
HOMES = [TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA]


def shown(year, known_at=None, area=counted.EVERYWHERE, level="kelurahan"):
    found = counted.people_on(year, level, DAYS, known_at=known_at, area=area)
    return {on: {code: +people for code, people in found[on].items() if +people} for on in DAYS}


def recounted(year, on, known_at):
    """{kecamatan: {stage: people}} by adding up every event, one after another."""
    answer = {}
    for event in StageEvent.objects.filter(participant__programme_year=year):
        if event.happened_on <= on and event.known_at <= known_at:
            people = answer.setdefault(event.kecamatan_id, {})
            people[event.stage] = people.get(event.stage, 0) + (1 if event.kind == StageEvent.Kind.GAINED else -1)
    return {code: found for code, people in answer.items() if (found := {s: n for s, n in people.items() if n})}


@pytest.fixture
def history():
    """Acts at random in two years, summed up at times; {instant: what was shown then} of the one year."""
    chance, officer = random.Random(1), make_user("officer")
    years = [make_year(2026, order="free"), make_year(2025, order="sequential")]
    people, seen = [], {}
    for number in range(70):
        if len(people) < 8 and number % 4 == 0:
            people.append(make_resident(year=years[len(people) % 2], kelurahan=HOMES[len(people) % 4]))
            journeys.enter(people[-1])
        person = act_at_random(chance, people, officer)
        journeys.refresh([person.pk], reason="keliru")
        if chance.random() < 0.1:
            tallies.fold(limit=chance.choice([None, 3]))
        if number % 7 == 0:
            seen[now()] = shown(years[0])
    return years[0], seen


def test_what_was_shown_is_shown_again_as_known_then_and_is_what_the_events_add_up_to(history):
    year, seen = history

    assert len({str(figures) for figures in seen.values()}) > 5
    for known_at, figures in seen.items():
        assert shown(year, known_at) == figures
    tallies.fold(limit=None)
    assert not Tally.objects.filter(is_summed=False).exists()
    for known_at, figures in seen.items():
        assert shown(year, known_at) == figures
    assert shown(year, now()) == shown(year)
    for known_at in seen:
        found = shown(year, known_at, level="kecamatan")
        for on in DAYS:
            stages = {
                code: left
                for code, people in found[on].items()
                if (left := {stage: n for stage, n in people.items() if stage != counted.REGISTERED})
            }
            assert stages == recounted(year, on, known_at)
    _compare_areas(year, sorted(seen)[len(seen) // 2])


def _compare_areas(year, known_at):
    """An area and larger regions are asked for alike."""
    whole = shown(year, known_at)[DAYS[-1]]

    barat = shown(year, known_at, Area.of_region(BARAT), "kecamatan")[DAYS[-1]]
    province = shown(year, known_at, level="provinsi")[DAYS[-1]]

    assert barat == {
        code: people
        for code, people in counted.add_up(whole, "kecamatan").items()
        if code in (GROGOL, KEBON_JERUK) and people
    }
    assert province[PROVINCE] == counted.add_up(whole, "provinsi")[PROVINCE]


def test_the_statements_do_not_grow_with_what_is_known_later():
    year = make_year()
    before = now()
    with CaptureQueriesContext(connection) as today:
        shown(year)
    for number in range(5):
        make_tally("pelatihan", number + 1, day=DAYS[2])
        tallies.fold()
    with CaptureQueriesContext(connection) as then:
        shown(year, before)

    assert len(then) == len(today) == 2
    assert shown(year, before) == {on: {} for on in DAYS}
    assert TallyChange.objects.count() == 5


def test_a_home_put_right_later_is_not_known_before():
    year, person = make_year(), make_resident()
    journeys.enter(person)
    known_at = now()
    before = journeys.registrations({person.pk: person})
    Residence.objects.filter(participant=person).update(kelurahan_id=JATINEGARA)
    moved = journeys.registrations({person.pk: person})
    moved.subtract(before)
    tallies.add_tallies(moved)

    then, current = (
        registry.read(["terdaftar"], year, "kelurahan", DAYS[1], known_at=at)["terdaftar"] for at in (known_at, None)
    )
    assert (then, current) == ({TOMANG: 1}, {JATINEGARA: 1})


def test_what_came_and_went_at_one_instant_leaves_nothing():
    at, key = now(), (make_year().pk, TOMANG, GROGOL, "pelatihan", dt.date(2026, 5, 1))
    make_tally("pelatihan", 1)
    Tally.objects.all().delete()
    tallies.add_tallies({key: 1}, known_at=at)
    tallies.add_tallies({key: -1}, known_at=at)

    tallies.fold()

    assert not TallyChange.objects.exists()
