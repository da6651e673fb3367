"""`/program/target/`: read by those who report, filled by the Dinas with the decision it stands on."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.programme import memory
from okoce.programme.models import Commodity, Target, TargetDecree
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, TIMUR, make_places
from tests.factories.years import make_agency, make_year
from trainings.sessions.models import TrainingTarget

pytestmark = pytest.mark.django_db
LIST, PASTE, COPY, HISTORY = (reverse(f"trainings:targets-{name}") for name in ("list", "paste", "copy", "history"))
TABLE = "Kecamatan\tPendaftaran\tPelatihan\nGrogol Petamburan\t1.000\t800\nCakung\t500\t400\nJumlah\t1.500\t1.200"


@pytest.fixture
def year():
    make_places()
    make_agency("kukmp-jakbar", "Sudin KUKMP Jakarta Barat", BARAT)
    make_agency("kukmp-jaktim", "Sudin KUKMP Jakarta Timur", TIMUR)
    make_agency("ppkukm", "Dinas PPKUKM", "31")
    return make_year()


def typed(year, **values):
    about = {"year": year.pk, "kind": "tahap", "office": "kukmp", "number": "SK 12/2026", "signed_on": "05/01/2026"}
    return about | {"text": TABLE} | values


def fill(client, url, values, **more):
    """Look at the table, then write it as it was shown; returns the page before and the answer."""
    looked = client.post(url, values | {"look": "1"})
    page = client.get(looked.url)
    seen = page.context["preview"] and page.context["preview"]["seen"]
    return page, client.post(looked.url, values | {"save": "1", "seen": seen} | more)


def stored():
    return set(Target.objects.values_list("kecamatan", "stage", "people", "agency__code"))


@pytest.mark.parametrize(
    ("role", "reads", "fills"),
    [
        ("mentor", 403, 403),
        ("officer", 200, 403),
        ("staff", 200, 403),
        ("province", 200, 200),
        ("official", 200, 403),
        ("auditor", 200, 403),
        ("privacy", 403, 403),
        (None, 403, 403),
    ],
)
def test_who_reads_and_who_fills(signed_in, year, role, reads, fills):
    client = signed_in(role)

    assert [client.get(url).status_code for url in (LIST, HISTORY, PASTE, COPY)] == [reads, reads, fills, fills]


def test_a_pasted_table_is_shown_and_then_written_by_the_office_of_each_kota(signed_in, year):
    client = signed_in("province")

    page, answer = fill(client, PASTE, typed(year))

    assert "<strong>4</strong> baru" in page.text
    assert "Jumlahnya cocok" in page.text
    assert answer.status_code == 302
    assert stored() == {
        (GROGOL, "pendaftaran", 1000, "kukmp-jakbar"),
        (GROGOL, "pelatihan", 800, "kukmp-jakbar"),
        (CAKUNG, "pendaftaran", 500, "kukmp-jaktim"),
        (CAKUNG, "pelatihan", 400, "kukmp-jaktim"),
    }
    decree = TargetDecree.objects.get()
    assert (decree.number, decree.signed_on, decree.written_by) == ("SK 12/2026", dt.date(2026, 1, 5), client.user)
    assert memory.targets(year.pk)[CAKUNG]["pelatihan"] == 400
    assert "SK 12/2026" in client.get(answer.url).text


def test_nothing_is_written_when_it_does_not_add_up_unless_somebody_says_so(signed_in, year):
    client, wrong = signed_in("province"), typed(year, text=TABLE.replace("1.500", "1.600"))

    page, refused = fill(client, PASTE, wrong)
    again = client.get(refused.url).text
    assert "Jumlahnya tidak cocok" in page.text
    assert "Jumlahnya tidak cocok atau tidak disebut" in again
    assert not Target.objects.exists()

    fill(client, PASTE, wrong, accepted="on")
    assert Target.objects.count() == 4
    assert not TargetDecree.objects.get().added_up


def test_a_table_that_changed_since_it_was_shown_is_shown_again(signed_in, year):
    client, values = signed_in("province"), typed(year)
    page = client.get(client.post(PASTE, values | {"look": "1"}).url)
    Target.objects.create(
        programme_year=year, kecamatan_id=CAKUNG, stage="pelatihan", agency=make_agency("kukmp-jaktim"), people=7
    )

    answer = client.post(PASTE, values | {"save": "1", "seen": page.context["preview"]["seen"]})

    assert "berubah sejak tabel ini ditampilkan" in client.get(answer.url).text
    assert Target.objects.get().people == 7


def test_history_says_who_wrote_what_when_and_by_which_decision(signed_in, year):
    client = signed_in("province", name="Sari Kenanga")
    fill(client, PASTE, typed(year))
    fill(client, PASTE, typed(year, number="SK 40/2026", text=TABLE.replace("400", "450").replace("1.200", "1.250")))

    rows = client.get(HISTORY).context["rows"]

    assert [(row["place"], row["column"], row["old"], row["new"]) for row in rows[:2]] == [
        ("Cakung", "Pelatihan", 400, 450),
        ("Cakung", "Pelatihan", None, 400),
    ]
    assert (rows[0]["decree"].number, rows[0]["by"].name) == ("SK 40/2026", "Sari Kenanga")


def test_last_years_table_is_copied_by_percent(signed_in, year):
    client, before = signed_in("province"), make_year(year.year - 1)
    agency = make_agency("kukmp-jakbar")
    for place, people in ((GROGOL, 1000), (KEBON_JERUK, 45)):
        Target.objects.create(
            programme_year=before, kecamatan_id=place, stage="pelatihan", agency=agency, people=people
        )
    values = typed(year, percent="110")

    page, answer = fill(client, COPY, values)

    assert "<strong>2</strong> baru" in page.text
    assert answer.status_code == 302
    now = Target.objects.filter(programme_year=year).values_list("kecamatan", "people")
    assert sorted(now) == [(GROGOL, 1100), (KEBON_JERUK, 50)]
    assert TargetDecree.objects.get().percent == 110


def test_a_year_before_the_first_has_nothing_to_copy(signed_in, year):
    client = signed_in("province")

    answer = client.post(COPY, typed(year, percent="100") | {"look": "1"})

    assert "Tidak ada tahun program sebelum" in client.get(answer.url).text


@pytest.mark.parametrize("kind", ["komoditas", "pelatihan"])
def test_targets_by_commodity_are_kept_apart(signed_in, year, kind):
    client, food = signed_in("province"), Commodity.objects.create(code="makanan", name="Makanan & minuman")
    text = "Kecamatan\tMakanan & minuman\tSemua komoditas\nCakung\t40\t60\nJumlah\t40\t60"

    fill(client, PASTE, typed(year, kind=kind, office="ppkukm", text=text))

    rows = TrainingTarget.objects.values_list("commodity", "kecamatan", "counts", "amount")
    counts = "people" if kind == "komoditas" else "trainings"
    assert set(rows) == {(food.pk, CAKUNG, counts, 40), (None, CAKUNG, counts, 60)}
    assert not Target.objects.exists()


def test_officers_read_their_own_area_only(signed_in, year):
    fill(signed_in("province"), PASTE, typed(year))

    page = signed_in("officer").get(LIST)

    assert [row.name for part in page.context["parts"] for row in part.rows] == ["Grogol Petamburan"]
    assert "Cakung" not in page.text
    assert "Cakung" not in signed_in(make_user("officer", phone="+6281200001111")).get(HISTORY).text


def test_the_table_costs_as_many_statements_for_many_targets_as_for_few(signed_in, year):
    client = signed_in("province")
    fill(client, PASTE, typed(year, text="Kecamatan\tPendaftaran\nCakung\t10\nJumlah\t10"))
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    fill(client, PASTE, typed(year, number="SK 13/2026"))
    client.get(LIST)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)

    assert len(many) == len(few)


def test_a_target_changed_in_the_admin_stands_on_no_decision(signed_in, year):
    client = signed_in("province")
    fill(client, PASTE, typed(year))
    target = Target.objects.get(kecamatan=CAKUNG, stage="pelatihan")
    url = reverse("admin:programme_target_change", args=[target.pk])
    form = client.get(url).context["adminform"].form
    values = {name: form[name].value() for name in ("programme_year", "kecamatan", "stage", "agency", "version")}

    client.post(url, values | {"people": "410"})

    target.refresh_from_db()
    assert (target.people, target.decree) == (410, None)
