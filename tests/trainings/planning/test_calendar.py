"""The calendar of an office: each session with hour, place, fill and state, and what the plan comes to."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import WIB, today
from okoce.programme.models import Commodity, Target
from okoce.programme.stages import Stage
from participants.journey.actions import journeys
from reports.figures import counted
from tests.factories.evidence import make_attendance, make_check
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.factories.years import make_agency, make_year
from trainings.planning import calendars, outlook
from trainings.planning.outlook import Outlook
from trainings.planning.views import calendar
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db
MARCH_10 = dt.datetime(2027, 3, 10, 9, tzinfo=WIB)  # a Wednesday


@pytest.fixture
def march():
    with time_machine.travel(MARCH_10, tick=False):
        yield


def show(client, **query):
    return client.get(reverse("admin:training_sessions_session_calendar"), query)


def shown(page):
    """{day: [(hour, place, fill, state)]} of the days with sessions."""
    return {
        cell["day"].isoformat(): [
            (
                entry["starts"],
                entry["place"],
                f"{entry['session'].seats_taken}/{entry['session'].capacity}",
                entry["state"][1],
            )
            for entry in cell["entries"]
        ]
        for week in page.context["weeks"]
        for cell in week
        if cell["entries"]
    }


def test_a_month_shows_hour_place_fill_and_state(march, signed_in):
    full = make_session(days=(1,), hours=(8, 10), capacity=1)
    make_seat(full)
    make_session(days=(1,), hours=(13, 15), kecamatan=KEBON_JERUK, state=Session.State.DRAFT)
    make_session(days=(2,), state=Session.State.CANCELLED, cancel_reason="Banjir")
    make_session(days=(-1,), hours=(9, 10))
    make_session(days=(40,))

    page = show(signed_in("staff"))

    assert page.context["span"].name == "Maret 2027"
    assert shown(page) == {
        "2027-03-09": [("09.00", "Grogol Petamburan", "0/100", "selesai")],
        "2027-03-11": [
            ("08.00", "Grogol Petamburan", "1/1", "penuh"),
            ("13.00", "Kebon Jeruk", "0/100", "rancangan"),
        ],
        "2027-03-12": [("09.00", "Grogol Petamburan", "0/100", "dibatalkan")],
    }


def test_a_week_shows_seven_days_and_leads_to_those_around_it(march, signed_in):
    make_session(days=(1,))
    make_session(days=(5,))

    page = show(signed_in("staff"), minggu="2027-03-10", wilayah=GROGOL)

    assert list(shown(page)) == ["2027-03-11"]
    assert page.context["addresses"] == {
        "previous": "?minggu=2027-03-01&wilayah=31.73.02",
        "following": "?minggu=2027-03-15&wilayah=31.73.02",
        "as_week": "?minggu=2027-03-08&wilayah=31.73.02",
        "as_month": "?bulan=2027-03&wilayah=31.73.02",
    }
    assert reverse("admin:training_sessions_session_copy_week") in page.text


def test_of_a_full_day_the_first_are_shown_and_how_many_more_there_are(march, signed_in, monkeypatch):
    monkeypatch.setattr(calendar, "MOST_IN_MONTH", 2)
    monkeypatch.setattr(calendar, "MOST_IN_WEEK", 3)
    for hour in (14, 8, 12, 10):
        make_session(days=(1,), hours=(hour, hour + 1))
    make_session(days=(2,), hours=(0, 1))
    client = signed_in("staff")

    month, week = show(client), show(client, minggu="2027-03-10")
    here, week_here = show(client, wilayah=GROGOL), show(client, minggu="2027-03-10", wilayah=GROGOL)

    assert [entry[0] for entry in shown(month)["2027-03-11"]] == ["08.00", "10.00"]
    assert [entry[0] for entry in shown(week)["2027-03-11"]] == ["08.00", "10.00", "12.00"]
    assert [entry[0] for entry in shown(month)["2027-03-12"]] == ["00.00"]
    assert '<a href="?minggu=2027-03-08&amp;wilayah=31.73.02">2 sesi lagi' in here.text
    assert here.text.count(" sesi lagi") == 1
    assert "1 sesi lagi; pilih satu kecamatan" in week.text
    assert len(shown(week_here)["2027-03-11"]) == 4
    assert "sesi lagi" not in week_here.text


def test_a_kecamatan_alone_is_shown_when_asked_for(march, signed_in):
    make_session(days=(1,))
    make_session(days=(1,), kecamatan=KEBON_JERUK)

    page = show(signed_in("staff"), wilayah=KEBON_JERUK)

    assert [entry[1] for entries in shown(page).values() for entry in entries] == ["Kebon Jeruk"]


@pytest.mark.parametrize("role", ["officer", "staff", "province"])
@pytest.mark.parametrize("asked", ["", CAKUNG, "x"])
def test_nobody_sees_the_drafts_of_another_area(march, signed_in, role, asked):
    make_session(days=(1,), title="Rahasia", kecamatan=CAKUNG, state=Session.State.DRAFT)

    page = show(signed_in(role), wilayah=asked)

    assert ("Rahasia" in page.text) == (role == "province" and asked == CAKUNG)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ({"bulan": "2027-12"}, "Desember 2027"),
        ({"bulan": "2027-13"}, "Maret 2027"),
        ({"bulan": "x"}, "Maret 2027"),
        ({"bulan": "9999-12"}, "Maret 2027"),
        ({"minggu": "2027-01-01"}, "Minggu 28 Desember 2026 – 3 Januari 2027"),
        ({"minggu": "kemarin"}, "Maret 2027"),
    ],
)
def test_an_address_names_a_month_or_a_week_else_the_month_of_today(march, query, name):
    assert calendars.span(query, today()).name == name


def test_every_month_is_whole_weeks_that_hold_each_of_its_days():
    for year in (2024, 2026, 2027):
        for month in range(1, 13):
            span = calendars.of_month(dt.date(year, month, 15))
            days = [day for week in span.weeks for day in week]
            assert [len(week) for week in span.weeks] == [7] * len(span.weeks)
            assert [day for day in days if day.month == month] == [
                span.first + dt.timedelta(days=number) for number in range((span.last - span.first).days + 1)
            ]
            assert calendars.span(span.following, today()).first == span.last + dt.timedelta(days=1)
            assert calendars.span(span.previous, today()).last == span.first - dt.timedelta(days=1)


def test_the_calendar_costs_the_same_with_one_session_and_with_three(march, signed_in):
    client = signed_in("staff")

    def count():
        show(client)
        with CaptureQueriesContext(connection) as asked:
            show(client)
        return len(asked)

    make_session(days=(1,))
    one = count()
    make_session(days=(2,)), make_session(days=(3,), kecamatan=KEBON_JERUK)

    assert count() == one


# --- What the plan comes to ------------------------------------------------------------------------------


def make_target(people, kecamatan=GROGOL):
    return Target.objects.create(
        programme_year=make_year(), kecamatan_id=kecamatan, stage=Stage.TRAINING, agency=make_agency(), people=people
    )


def test_planned_seats_are_enough_for_as_many_people_as_have_every_required_module(march):
    year = make_year()
    make_target(100)
    for module in ("M1", "M2", "M3"):
        make_session(days=(3,), modules=(module,), capacity=30, state=Session.State.DRAFT)
    held = make_session(days=(4,), capacity=20)
    make_seat(held)
    make_session(days=(-2,), capacity=500)
    make_session(days=(5,), capacity=500, state=Session.State.CANCELLED, cancel_reason="Banjir")

    row = outlook.of_kecamatan([GROGOL], year)[GROGOL]

    assert (row.target, row.done, row.seated, row.seats, row.planned) == (100, 0, 1, 110, 50)
    assert row.in_words == "tidak tercapai walau semua kursi penuh"


def test_a_commodity_training_adds_nothing_to_the_programmes_plan(march):
    year = make_year()
    training = make_training(kind="hard", commodity=Commodity.objects.create(code="sabun", name="Sabun"))
    make_session(days=(3,), training=training)

    row = outlook.of_kecamatan([GROGOL], year)[GROGOL]

    assert (row.seats, row.planned) == (0, 0)


def test_people_who_are_done_are_those_of_the_reports(march):
    year = make_year()
    person = make_participant(year=year)
    make_check(person, today())
    make_attendance(person, today())
    journeys.refresh([person.pk])

    row = outlook.of_kecamatan([GROGOL, KEBON_JERUK], year)

    counts = counted.stage_counts(year, "kecamatan", today())
    assert {code: each.done for code, each in row.items()} == {GROGOL: 1, KEBON_JERUK: 0}
    assert counts[GROGOL][Stage.TRAINING] == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (Outlook(GROGOL, 0, 5, 0, 0, 0), "tanpa target"),
        (Outlook(GROGOL, 100, 100, 0, 0, 0), "tercapai"),
        (Outlook(GROGOL, 100, 40, 0, 60, 59.9), "tidak tercapai walau semua kursi penuh"),
        (Outlook(GROGOL, 100, 40, 0, 60, 60), "cukup"),
        (Outlook(GROGOL, 100, 40, 0, 60, 60, 0.5), "kurang 30 orang"),
        (Outlook(GROGOL, 100, 40, 0, 120, 120, 0.5), "cukup"),
    ],
)
def test_the_outcome_is_said_in_words(row, words):
    assert row.in_words == words


def test_the_calendar_says_what_the_plan_comes_to(march, signed_in):
    make_agency("barat", "Barat", BARAT)
    make_target(100)
    make_user("staff")

    page = show(signed_in("officer"))

    assert "Tidak tercapai walau semua kursi penuh" in page.text
