"""The board of officials: the gap first, every area in few presses, numbers only for who may open the list."""

import csv
import datetime as dt
import io

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import now, today
from okoce.regions.levels import JAKARTA
from okoce.regions.models import Region
from okoce.small_counts import HIDDEN
from reports.board import states
from reports.board.figures import Figures
from reports.board.next_sessions import two_weeks
from reports.figures.models import DailyCount, DailyFigure
from reports.published.readers import PUBLIC, reader_of
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, GROGOL_KELURAHAN, JATINEGARA, KEBON_JERUK, TIMUR
from tests.factories.reports import make_all_places, make_funnel, make_period, make_tally, make_target
from tests.factories.sessions import make_session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("inside_the_year")]

PATH = "/laporan/"


@pytest.fixture
def year():
    period = make_period(ended_days_ago=5)
    make_funnel(812, 503, 251, 178, 138, 73, 16, day=period.ends_on)
    make_tally("pelatihan", 7)
    make_funnel(90, 40, 20, 12, 9, 7, 6, kelurahan=JATINEGARA, day=period.ends_on)
    for code, people in ((GROGOL, 1000), (CAKUNG, 300)):
        make_target("pelatihan", people, kecamatan=code)
    return period.programme_year


def board_of(year, **chosen):
    state = states.State(year=year, stage="pelatihan", **chosen)
    return state, Figures(state, PUBLIC)


@pytest.mark.parametrize(
    ("role", "status"),
    [("mentor", 403), *((role, 200) for role in ("officer", "staff", "province", "official", "auditor", "privacy"))],
)
def test_who_reads_the_board(client, year, role, status):
    client.force_login(make_user(role))

    assert {client.get(reverse(f"reports:board{end}")).status_code for end in ("", "-map-svg", "-trend-csv")} == {
        status
    }


def test_it_opens_with_the_gap_of_ones_own_area_and_the_funnel_and_never_with_who_registered(client, year):
    client.force_login(make_user("official", region=BARAT))

    page = client.get(PATH).content.decode()

    order = ["Jakarta Barat", ">490 <", "Di langkah mana orang berhenti", "kehilangan terbesar", "Di mana"]
    assert [words for words in order if words not in page] == []
    assert sorted(order, key=page.index) == order
    assert "+7 sejak" in page
    assert "974 orang terdaftar" in page


def test_the_furthest_behind_come_first_and_no_hidden_one(year):
    make_target("pelatihan", 5000, kecamatan=KEBON_JERUK)
    make_tally("pelatihan", 3, kelurahan="31.73.05.1001")
    _, figures = board_of(year)

    assert [row.code for row in figures.kecamatan if row.pace] == [CAKUNG]
    assert {row.code: row.people for row in figures.kecamatan} == {CAKUNG: 40, GROGOL: HIDDEN, KEBON_JERUK: HIDDEN}


def test_an_area_a_day_and_a_comparison_stand_in_the_address(client, year):
    client.force_login(make_user("official", region=JAKARTA))
    day = (today() - dt.timedelta(days=5)).isoformat()

    query = {"tahap": "pelatihan", "wilayah": GROGOL, "tanggal": day, "wilayah_lain": CAKUNG, "tanggal_lain": day}
    page = client.get(PATH, query).content.decode()

    state = states.read(query, year)
    assert states.read(dict(pair.split("=") for pair in state.query.split("&")), year) == state
    assert "503</strong> dari 1.000" in page
    assert "Berdampingan" in page
    assert "+463" in page


@pytest.mark.parametrize(
    "query",
    [
        {"wilayah": "31.99"},
        {"wilayah": GROGOL_KELURAHAN},
        {"tanggal": "kemarin"},
        {"tanggal": "1999-01-01"},
        {"tanggal": "2999-01-01"},
        {"tahap": "x"},
        {"wilayah_lain": "'"},
    ],
)
def test_what_is_senseless_in_an_address_is_as_if_not_chosen(year, query):
    assert states.read(query, year) == states.read({}, year)


def test_what_became_known_later_is_left_out_where_that_is_asked(year, inside_the_year):
    then = today()
    inside_the_year.shift(dt.timedelta(days=2))
    make_tally("pelatihan", 9, day=then)

    people = [board_of(year, area=GROGOL, known_on=known)[1].row(GROGOL).people for known in (then, None)]

    assert people == [510, 519]


def test_who_may_open_the_list_of_an_area_sees_its_numbers_and_an_official_the_sign(year):
    make_tally("permodalan", 3, kelurahan=GROGOL_KELURAHAN)
    state, seen = states.State(year=year, stage="permodalan", area=GROGOL), {}
    for role, region in (("official", GROGOL), ("officer", GROGOL), ("staff", TIMUR), ("province", JAKARTA)):
        figures = Figures(state, reader_of(make_user(role, region=region)))
        seen[role] = {row.name: row.people for row in figures.parts}["Grogol"]

    assert seen == {"official": HIDDEN, "officer": 3, "staff": HIDDEN, "province": 3}


