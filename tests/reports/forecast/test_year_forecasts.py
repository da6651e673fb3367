"""The forecasts of an area from sessions, seats, targets and tallies."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.areas import Area
from okoce.clock import now, today
from okoce.programme.models import Commodity
from reports.forecast import records, words, year_forecasts
from reports.forecast.forecasts import Outcome
from reports.forecast.frozen import parts
from reports.forecast.yields import Planned
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, KEBON_JERUK, PROVINCE, make_places
from tests.factories.reports import make_tally, make_target
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.factories.years import make_year
from trainings.seats.models import Seat
from trainings.sessions.models import Session
from trainings.sessions.states import TrainingKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inside_the_year")]

STAGE = "pelatihan"


@pytest.fixture
def year():
    """Four came of five seats a week ago, of whom two finished; one session was cancelled, one is to come."""
    make_places()
    year = make_year()
    over = make_session(days=(-7,), capacity=10)
    for number in range(5):
        make_seat(over, make_participant(), state=Seat.State.ABSENT if number == 4 else Seat.State.ATTENDED)
    make_session(days=(-3,), capacity=10, state=Session.State.CANCELLED, cancel_reason="banjir")
    make_session(days=(5,), capacity=10)
    make_tally(STAGE, 2, day=today() - dt.timedelta(days=7))
    make_tally(STAGE, 8, day=today() - dt.timedelta(days=300))
    make_target(STAGE, 12)
    return year


def test_history_is_what_was_held_and_what_was_cancelled(year):
    held, before = records.history(year, STAGE, today())

    assert [(row.seats, row.booked, row.attended, row.is_cancelled) for row in held[GROGOL]] == [
        (10, 5, 4, False),
        (10, 0, 0, True),
    ]
    assert held[GROGOL][0].finished == 2
    assert (before.show_rate, before.finish_rate) == (0.8, 0.5)


def test_before_the_first_session_of_a_year_the_habits_are_those_of_the_year_before(year):
    new = make_year(year.year + 1)
    held, before = records.history(new, STAGE, new.starts_on)

    assert held == {}
    assert before.show_rate == 0.8
    assert records.history(year, STAGE, year.starts_on) == ({}, None)


def test_planned_is_what_is_open_and_not_over(year):
    make_session(days=(6,), state=Session.State.DRAFT)
    make_session(days=(6,), state=Session.State.CANCELLED, cancel_reason="banjir")
    make_session(days=(0,), hours=(1, 2), capacity=20)
    make_session(days=(6,), kecamatan=KEBON_JERUK)
    hard = make_training(kind=TrainingKind.HARD, commodity=Commodity.objects.create(code="sabun", name="Sabun"))
    make_session(days=(6,), training=hard)

    found = records.planned(year, Area.of_region(GROGOL), today())

    assert found == {GROGOL: [Planned(today(), 20), Planned(today() + dt.timedelta(days=5), 10)]}


def test_each_kecamatan_of_the_area_has_its_forecast(year):
    found = year_forecasts.forecast_of(year, Area.of_region(BARAT), today())

    assert found.keys() == {GROGOL, KEBON_JERUK}
    assert found[GROGOL].remaining == 2
    assert found[GROGOL].sessions == 1
    assert found[KEBON_JERUK].outcome == Outcome.NO_TARGET


def test_a_session_that_is_planned_moves_the_forecast_at_once(year):
    area = Area.of_region(GROGOL)
    before = year_forecasts.forecast_of(year, area, today())[GROGOL]
    make_session(days=(9,), capacity=30)

    after = year_forecasts.forecast_of(year, area, today())[GROGOL]

    assert (before.seats, after.seats) == (10, 40)


def test_what_moved_nothing_is_not_played_again(year, monkeypatch):
    area = Area.of_region(GROGOL)
    first = year_forecasts.forecast_of(year, area, today())
    monkeypatch.setattr(year_forecasts, "forecast", None)

    assert year_forecasts.forecast_of(year, area, today()) == first


def test_statements_do_not_grow_with_sessions_and_kecamatan(year):
    def statements(area):
        cache.clear()
        with CaptureQueriesContext(connection) as found:
            year_forecasts.forecast_of(year, area, today())
        return len([query for query in found if "okoce_cache" not in query["sql"] and "SAVEPOINT" not in query["sql"]])

    year_forecasts.forecast_of(year, Area.of_region(GROGOL), today())  # what is read once a process
    few = statements(Area.of_region(GROGOL))
    for kecamatan in (GROGOL, KEBON_JERUK):
        make_seat(make_session(days=(-9,), kecamatan=kecamatan), make_participant(), state=Seat.State.ATTENDED)
        make_session(days=(9,), kecamatan=kecamatan)
    year_forecasts.forecast_of(year, Area.of_region(BARAT), today())

    assert few == statements(Area.of_region(BARAT)) <= 9


@pytest.mark.parametrize("role", ["officer", "staff", "official", "province"])
def test_homes_say_what_is_to_be_expected(client, year, role):
    client.force_login(make_user(role))

    page = client.get("/").content.decode()

    assert "Perkiraan" in page
    assert "kecil kemungkinan tercapai" in page or "mungkin tercapai" in page or "tercapai 1" in page


def test_of_a_hidden_count_nothing_is_said(client, year):
    make_target(STAGE, 12, kecamatan=KEBON_JERUK)
    make_tally(STAGE, 3, kelurahan=DURI_KEPA)
    year_forecasts.forecast_of(year, Area.of_region(KEBON_JERUK), today())  # whole, for who may open the lists

    assert "Perkiraan Pelatihan" not in client.get(f"/kemajuan/{KEBON_JERUK}/").content.decode()
    assert KEBON_JERUK not in parts(year, today(), now())["forecast"]


def test_a_paper_has_the_words_of_the_day_it_was_frozen(year):
    frozen = parts(year, today(), now())["forecast"]

    assert frozen[GROGOL] == frozen[BARAT] == frozen[PROVINCE]
    assert frozen[GROGOL]["words"].endswith(f"kurang {frozen[GROGOL]['missing']} sesi")


def test_the_public_page_says_the_same(client, year):
    found = year_forecasts.forecast_of(year, Area.of_region(GROGOL), today())

    page = client.get(f"/kemajuan/{GROGOL}/").content.decode()

    assert f"Perkiraan Pelatihan: <strong>{words.in_words(found[GROGOL])}</strong>" in page
    assert "Perkiraan Pelatihan" not in client.get(f"/kemajuan/{KEBON_JERUK}/").content.decode()
