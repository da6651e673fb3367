"""The public calendar of bazaars."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bazaars.models import Bazaar
from tests.factories.bazaars import make_bazaar
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import in_days
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


def names(page):
    return [bazaar.name for bazaar in page.context["bazaars"]]


def test_everybody_sees_coming_bazaars_that_were_announced(client):
    make_bazaar(name="Nanti", days=(9, 10))
    make_bazaar(name="Sekarang", days=(-1, 0))
    make_bazaar(name="Lewat", days=(-3, -1))
    make_bazaar(name="Belum diumumkan", is_published=False)

    assert names(client.get("/bazar/")) == ["Sekarang", "Nanti"]


def test_bazaars_are_filtered_by_kecamatan(client):
    make_bazaar(name="Dekat")
    make_bazaar(name="Jauh", kecamatan=KEBON_JERUK)

    assert names(client.get("/bazar/", {"kecamatan": KEBON_JERUK})) == ["Jauh"]
    assert names(client.get("/bazar/", {"kecamatan": "entah"})) == ["Dekat", "Jauh"]
    assert "Belum ada bazar di kecamatan ini" in client.get("/bazar/", {"kecamatan": CAKUNG}).content.decode()


def test_an_empty_calendar_says_so(client):
    assert "Belum ada bazar yang diumumkan" in client.get("/bazar/").content.decode()


def test_a_bazaar_not_announced_and_a_missing_one_are_the_same_404(client):
    shown, hidden = make_bazaar(venue="Lapangan Kenanga"), make_bazaar(is_published=False, name="Rahasia")

    found = [client.get(reverse("bazaars:bazaars-detail", args=[pk])) for pk in (shown.pk, hidden.pk, 98765)]

    assert [page.status_code for page in found] == [200, 404, 404]
    assert "Lapangan Kenanga" in found[0].content.decode()
    assert "Rahasia" not in found[1].content.decode()


def test_the_list_takes_the_same_statements_for_one_bazaar_and_for_three(client):
    counts = []
    for _ in range(2):
        make_bazaar()
        client.get("/bazar/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/bazar/")
        counts.append(len(queries))
        make_bazaar()

    assert counts[0] == counts[1]


@pytest.mark.parametrize(
    ("role", "status"), [("officer", 200), ("staff", 200), ("province", 200), ("auditor", 200), ("privacy", 403)]
)
def test_staff_see_bazaars_of_their_area_in_the_admin(client, role, status):
    make_bazaar(name="Bazar Dekat")
    make_bazaar(name="Bazar Jauh", kecamatan=CAKUNG)
    client.force_login(make_user(role))

    page = client.get(reverse("admin:bazaars_bazaar_changelist"))

    assert page.status_code == status
    if status == 200:
        assert "Bazar Dekat" in page.content.decode()
        assert ("Bazar Jauh" in page.content.decode()) is (role in ("province", "auditor"))


@pytest.mark.parametrize(
    ("days", "sentence"),
    [
        (1461, "terlalu jauh dari tahun program"),
        (26_000, "periksa tahunnya"),
        (-100_000, "Tanggal ini sebelum 1 Januari 2017"),
    ],
)
def test_a_bazaar_of_another_time_is_refused(client, days, sentence):
    client.force_login(make_user("staff"))
    day = in_days(days).isoformat()
    sheet = {
        "name": "Bazar",
        "kecamatan": GROGOL,
        "venue": "Lapangan",
        "stalls": "20",
        "programme_year": make_year().pk,
    }

    page = client.post(reverse("admin:bazaars_bazaar_add"), sheet | {"starts_on": day, "ends_on": day})

    assert sentence in page.content.decode()
    assert not Bazaar.objects.exists()
