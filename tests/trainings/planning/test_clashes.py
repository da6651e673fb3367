"""Every clash of a planned session is found, with a sentence that names both sides; what is free of them has none."""

import datetime as dt
from dataclasses import replace

import pytest

from okoce.clock import WIB
from participants.cleaning import availability
from trainings.planning import clashes, public_holidays, sense
from trainings.planning.clashes import Hall, Kind, Planned, Teacher

pytestmark = pytest.mark.once

YEARS = [(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), (dt.date(2027, 1, 1), dt.date(2027, 12, 31))]
NOW = dt.datetime(2026, 11, 1, tzinfo=WIB)
AULA = Hall(1, "Aula Kecamatan Cengkareng", "aula kecamatan cengkareng", "31.73.01", 120, availability.ALL)
OTHER_HALL = Hall(2, "Balai Warga", "balai warga", "31.73.01", 120, availability.ALL)
RINA = Teacher(7, "Rina", 0, frozenset())


def at(day, hour, minute=0, month=12, year=2026):
    return dt.datetime(year, month, day, hour, minute, tzinfo=WIB)


def make_planned(*meetings, **fields):
    return Planned(
        **{
            "title": "Produk",
            "kecamatan": "31.73.01",
            "place": "Cengkareng",
            "hall": AULA,
            "teacher": None,
            "modules": (1,),
            "capacity": 100,
            "meetings": meetings or ((at(1, 8), at(1, 10, 30)),),
            **fields,
        }
    )


def found(*planned, stored=(), holidays=None):
    return clashes.find(list(planned), list(stored), holidays=holidays or {}, years=YEARS, at=NOW)


def kinds(*planned, **more):
    return [[kind for clash in each for kind in sorted(clash.kinds)] for each in found(*planned, **more)]


def test_sessions_that_do_not_touch_have_no_clash():
    next_hour = make_planned((at(1, 10, 30), at(1, 12)))
    elsewhere = make_planned(kecamatan="31.73.02", hall=replace(AULA, pk=3, kecamatan="31.73.02"), teacher=RINA)

    assert kinds(make_planned(), next_hour, elsewhere) == [[], [], []]


def test_two_drafts_of_one_hour_name_each_other():
    here = make_planned(title="Pasar", hall=OTHER_HALL)

    first, second = found(make_planned(), here)

    when = "(Selasa, 1 Desember 2026, 08.00–10.30 WIB)"
    assert [clash.sentence for clash in first] == [
        f"“Produk” di Cengkareng {when} bentrok dengan rancangan “Pasar” di Cengkareng {when}: "
        "kecamatan sama (Cengkareng)."
    ]
    assert [clash.kinds for clash in second] == [{Kind.KECAMATAN}]


def test_a_trainer_is_not_in_two_kecamatan_at_one_hour():
    here = make_planned(teacher=RINA)
    there = make_planned(teacher=RINA, kecamatan="31.73.02", place="Grogol", hall=None)

    (mine, _) = found(here, there)

    assert [clash.kinds for clash in mine] == [{Kind.TRAINER}]
    assert "narasumber sama (Rina)" in mine[0].sentence


def test_a_stored_session_is_found_in_the_same_venue_and_named_as_a_session():
    stored = make_planned(pk=5, title="Yang lama", kecamatan="31.73.02", place="Grogol")

    ((clash,),) = found(make_planned(), stored=[stored])

    assert clash.kinds == {Kind.VENUE}
    assert "bentrok dengan sesi “Yang lama” di Grogol" in clash.sentence
    assert "tempat sama (Aula Kecamatan Cengkareng)" in clash.sentence


def test_a_venue_entered_twice_in_one_kecamatan_is_one_venue():
    twin = replace(AULA, pk=9, name="AULA KEC. CENGKARENG")

    assert kinds(make_planned(hall=twin), stored=[make_planned(pk=5)]) == [["kecamatan", "venue"]]


def test_halls_of_one_name_in_two_kecamatan_are_two():
    namesake = replace(OTHER_HALL, pk=9, kecamatan="31.73.02")
    there = make_planned(pk=5, hall=namesake, kecamatan="31.73.02")

    assert kinds(make_planned(hall=OTHER_HALL), stored=[there]) == [[]]


def test_a_stored_session_does_not_clash_with_itself():
    assert kinds(make_planned(pk=5), stored=[make_planned(pk=5)]) == [[]]


