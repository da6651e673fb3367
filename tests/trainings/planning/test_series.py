"""A pattern becomes a list of drafts: weekdays, waves, modules in turn, or all of them in one day."""

import datetime as dt

import pytest

from okoce.clock import WIB
from trainings.planning import series
from trainings.planning.series import Pattern, Site

pytestmark = pytest.mark.once

TUESDAY, THURSDAY, SATURDAY = 1, 3, 5
MONDAY_4_JANUARY = dt.date(2027, 1, 4)
M1, M2, M3 = 11, 12, 13


def make_pattern(**fields):
    return Pattern(
        **{
            "first_on": MONDAY_4_JANUARY,
            "weekdays": (TUESDAY, THURSDAY, SATURDAY),
            "starts": dt.time(8),
            "ends": dt.time(10, 30),
            "weeks": 4,
            "modules": (M1, M2, M3),
            **fields,
        }
    )


def make_site(kecamatan="31.73.01", **fields):
    return Site(**{"kecamatan": kecamatan, "venue": 1, "trainer": None, "capacity": 100, **fields})


def days_of(drafts):
    return [draft.meetings[0][0].date() for draft in drafts]


def test_three_weekdays_in_four_weeks_are_twelve_sessions_with_the_modules_in_turn():
    drafts = series.drafts(make_pattern(), [make_site()])

    assert [(day.day, draft.modules) for day, draft in zip(days_of(drafts), drafts, strict=True)] == [
        (5, (M1,)), (7, (M2,)), (9, (M3,)), (12, (M1,)), (14, (M2,)), (16, (M3,)),
        (19, (M1,)), (21, (M2,)), (23, (M3,)), (26, (M1,)), (28, (M2,)), (30, (M3,)),
    ]  # fmt: skip


def test_hours_are_of_jakarta():
    (draft,) = series.drafts(make_pattern(weekdays=(TUESDAY,), weeks=1), [make_site()])

    assert draft.meetings == ((dt.datetime(2027, 1, 5, 8, 0, tzinfo=WIB), dt.datetime(2027, 1, 5, 10, 30, tzinfo=WIB)),)


def test_a_wave_begins_so_many_days_after_the_one_before():
    sites = [make_site("31.73.01"), make_site("31.73.02", wave=2), make_site("31.73.03", wave=3)]

    drafts = series.drafts(make_pattern(weekdays=(TUESDAY,), weeks=1, shift=2), sites)

    assert [(draft.kecamatan, day.day) for draft, day in zip(drafts, days_of(drafts), strict=True)] == [
        ("31.73.01", 5),
        ("31.73.02", 7),
        ("31.73.03", 9),
    ]


def test_all_day_sessions_teach_every_module():
    drafts = series.drafts(make_pattern(weekdays=(SATURDAY,), weeks=2, is_whole=True), [make_site()])

    assert [draft.modules for draft in drafts] == [(M1, M2, M3), (M1, M2, M3)]


def test_a_first_day_within_a_week_still_gives_each_weekday_once_a_week():
    friday = dt.date(2027, 1, 8)

    drafts = series.drafts(make_pattern(first_on=friday, weeks=1), [make_site()])

    assert [day.day for day in days_of(drafts)] == [9, 12, 14]


def test_eight_kecamatan_are_96_drafts_each_with_its_own_key_and_always_in_the_same_order():
    sites = [make_site(f"31.73.0{number}", venue=number, wave=1 + number // 5) for number in range(1, 9)]

    drafts = series.drafts(make_pattern(), sites)

    assert len(drafts) == len({draft.key for draft in drafts}) == 96
    assert drafts == series.drafts(make_pattern(), sites)
    assert [draft.kecamatan for draft in drafts[::12]] == [site.kecamatan for site in sites]
    assert drafts[0].key == "31.73.01@202701050800"


@pytest.mark.parametrize("fields", [{"weeks": 0}, {"weekdays": ()}])
def test_a_pattern_without_a_day_gives_no_draft(fields):
    assert series.drafts(make_pattern(**fields), [make_site()]) == []
