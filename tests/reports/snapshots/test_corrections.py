"""What is learnt after an edition: it stays as it was, the difference is listed, and the next edition says it."""

import datetime as dt

import pytest
import time_machine

from okoce.accounts.areas import Area
from okoce.clock import now, today
from okoce.regions import places
from participants.journey.actions import journeys
from reports.editions import display
from reports.figures import counted
from reports.published.readers import Reader
from reports.snapshots.actions import basis, editions, freezing, known, snapshots
from reports.snapshots.changes import LATE, MERGED, MOVED, WITHDRAWN, Event, causes, net, words
from tests.factories import evidence
from tests.factories.merges import merged
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, KEBON_JERUK, PROVINCE
from tests.factories.reports import make_edition, make_period
from tests.refusals import refusal

EVERYBODY = Reader(Area.everywhere())

ONCE = dt.datetime(2025, 2, 1, 2, tzinfo=dt.UTC)


def areas(edition):
    """The bytes of everything that an edition froze."""
    rows = edition.snapshots.order_by("region_id")
    return [snapshots.canonical(row.figures, row.rule_version).encode() for row in rows]


def stage(figures, name):
    return next(row["people"] for row in figures["stages"] if row["stage"] == name)


@pytest.mark.django_db
def test_seven_late_and_two_merged_are_the_whole_difference():
    period, reached = make_period(ended_days_ago=1), today() - dt.timedelta(days=5)
    trained, untrained = ([make_participant(registered_at=ONCE) for _ in range(count)] for count in (6, 7))
    for person in [*trained, *untrained]:
        evidence.make_check(person, reached)
    for person in trained:
        evidence.make_attendance(person, reached)
    for person in [*trained, *untrained]:
        journeys.enter(person)
    first = make_edition(period)
    frozen = areas(first)

    with time_machine.travel(now() + dt.timedelta(hours=3), tick=False):
        for person in untrained:
            evidence.make_attendance(person, reached)
            journeys.refresh([person.pk])
        for keep, duplicate in (trained[:2], trained[2:4]):
            merged(keep, duplicate)
    with time_machine.travel(now() + dt.timedelta(hours=5), tick=False):
        first.refresh_from_db()
        found = known.changed_since(period.programme_year, on=first.cut_off_on, known_at=first.known_at)
        everybody = Reader(Area.everywhere())
        rows = {row["stage"]: row for row in display.then_and_now(first, places.region(GROGOL), reader=everybody)}
        then = freezing.figures_of(
            period,
            freezing.regions(),
            on=first.cut_off_on,
            known_at=first.known_at,
            reported=freezing.NOTHING,
            then=True,
        )
        second = editions.prepare(period, by=make_user("province"))

    assert areas(first) == frozen
    prints = {row.region_id: snapshots.fingerprint_of(row) for row in first.snapshots.all()}
    assert basis.sha256_of(first, prints) == first.sha256
    assert then[GROGOL]["stages"] == first.snapshots.get(region=GROGOL).figures["stages"]
    assert {(each.person, each.stage, each.people, each.why) for each in found} == {
        *((person.pk, "pelatihan", 1, LATE) for person in untrained),
        *((keep.pk, name, -1, MERGED) for keep in (trained[0], trained[2]) for name in ("pendaftaran", "pelatihan")),
    }
    assert (rows["pelatihan"]["reported"], rows["pelatihan"]["now"]) == (6, 11)
    assert (rows["pendaftaran"]["reported"], rows["pendaftaran"]["now"]) == (13, 11)
    assert (rows[counted.REGISTERED]["reported"], rows[counted.REGISTERED]["now"]) == (13, 11)
    for code in (GROGOL, PROVINCE):
        said = second.snapshots.get(region=code).figures["corrected"]
        assert said["edition"] == "R1"
        assert {row["stage"]: row["words"] for row in said["changes"]} == {
            "pendaftaran": "dilaporkan 13, kini 11: 2 data dobel disatukan",
            "pelatihan": "dilaporkan 6, kini 11: 7 data terlambat, 2 data dobel disatukan",
            "terdaftar": "dilaporkan 13, kini 11",
        }
    assert second.snapshots.get(region=KEBON_JERUK).figures["corrected"]["changes"] == []


@pytest.mark.django_db
def test_without_a_change_there_is_nothing_to_correct():
    edition = make_edition()

    refused = refusal(editions.prepare, edition.period, by=make_user("province"))

    assert refused == editions.NOTHING_CHANGED.format("R1")


@pytest.mark.django_db
def test_the_next_period_is_compared_with_the_newest_approved_edition():
    before, period = make_period(ended_days_ago=15), make_period(ended_days_ago=1)
    make_edition(before)
    people = [make_participant(registered_at=ONCE) for _ in range(5)]
    for person in people:
        evidence.make_check(person, before.ends_on)
    with time_machine.travel(now() + dt.timedelta(hours=1), tick=False):
        for person in people:
            journeys.enter(person)
        reported = editions.prepare(period).snapshots.get(region=GROGOL).figures["reported"]

    assert (reported["period"], reported["edition"]) == (1, "R1")
    assert reported["changes"][0]["words"] == "dilaporkan 0, kini 5: 5 data terlambat"


# --- Pure --------------------------------------------------------------------------------------------

DAY, AT = dt.date(2026, 11, 1), dt.datetime(2026, 11, 20, 2, tzinfo=dt.UTC)


def event(person, worth, *, kecamatan=GROGOL, stage="pelatihan"):
    return Event(person, stage, kecamatan, worth, DAY, AT)


@pytest.mark.once
@pytest.mark.parametrize(
    ("events", "merged_into", "expected"),
    [
        ([event(1, 1)], {}, [(1, GROGOL, 1, LATE)]),
        ([event(1, -1)], {}, [(1, GROGOL, -1, WITHDRAWN)]),
        ([event(1, -1), event(1, 1)], {}, []),
        ([event(1, -1), event(1, 1, kecamatan=KEBON_JERUK)], {}, [(1, GROGOL, -1, MOVED), (1, KEBON_JERUK, 1, MOVED)]),
        ([event(2, -1)], {2: 1}, [(1, GROGOL, -1, MERGED)]),
        ([event(2, -1), event(1, 1)], {2: 1}, []),
        ([event(2, -1), event(1, 1, stage="perizinan")], {2: 1}, [(1, GROGOL, -1, MERGED), (1, GROGOL, 1, LATE)]),
    ],
)
def test_events_of_one_person_and_stage_come_to_one_cause(events, merged_into, expected):
    found = net(events, merged_into)

    assert [(each.person, each.kecamatan, each.people, each.why) for each in found] == expected


@pytest.mark.once
def test_the_difference_is_said_with_its_causes():
    found = causes(net([*(event(person, 1) for person in range(7)), event(9, -1)], {}))

    assert words(512, 519, {LATE: 7}) == "dilaporkan 512, kini 519: 7 data terlambat"
    assert words(512, 518, found[GROGOL, "pelatihan"]) == "dilaporkan 512, kini 518: 7 data terlambat, 1 dibatalkan"
    assert words(5, 4, {MOVED: -1}) == "dilaporkan 5, kini 4: 1 pindah kecamatan"
