"""The public page: the whole funnel for everybody, small counts for nobody."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.regions.models import Region
from okoce.small_counts import HIDDEN
from participants.journey.models import Tally
from tests.factories.people import make_user
from tests.factories.places import GROGOL, GROGOL_KELURAHAN, JATINEGARA, TOMANG, make_places
from tests.factories.reports import make_all_places, make_funnel, make_period, make_tally, make_target

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("standing_clock")]

PATH = "/kemajuan/"


@pytest.fixture
def year():
    make_places()
    make_funnel(812, 503, 251, 178, 138, 73, 16)
    make_funnel(90, 40, 20, 12, 9, 7, 6, kelurahan=JATINEGARA)
    make_target("pelatihan", 1000)


def statements(client, path):
    """What it takes to draw the page; keeping it is not counted."""
    cache.clear()
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len([query for query in found if "okoce_cache" not in query["sql"] and "SAVEPOINT" not in query["sql"]])


def test_a_visitor_sees_the_whole_funnel_and_every_kecamatan(client, year):
    page = client.get(PATH).content.decode()

    for words in ("902", "543", "271", "190", "147", "80", "22", "180</strong> orang", "Jakarta Barat", "Cakung"):
        assert words in page
    assert "50,3 %" in page
    assert reverse("reports:progress-detail", args=[GROGOL]) in page


def test_the_stage_is_chosen_in_the_address_and_is_not_registration_by_default(client, year):
    by_default = client.get(PATH).content.decode()
    chosen = client.get(PATH, {"tahap": "permodalan"}).content.decode()
    unknown = client.get(PATH, {"tahap": "x"}).content.decode()

    assert "2. Pelatihan per kecamatan" in by_default
    assert "7. Permodalan per kecamatan" in chosen
    assert "2. Pelatihan per kecamatan" in unknown


def test_the_map_shows_all_44_kecamatan(client):
    make_all_places()
    make_funnel(8, 5, kelurahan="31.73.02.1001")

    page = client.get(PATH).content.decode()

    assert page.count('<a href="/kemajuan/31.') == 88  # on the map and in the table


def test_nothing_moved_is_a_304_that_asks_less_than_the_page_and_no_more_with_more_figures(client, year):
    asked = []
    for _ in range(2):
        make_tally("pelatihan", 1)
        first = client.get(PATH)
        with CaptureQueriesContext(connection) as found:
            again = client.get(PATH, headers={"If-None-Match": first["ETag"]})
        asked.append(len(found))

        assert (again.status_code, again.content) == (304, b"")
        assert "no-cache" in first["Cache-Control"]

    assert asked[0] == asked[1] < statements(client, PATH)


@pytest.mark.parametrize(
    "change",
    [
        lambda: make_tally("pelatihan", 1),
        lambda: make_target("perizinan", 10),
        lambda: Tally.objects.first().programme_year.stages.filter(stage="pelatihan").update(name="Kelas"),
    ],
)
def test_what_moved_is_sent_anew(client, year, change):
    first = client.get(PATH)

    change()

    assert client.get(PATH, headers={"If-None-Match": first["ETag"]}).status_code == 200
    assert client.get(PATH, {"tahap": "permodalan"}, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_a_page_is_drawn_once_for_all_visitors_while_nothing_moves(client, year):
    first = client.get(PATH)

    with CaptureQueriesContext(connection) as found:
        again = Client().get(PATH)
    asked = [query for query in found if "okoce_cache" not in query["sql"]]
    drawn = statements(client, PATH)
    make_tally("pelatihan", 1)
    moved = Client().get(PATH)

    assert again.content == first.content
    assert len(asked) < drawn
    assert moved.content != first.content
    assert moved["ETag"] != again["ETag"] == first["ETag"]


def test_figures_that_became_visible_late_are_shown_within_a_minute(client, year, standing_clock):
    youngest = make_tally("pelatihan", 1)
    first = client.get(PATH)
    late = Tally.objects.exclude(pk=youngest.pk).filter(stage="pelatihan").first()
    Tally.objects.filter(pk=late.pk).update(people=late.people + 7)  # as if written before, and committed after

    standing_clock.shift(dt.timedelta(minutes=1))
    again = client.get(PATH, headers={"If-None-Match": first["ETag"]})

    assert again.status_code == 200
    assert again.content != first.content


def test_a_message_is_shown_to_the_one_it_waits_for_and_to_nobody_else(client, year):
    client.get(PATH)
    begun = client.post(reverse("participants:registration-discard"))  # leaves a message for the next page

    shown, other = client.get(PATH), Client().get(PATH)

    assert begun.status_code == 302
    assert "Isian sudah dihapus." in shown.content.decode()
    assert "Isian sudah dihapus." not in other.content.decode()


def test_only_addresses_of_the_page_itself_are_kept(client, year):
    client.get(PATH, {"acak": "1"})
    drawn = client.get(PATH, {"acak": "1"}).context

    assert drawn["year"]


def test_who_is_signed_in_is_never_given_anothers_page(client, year):
    etag = client.get(PATH)["ETag"]
    client.force_login(make_user("official"))

    response = client.get(PATH, headers={"If-None-Match": etag})

    assert response.status_code == 200
    assert "ETag" not in response


def test_statements_do_not_grow_with_regions_and_fortnights(client):
    make_all_places()
    make_funnel(8, 5)
    client.get(PATH)  # what is read once in a process
    few = [statements(client, PATH), statements(client, f"{PATH}{GROGOL}/")]
    for days in (15, 29, 43):
        make_period(ended_days_ago=days)
    for kelurahan in Region.objects.kelurahan().values_list("pk", flat=True)[:50]:
        make_tally("pelatihan", 3, kelurahan=kelurahan)

    assert [statements(client, PATH), statements(client, f"{PATH}{GROGOL}/")] == few


def test_of_one_kecamatan_small_counts_per_kelurahan_are_hidden(client, year):
    make_tally("permodalan", 3, kelurahan=GROGOL_KELURAHAN)
    make_tally("pelatihan", 30, kelurahan=GROGOL_KELURAHAN)

    response = client.get(f"{PATH}{GROGOL}/")

    rows = {row["name"]: row["people"] for row in response.context["kelurahan"]}
    assert rows["Tomang"] == [812, 503, 251, 178, 138, 73, HIDDEN]
    assert rows["Grogol"] == [0, 30, 0, 0, 0, 0, HIDDEN]
    page = response.content.decode()
    assert "disembunyikan" in page
    assert "Cakung" not in page
    assert client.get(f"{PATH}{TOMANG}/").status_code == client.get(f"{PATH}31.99.99/").status_code == 404


def test_before_the_first_year_the_page_says_so(client):
    response = client.get(PATH)

    assert response.status_code == 200
    assert "Belum ada tahun program" in response.content.decode()
