"""Summing up changes no figure: at any moment, of any day, at any level, whatever is corrected."""

import datetime as dt
import random
import threading
from collections import Counter

import pytest
from django.db import connection

from okoce.accounts.areas import Area
from okoce.clock import WIB
from okoce.programme.models import ProgrammeYear
from okoce.programme.stages import Stage
from participants.journey.actions import journeys, tallies
from participants.journey.models import Tally, TallyLedger, TallySum
from reports.figures import counted
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, GROGOL_KELURAHAN, JATINEGARA, TOMANG, make_places
from tests.factories.reports import make_tally
from tests.factories.years import make_year

KELURAHAN = [TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA]
DAYS = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(0, 365, 3)]


@pytest.fixture
def year(db):
    make_places()
    return make_year(2026)


def append_some(chance, year, rows):
    """Additions and corrections for any day of the year, some of them still to come."""
    added = Counter()
    for _ in range(rows):
        kelurahan = chance.choice(KELURAHAN)
        key = year.pk, kelurahan, kelurahan.rpartition(".")[0], chance.choice(Stage.values), chance.choice(DAYS)
        added[key] += chance.choice([1, 1, 2, -1])
    tallies.add_tallies(added)


def one_by_one(year, level, on, area):
    """The same figure from every tally."""
    found = Counter()
    rows = Tally.objects.filter(area.on("kecamatan"), programme_year=year, day__lte=on)
    for code, stage, people in rows.values_list("kelurahan_id", "stage", "people"):
        found[counted.code_at(code, level), stage] += people
    return {key: people for key, people in found.items() if people}


def figure(year, level, on, area):
    counts = counted.stage_counts(year, level, on, area=area)
    return {(code, stage): n for code, people in counts.items() for stage, n in people.items() if n}


@pytest.mark.parametrize("seed", range(4))
def test_a_figure_is_the_sum_of_its_tallies_whatever_was_summed_up(year, seed):
    chance = random.Random(seed)
    areas = [Area.everywhere(), Area.of_region(BARAT), Area.of_region(GROGOL), Area.of_region(TOMANG)]

    for _ in range(4):
        append_some(chance, year, 40)
        if chance.random() < 0.7:
            tallies.fold(limit=chance.choice([7, 25, 1000]))
        for level in counted.LEVELS:
            for area in areas:
                for on in chance.sample(DAYS, 3):
                    assert figure(year, level, on, area) == one_by_one(year, level, on, area)

    assert TallySum.objects.exists()


def test_many_days_at_once_are_each_their_own_figure(year):
    chance = random.Random(5)
    append_some(chance, year, 200)
    tallies.fold()
    append_some(chance, year, 20)
    days = chance.sample(DAYS, 9)

    by_day = counted.people_on(year, "kecamatan", days)

    assert by_day == {day: counted.stage_counts(year, "kecamatan", day) for day in days}


def test_sums_are_kept_for_every_fortnight_that_is_over(year, time_machine):
    time_machine.move_to(dt.datetime(2026, 3, 20, 9, tzinfo=WIB))
    make_tally("pelatihan", 3, day=dt.date(2026, 1, 5))
    tallies.fold()
    kept = TallyLedger.objects.get().kept_days
    time_machine.move_to(dt.datetime(2026, 3, 26, 0, 1, tzinfo=WIB))

    tallies.fold()

    assert kept == [end for _, end in year.fortnights][:5]
    assert TallyLedger.objects.get().kept_days == [*kept, dt.date(2026, 3, 25)]
    sums = TallySum.objects.filter(region=GROGOL, level="kecamatan", stage="pelatihan").order_by("until")
    assert list(sums.values_list("until", "people")) == [(day, 3) for day in [*kept, dt.date(2026, 3, 25), dt.date.max]]


def test_a_figure_of_today_and_of_past_fortnights_reads_no_more_rows_with_more_days_and_people(year):
    """One sum for each region and stage, and nothing of what was summed up."""
    append_some(random.Random(6), year, 800)
    tallies.fold()
    ends = [end for _, end in year.fortnights][:8]

    counted.people_on(year, "kecamatan", [*ends, dt.date(2026, 12, 31)])

    rows = TallySum.objects.filter(level="kecamatan", until__in=[*ends, dt.date.max])
    assert rows.count() <= 9 * 4 * len(Stage)
    assert Tally.objects.filter(is_summed=False).count() == 0


def test_made_anew_the_sums_are_the_same(year):
    append_some(random.Random(7), year, 120)
    tallies.fold()
    append_some(random.Random(8), year, 60)
    tallies.fold()
    fields = ("level", "until", "region_id", "stage", "people")
    kept = set(TallySum.objects.exclude(people=0).values_list(*fields))

    tallies.sum_anew(year)

    assert set(TallySum.objects.values_list(*fields)) == kept


def test_a_rebuild_sets_the_sums_right_too(year):
    make_tally("pelatihan", 3)
    tallies.fold()
    TallySum.objects.update(people=99)

    journeys.settle_tallies()

    assert figure(year, "provinsi", dt.date(2026, 12, 31), Area.everywhere()) == {}  # nobody stands behind the three


def test_years_do_not_mix(year):
    make_tally("pelatihan", 3, day=dt.date(2026, 2, 1), year=year)
    make_tally("pelatihan", 5, day=dt.date(2025, 2, 1), year=make_year(2025))

    tallies.fold()

    last = dt.date(2026, 12, 31)
    assert figure(year, "provinsi", last, Area.everywhere()) == {("31", "pelatihan"): 3}
    assert figure(make_year(2025), "provinsi", last, Area.everywhere()) == {("31", "pelatihan"): 5}


@pytest.mark.django_db(transaction=True)
def test_who_reads_while_others_append_and_sum_up_never_sees_one_twice_or_not_at_all():
    make_places()
    year, seen, errors = make_year(2026), [], []
    appended = threading.Event()

    def write():
        try:
            for number in range(30):
                make = (year.pk, TOMANG, GROGOL, "pelatihan", dt.date(2026, 2, 1) + dt.timedelta(days=number % 3))
                tallies.add_tallies({make: 1})
                tallies.fold()
        except Exception as error:  # told by the test below, in the thread that counts
            errors.append(error)
        finally:
            appended.set()
            connection.close()

    def read():
        own = ProgrammeYear.objects.get(pk=year.pk)
        while not appended.is_set():
            seen.append(counted.stage_counts(own, "provinsi", dt.date(2026, 11, 1))["31"]["pelatihan"])
        connection.close()

    threads = [threading.Thread(target=work) for work in (write, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert errors == []
    assert seen == sorted(seen)  # it only grew
    assert counted.stage_counts(year, "provinsi", dt.date(2026, 11, 1))["31"]["pelatihan"] == 30