def test_a_picture_and_its_numbers_go_out_as_files(client, year):
    make_tally("permodalan", 3, kelurahan="31.73.05.1001")
    client.force_login(make_user("official", region=JAKARTA))

    svg = client.get(reverse("reports:board-map-svg"), {"wilayah": BARAT})
    table = client.get(reverse("reports:board-map-csv"), {"tahap": "permodalan"})

    assert svg["Content-Type"] == "image/svg+xml"
    assert f"peta-pelatihan-{BARAT}-{today().isoformat()}.svg" in svg["Content-Disposition"]
    assert svg.content.startswith(b"<svg")
    rows = {row["kode"]: row for row in csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")), delimiter=";")}
    assert list(rows[KEBON_JERUK].values()) == [KEBON_JERUK, "Kebon Jeruk", "Jakarta Barat", "•", "", "•"]
    assert rows[CAKUNG]["orang"] == "6"


def test_statements_do_not_grow_with_regions_and_fortnights(client):
    make_all_places()
    make_funnel(8, 5)
    client.force_login(make_user("official", region=JAKARTA))
    client.get(PATH)
    paths = [PATH, f"{PATH}?wilayah={GROGOL}"]
    few = [_statements(client, path) for path in paths]
    for days in (15, 29, 43):
        make_period(ended_days_ago=days)
    for kelurahan in Region.objects.kelurahan().values_list("pk", flat=True)[:50]:
        make_tally("pelatihan", 3, kelurahan=kelurahan)

    assert [_statements(client, path) for path in paths] == few


def _statements(client, path):
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len([query for query in found if "okoce_cache" not in query["sql"] and "SAVEPOINT" not in query["sql"]])


def test_before_the_first_year_the_board_says_so(client):
    client.force_login(make_user("official"))

    assert "Belum ada tahun program" in client.get(PATH).content.decode()


@pytest.mark.parametrize(("days", "is_shown"), [(0, True), (13, True), (14, False)])
def test_the_next_two_weeks_are_shown_with_the_figures(client, year, days, is_shown):
    make_session(kecamatan=GROGOL, days=(days,), capacity=40, seats_taken=31)
    make_session(kecamatan=CAKUNG, days=(2,))
    client.force_login(make_user("official", region=BARAT))

    page = client.get(PATH).content.decode()

    assert ("1 sesi</strong>, 31 dari 40 kursi dipesan (77 %)" in page) is is_shown
    assert ("Belum ada sesi yang dijadwalkan dalam dua pekan ini" in page) is not is_shown


def test_the_day_of_a_meeting_stands_among_them_and_a_past_day_has_none(client, year):
    period = make_period(ended_days_ago=-9, year=year)
    assert today() <= period.meeting_on < today() + dt.timedelta(days=14)
    client.force_login(make_user("official", region=JAKARTA))

    assert ">rapat<" in client.get(PATH).content.decode()
    past = client.get(PATH, {"tanggal": f"{today() - dt.timedelta(days=3)}"}).content.decode()
    assert "Dua pekan ke depan" not in past


def test_many_sessions_ask_no_more_of_the_database_than_one(year):
    def statements():
        with CaptureQueriesContext(connection) as seen:
            two_weeks(BARAT)
        return len(seen)

    make_session(kecamatan=GROGOL, days=(1,))
    one = statements()
    for number in range(8):
        make_session(kecamatan=KEBON_JERUK, days=(1 + number,))
    assert statements() == one
    assert len(two_weeks(BARAT).first) == 3


@pytest.mark.parametrize(
    ("answers", "words"), [(7, "61 orang bekerja di usaha peserta, menurut 7 pemiliknya"), (2, "• ")]
)
def test_people_at_work_stand_there_by_their_owners_word(client, year, answers, words):
    count = DailyCount.objects.create(programme_year=year, day=today(), counted_at=now())
    for key, value in (("orang_bekerja", 61), ("pemilik_menjawab", answers)):
        DailyFigure.objects.create(
            programme_year=year, day=today(), figure=key, version=1, region_id=GROGOL, value=value,
            counted_at=count.counted_at,
        )  # fmt: skip
    client.force_login(make_user("official", region=JAKARTA))

    page = " ".join(client.get(PATH).content.decode().split())

    assert words in page
    assert "orang bekerja di usaha peserta" in page
    assert "sasaran program 200.000" in page
    assert "sasaran program" not in client.get(PATH, {"wilayah": GROGOL}).content.decode()