def test_any_of_several_meetings_may_clash():
    two_days = make_planned((at(1, 8), at(1, 10)), (at(3, 8), at(3, 10)))
    stored = make_planned((at(3, 9), at(3, 11)), pk=5)

    assert kinds(two_days, stored=[stored]) == [["kecamatan", "venue"]]


def test_a_meeting_over_midnight_clashes_with_the_next_morning():
    night = make_planned((at(1, 20), at(2, 1)))
    early = make_planned((at(2, 0), at(2, 3)), pk=5)

    assert kinds(night, stored=[early]) == [["kecamatan", "venue"]]


def test_a_public_holiday_and_a_joined_day_off_are_named():
    holidays = public_holidays.names([2026])
    christmas = make_planned((at(25, 8), at(25, 10)))
    day_before = make_planned((at(24, 8), at(24, 10)))

    (on_it,), (before,) = found(christmas, day_before, holidays=holidays)

    assert (on_it.kinds, before.kinds) == ({Kind.HOLIDAY}, {Kind.HOLIDAY})
    assert on_it.sentence.endswith("jatuh pada hari libur: Hari Raya Natal.")
    assert before.sentence.endswith("jatuh pada hari libur: Cuti Bersama Hari Raya Natal.")


TUESDAY_MORNING = availability.pack([3])


@pytest.mark.parametrize(
    ("opening", "expected"), [(TUESDAY_MORNING, []), (availability.ALL ^ TUESDAY_MORNING, ["venue_closed"])]
)
def test_a_venue_is_open_or_not(opening, expected):
    assert kinds(make_planned(hall=replace(AULA, opening=opening))) == [expected]


@pytest.mark.parametrize(
    ("free", "expected"), [(0, []), (TUESDAY_MORNING, []), (availability.pack([4]), ["trainer_away"])]
)
def test_a_trainer_is_free_or_not_and_nothing_written_down_says_nothing(free, expected):
    assert kinds(make_planned(teacher=replace(RINA, availability=free))) == [expected]


@pytest.mark.parametrize(("teaches", "expected"), [((), []), ((1, 2), []), ((2,), ["trainer_modules"])])
def test_a_trainer_teaches_the_module_or_not(teaches, expected):
    assert kinds(make_planned(teacher=replace(RINA, modules=frozenset(teaches)))) == [expected]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"meetings": ((at(1, 8), at(4, 7)),)}, "berlangsung 71 jam; paling lama 12 jam."),
        ({"capacity": 5000}, "5.000 kursi melebihi daya tampung Aula Kecamatan Cengkareng (120 orang)."),
        ({"capacity": 0}, "paling sedikit satu kursi"),
        ({"meetings": ((at(1, 8, year=2099), at(1, 10, year=2099)),)}, "di luar semua tahun program"),
        ({"meetings": ((at(1, 8), at(1, 10)), (at(1, 9), at(1, 11)))}, "Dua pertemuan sesi ini bertumpuk"),
        ({"meetings": ((at(1, 8), at(1, 8)),)}, "Jam selesai harus sesudah jam mulai"),
        ({"meetings": ((at(1, 8, month=10), at(1, 9, month=10)),)}, "sudah lewat"),
    ],
)
def test_nonsense_is_named_and_is_not_to_be_saved(fields, sentence):
    ((clash,),) = found(make_planned(**fields))

    assert clash.is_nonsense
    assert sentence in clash.sentence


def test_a_clash_with_another_session_is_no_nonsense():
    ((clash,),) = found(make_planned(), stored=[make_planned(pk=5)])

    assert not clash.is_nonsense


def test_a_meeting_of_twelve_hours_is_possible():
    assert sense.too_long(at(1, 8), at(1, 20)) == ""


def test_a_meeting_across_the_end_of_a_year_is_of_no_year():
    ((clash,),) = found(make_planned((at(31, 20), at(1, 1, month=1, year=2027))))

    assert "di luar semua tahun program" in clash.sentence


@pytest.mark.parametrize(
    ("start", "end", "cells"),
    [
        (at(1, 8), at(1, 10, 30), [3]),
        (at(1, 9), at(1, 12), [3]),
        (at(1, 9), at(1, 12, 30), [3, 4]),
        (at(1, 8), at(1, 17, 1), [3, 4, 5]),
        (at(1, 12), at(1, 17), [4]),
        (at(1, 20), at(2, 1), [5, 6]),
    ],
)
def test_a_meeting_touches_parts_of_the_week(start, end, cells):
    assert availability.unpack(availability.parts_of(start, end)) == cells
