"""Figures are frozen with their cut-off; what is learnt later is a line in the next report."""

import datetime as dt
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now, today
from okoce.regions.models import Region
from reports.figures import counted
from reports.papers.models import Report, ReportRun
from reports.snapshots import changes
from reports.snapshots.actions import freezing, snapshots
from reports.snapshots.models import Period, Snapshot
from tests.factories.places import BARAT, GROGOL, GROGOL_KELURAHAN, KEBON_JERUK, PROVINCE, TOMANG
from tests.factories.reports import make_document, make_funnel, make_period, make_tally, make_target
from tests.factories.sessions import make_seat, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def periods():
    return make_period(ended_days_ago=15), make_period(ended_days_ago=1)


def take(period):
    return snapshots.take(period, list(Region.objects.kecamatan()))


def report(snapshot):
    """As if the report of a snapshot had been drawn and read."""
    run = ReportRun.objects.create(period=snapshot.period, area=snapshot.region_id)
    row = Report.objects.create(run=run, region=snapshot.region, snapshot=snapshot)
    Report.objects.filter(pk=row.pk).update(document=make_document(), ready_at=now())


def test_a_snapshot_freezes_the_figures_of_its_cut_off(periods):
    before, period = periods
    make_funnel(30, 20, 10, 8, 6, 4, 2, day=before.ends_on)
    make_funnel(5, 4, 3, 2, 2, 1, 1, kelurahan=GROGOL_KELURAHAN, day=period.ends_on)
    make_funnel(99, 99, day=period.ends_on + dt.timedelta(days=1))
    make_target("pelatihan", 50)
    make_seat(make_session(days=(-3,), capacity=10))

    frozen = take(period)[GROGOL].figures

    assert (frozen["kecamatan"], frozen["period"]) == ("Grogol Petamburan", 2)
    assert frozen["cut_off_on"] == period.ends_on.isoformat()
    assert (frozen["registered"], frozen["waiting"]) == (36 + 6, 42 - 35)
    assert [(row["number"], row["people"], row["added"], row["target"]) for row in frozen["stages"]] == [
        (1, 35, 5, 0), (2, 24, 4, 50), (3, 13, 3, 0), (4, 10, 2, 0), (5, 8, 2, 0), (6, 5, None, 0), (7, None, None, 0),
    ]  # fmt: skip
    assert [point["stages"]["pelatihan"] for point in frozen["trend"]] == [20, 24]
    assert [(row["name"], row["stages"]["pelatihan"]) for row in frozen["kelurahan"]] == [
        ("Tomang", None),
        ("Grogol", None),
    ]
    assert frozen["training"] == frozen["training_added"] == {"sessions": 1, "seats": 10, "booked": None, "attended": 0}


def test_of_a_period_that_still_runs_the_cut_off_is_today():
    period = make_period(ended_days_ago=-5)

    snapshot = take(period)[GROGOL]

    assert snapshot.cut_off_on == today()


def test_the_same_figures_are_the_same_row(periods):
    make_funnel(30, 20, day=periods[1].ends_on)
    first = take(periods[1])

    again = take(periods[1])
    make_tally("pelatihan", 1, day=periods[1].ends_on)
    changed = take(periods[1])

    assert again == first
    assert changed[KEBON_JERUK] == first[KEBON_JERUK]
    assert changed[GROGOL] != first[GROGOL]
    assert Snapshot.objects.count() == 3 + 1


def test_another_rule_is_another_snapshot(periods, monkeypatch):
    first = take(periods[1])

    monkeypatch.setattr(counted, "RULE_VERSION", "2099-1")

    assert take(periods[1])[GROGOL] != first[GROGOL]


def test_a_correction_is_a_line_in_the_next_report(periods):
    before, period = periods
    make_funnel(900, 512, 10, day=before.ends_on)
    report(take(before)[GROGOL])
    make_tally("pelatihan", 7, day=before.ends_on, kelurahan=TOMANG)
    make_tally("pelatihan", 11, day=period.ends_on)

    frozen = take(period)

    assert frozen[GROGOL].figures["reported"] == {
        "period": 1,
        "edition": "",
        "cut_off_on": before.ends_on.isoformat(),
        "changes": [changes.row("pelatihan", "Pelatihan", 512, 519, {})],
    }
    assert frozen[KEBON_JERUK].figures["reported"] is None


def test_a_snapshot_that_was_never_reported_needs_no_correction(periods):
    take(periods[0])

    assert take(periods[1])[GROGOL].figures["reported"] is None


def test_numbers_are_whole_and_names_are_those_of_places(periods):
    make_funnel(30, 20, day=periods[1].ends_on)

    frozen = take(periods[1])[GROGOL].figures

    assert not any(isinstance(value, float) for value in _values(frozen))
    assert json.loads(json.dumps(frozen)) == frozen


def test_many_regions_cost_as_many_statements_as_one(periods):
    regions = freezing.regions()
    snapshots.take(Period.objects.get(pk=periods[1].pk), regions[:1])  # reads reference data into memory
    with CaptureQueriesContext(connection) as one:
        snapshots.take(Period.objects.get(pk=periods[1].pk), regions[-1:])
    with CaptureQueriesContext(connection) as all_of_them:
        snapshots.take(Period.objects.get(pk=periods[1].pk), regions)

    assert {region.level for region in regions} == set(freezing.LEVELS)
    assert len(all_of_them) == len(one)


def test_kota_and_province_are_frozen_with_what_lies_in_them(periods):
    make_funnel(30, 20, day=periods[0].ends_on)
    make_funnel(5, 4, kelurahan=GROGOL_KELURAHAN, day=periods[1].ends_on)
    make_target("pelatihan", 50)
    make_target("pelatihan", 7, kecamatan=KEBON_JERUK)

    found = snapshots.take(periods[1], freezing.regions())
    kota, province = found[BARAT].figures, found[PROVINCE].figures

    for frozen in (kota, province):
        training = frozen["stages"][1]
        assert (training["people"], training["added"], training["target"]) == (24, 4, 57)
        assert frozen["registered"] == 42
    assert [(row["code"], row["stages"]["pelatihan"], row["targets"]["pelatihan"]) for row in kota["areas"]] == [
        (GROGOL, 24, 50),
        (KEBON_JERUK, 0, 7),
    ]
    assert [row["code"] for row in province["all_kecamatan"]] == [
        region.pk for region in Region.objects.kecamatan().order_by("code")
    ]
    assert sum(row["added"]["pelatihan"] for row in province["areas"]) == 4


def test_rooms_above_have_their_parts_frozen(periods, settings):
    settings.FROZEN_PARTS = [f"{__name__}.actions_of_the_meeting"]

    frozen = snapshots.take(periods[1], freezing.regions())

    assert frozen[GROGOL].figures["parts"] == {"actions": [periods[1].ends_on.isoformat()]}
    assert frozen[BARAT].figures["parts"] == {"actions": None}


def actions_of_the_meeting(year, on, known_at):
    assert known_at <= now()
    return {"actions": {GROGOL: [on.isoformat()]}}


def _values(frozen):
    if isinstance(frozen, dict):
        for value in frozen.values():
            yield from _values(value)
    elif isinstance(frozen, list):
        for value in frozen:
            yield from _values(value)
    else:
        yield frozen
