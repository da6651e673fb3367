"""A reader of every page, file and paper of three days, who knows how sums are made, works out no hidden count."""

import datetime as dt
import random

import pytest
from django.test import Client

from okoce.clock import now, today
from okoce.programme.stages import Stage
from okoce.regions import loading, places
from okoce.regions.levels import JAKARTA, Level
from okoce.regions.models import Region
from participants.journey.models import Tally
from reports.figures.models import DailyCount, DailyFigure
from reports.papers import tables
from reports.published import evidence
from reports.snapshots.actions import freezing, snapshots
from tests.factories.people import make_user
from tests.factories.reports import make_period
from tests.factories.years import make_year
from tests.reports.papers.drawn import draw
from tests.reports.published.outlets import REGISTERED, WAITING, Printed
from tests.reports.published.solving import Reading

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

PAPERS = {"31.71.02": "kecamatan", "31.73.02": "kecamatan", "31.71": "kota"}
COLUMNS = (*Stage.values, WAITING, REGISTERED)
FACTS = (*evidence.COUNTS, *evidence.AMOUNTS, evidence.MENTORS)


@pytest.fixture
def jakarta():
    """The islands, and some kecamatan of two kota: real places, the smallest of all among them."""
    wanted = ("31.01", "31.71.01", "31.71.02", "31.71.03", "31.73.02", "31.73.05")
    rows = [row for row in loading.rows("wilayah_dki.csv") if row["kode"] in ("31", "31.71", "31.73")]
    rows += [row for row in loading.rows("wilayah_dki.csv") if row["kode"].startswith(wanted)]
    Region.objects.bulk_create(
        Region(
            code=row["kode"],
            level=row["level"],
            name=row["nama"],
            official_name=row["nama_resmi"],
            parent_id=row["kode_induk"] or None,
            bps_code=row["kode_bps"],
        )
        for row in rows
    )


def fill(year, days, chance):
    """So many people at each stage of each kelurahan, with a few more each day: from none to many."""
    rows = []
    for kelurahan in places.of_level(Level.KELURAHAN):
        size = chance.choice([1, 3, 6, 15, 40])
        for i, stage in enumerate((Tally.REGISTERED, *Stage.values)):
            for first, day in zip((True, False, False), days, strict=True):
                people = chance.randint(0, size) // (i + 1 if first else 4) + (size if i == 0 and first else 0)
                rows.append(
                    Tally(
                        programme_year=year, kelurahan_id=kelurahan.code, kecamatan_id=kelurahan.parent_id,
                        stage=stage, day=day, people=people,
                    )
                )  # fmt: skip
    Tally.objects.bulk_create(rows)


def fill_facts(year, on, chance):
    """So many licences, loans, notes and takings in each kecamatan on a day: from none to many."""
    count = DailyCount.objects.create(programme_year=year, day=on, counted_at=now())
    numbers = {
        (key, place.code): chance.choice([0, 1, 2, 4, 7, 30])
        for key in (*evidence.COUNTS, evidence.MENTORS)
        for place in places.of_level(Level.KECAMATAN)
    }
    for amount, key in evidence.AMOUNTS.items():
        numbers |= {
            (amount, place.code): 1_000 * numbers[key, place.code] for place in places.of_level(Level.KECAMATAN)
        }
    DailyFigure.objects.bulk_create(
        DailyFigure(
            programme_year=year, day=on, figure=key, version=1, region_id=code, value=value, counted_at=count.counted_at
        )
        for (key, code), value in numbers.items()
    )  # fmt: skip


def larger_places():
    return [place for level in (Level.PROVINCE, Level.KOTA, Level.KECAMATAN) for place in places.of_level(level)]


def equations(read, days, facts_on):
    for day in days:
        for place in larger_places():
            below = [part.code for part in places.parts_of(place.code)]
            has_facts = day == facts_on and place.level != Level.KECAMATAN  # there are none below it
            for column in COLUMNS + (FACTS if has_facts else ()):
                read.add((column, day, place.code), [(column, day, part) for part in below])
        for place in larger_places():
            parts = [(column, day, place.code) for column in ("pendaftaran", WAITING)]
            read.add((REGISTERED, day, place.code), parts)


@pytest.mark.parametrize("seed", [3])
def test_a_solver_that_reads_everything_narrows_no_hidden_count(jakarta, seed):
    year = make_year()
    last = make_period(ended_days_ago=1, year=year)
    days = [last.starts_on - dt.timedelta(days=1), last.ends_on, today()]
    fill(year, days, random.Random(seed))
    fill_facts(year, last.ends_on, random.Random(seed))
    official = Client()
    official.force_login(make_user("official", region=JAKARTA))
    kecamatan = [place.code for place in places.of_level(Level.KECAMATAN)]
    papers = [snapshot.printed for snapshot in snapshots.take(last, freezing.regions()).values()]

    now, before = Printed(official, today()), Printed(official, last.ends_on)
    now.province()
    for code in kecamatan:
        now.kecamatan(code)
    before.open_data(tables.open_data(papers).export("csv"), days[0])
    before.workbook(tables.workbook(papers).export("xlsx"), days[0])
    for code in (JAKARTA, "31.01", kecamatan[0], kecamatan[-1]):
        now.board(code, last.ends_on)
    before_papers = len(before.cells)
    for figures in papers:
        if figures["code"] in PAPERS:
            before.paper(draw(PAPERS[figures["code"]], figures), figures["code"], days[0])
    assert len(before.cells) - before_papers > 100

    read = Reading()
    for cell, printed in now.cells + before.cells:
        read.read(cell, printed)
    for later, earlier, change in now.changes + before.changes:
        read.add(later, [earlier], change)
    equations(read, days, last.ends_on)
    signs = {cell for cell, printed in now.cells + before.cells if printed is None}
    assert signs.isdisjoint(read.known)  # hidden everywhere or nowhere
    assert len(now.cells) + len(before.cells) > 1000
    assert len(signs) > 100
    assert len([cell for cell in signs if cell[0] in FACTS]) > 30
    # What nobody prints may be worked out where it is not small.
    assert [cell for cell, (low, high) in read.narrowed().items() if cell in signs or (low < 5 and high > 0)] == []
