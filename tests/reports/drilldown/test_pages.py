"""The list behind a figure and the dictionary: who opens them, what stands there, and what the access log says."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.small_counts import HIDDEN
from participants.journey.actions import journeys
from reports.drilldown import readers
from reports.figures import actions, counted, registry
from reports.figures.definitions import Group
from reports.figures.models import DailyCount, DailyFigure
from reports.published import evidence as facts
from reports.published.counts import published
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, DURI_KEPA, GROGOL, KEBON_JERUK, PROVINCE, TOMANG
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db


def url(key="terdaftar", code=GROGOL):
    return f"/laporan/angka/{key}/{code}/"


@pytest.fixture
def person(db):
    person = make_participant(year=make_year(), name="Wulan Kenanga")
    evidence.make_licence(person, today() - dt.timedelta(days=3))
    evidence.make_disbursement(person, today() - dt.timedelta(days=2), amount=7_000_000)
    journeys.enter(person)
    actions.keep(person.programme_year, today())
    return person


@pytest.mark.parametrize(
    ("role", "status", "sees"),
    [
        ("officer", 200, True),
        ("staff", 200, True),
        ("province", 200, True),
        ("official", 200, False),
        ("auditor", 200, False),
        ("mentor", 403, False),
        (None, 403, False),
    ],
)
def test_who_may_see_people_reads_the_list_and_others_what_it_means(client, person, role, status, sees):
    client.force_login(make_user(role))

    answer = client.get(url())

    assert answer.status_code == status
    assert ("Wulan Kenanga" in answer.content.decode()) == sees
    assert ("Daftar orang di balik angka ini" in answer.content.decode()) == (status == 200 and not sees)


def test_outside_the_area_and_of_no_figure_there_is_no_page(client, person):
    client.force_login(make_user("officer"))

    asked = [url(code=KEBON_JERUK), url(code=BARAT), url(code=PROVINCE), url("tidak_ada"), url(code="99.99.99")]
    assert [client.get(each).status_code for each in asked] == [404] * 5


def test_money_is_listed_for_who_may_see_money_only(client, person):
    shown = {}
    for role in ("officer", "staff"):
        client.force_login(make_user(role))
        shown[role] = client.get(url("rupiah_cair")).content.decode()

    assert "Wulan Kenanga" not in shown["officer"]
    assert "7.000.000" not in shown["officer"]
    assert "Wulan Kenanga" in shown["staff"]
    assert shown["staff"].count("Rp 7.000.000") == 2


@pytest.mark.parametrize(
    ("key", "kinds"), [("terdaftar", "journey"), ("izin_terbit", "permits"), ("modal_cair", "capital")]
)
def test_a_list_leaves_a_row_in_the_access_log_with_what_was_seen(client, person, key, kinds):
    staff = make_user("staff")
    client.force_login(staff)

    client.get(url(key, BARAT))

    row = AccessLog.objects.get(actor=staff)
    assert (row.act, row.people or [row.subject_id], row.kinds) == (
        AccessLog.Act.OPEN,
        [person.pk],
        f"identity,{kinds}",
    )


def test_an_official_reads_the_number_of_a_stage_as_it_is_published(client, person):
    for _ in range(7):
        journeys.enter(make_participant(year=person.programme_year))
    journeys.enter(make_participant(year=person.programme_year, kelurahan=DURI_KEPA))
    client.force_login(make_user("official"))

    shown = [client.get(url("menunggu", code)).context["number"] for code in (BARAT, GROGOL, KEBON_JERUK)]
    table = published(
        person.programme_year, counted.stage_counts(person.programme_year, "kecamatan", today()), "kecamatan"
    )
    assert shown == [table[code]["menunggu"] for code in (BARAT, GROGOL, KEBON_JERUK)]
    assert (shown[0], shown[2]) == (9, HIDDEN)


def test_an_official_reads_no_number_that_splits_another(client, person):
    client.force_login(make_user("official"))

    pages = {key: client.get(url(key)).content.decode() for key in ("izin_terbit", "rupiah_cair", "posisi_menunggu")}

    assert all("disembunyikan agar orang tidak dikenali" in page for page in pages.values())
    assert client.get(url("sesi_batal")).context["number"] == 0


def test_a_kelurahan_has_lists_of_stages_only(client, person):
    client.force_login(make_user("officer"))

    assert client.get(url("terdaftar", TOMANG)).context["number"] == 1
    assert client.get(url("izin_terbit", TOMANG)).status_code == 404


def test_who_lives_elsewhere_now_is_counted_without_a_name(client, person):
    type(person).objects.filter(pk=person.pk).update(kelurahan_id=f"{CAKUNG}.1001", kecamatan_id=CAKUNG)
    client.force_login(make_user("officer"))

    page = client.get(url("izin_terbit")).content.decode()

    assert "Orang di luar wilayah Anda" in page
    assert "Wulan" not in page


def test_the_day_asked_for_is_the_day_of_the_list(client, person):
    client.force_login(make_user("officer"))
    yesterday = today() - dt.timedelta(days=1)

    page = client.get(url(), {"tanggal": yesterday.isoformat()}).content.decode()

    assert "Tidak ada yang dihitung" in page
    assert "0 orang" in page


def test_a_list_of_three_costs_the_statements_of_one(client, person):
    client.force_login(make_user("staff"))

    def asked():
        client.get(url())
        with CaptureQueriesContext(connection) as seen:
            client.get(url())
        return len(seen)

    one = asked()
    for _ in range(2):
        journeys.enter(make_participant(year=person.programme_year))

    assert asked() == one


def test_long_lists_come_in_pages(client, person):
    for _ in range(21):
        journeys.enter(make_participant(year=person.programme_year))
    client.force_login(make_user("officer"))

    first = client.get(url())
    second = client.get(url() + first.context["next_url"])

    assert [len(page.context["rows"]) for page in (first, second)] == [20, 2]
    assert first.context["number"] == 22


def test_what_is_no_list_of_people_shows_its_rows(client, person):
    client.force_login(make_user("officer"))

    for key in ("sesi_terlaksana", "pendamping", "pelapor", "baris_ditahan"):
        assert client.get(url(key)).status_code == 200
    assert "Daftar orang di balik angka ini" in client.get(url("persen_hadir")).content.decode()


def test_the_dictionary_is_public_and_names_every_figure(client):
    page = client.get("/laporan/kamus/").content.decode()

    for figure in [*registry.figures().values(), *registry.tables().values()]:
        assert figure.name in page
        assert f'id="{figure.key}"' in page
    assert "Angka terbitan" in page
    assert "284.164" in page
    assert "2,2 %" in page


def test_every_group_of_figures_says_who_opens_its_lists():
    assert set(readers.LISTS) == set(Group)


def test_an_official_reads_of_facts_what_papers_print(client, person):
    """The same numbers as on the paper of the day, and none where the paper has a sign."""
    count = DailyCount.objects.get()
    keys = [key for key in facts.SHOWN if registry.figure(key).is_kept]
    DailyFigure.objects.filter(figure__in=keys).delete()
    DailyFigure.objects.bulk_create(
        DailyFigure(
            programme_year=person.programme_year, day=count.day, figure=key, version=1, region_id=code, value=value,
            counted_at=count.counted_at,
        )
        for key in keys for code, value in ((GROGOL, 30), (CAKUNG, 2), (KEBON_JERUK, 12))
    )  # fmt: skip
    printed = facts.parts(person.programme_year, count.day, now())["evidence"]
    client.force_login(make_user("official", region=PROVINCE))

    shown = {
        (key, code): client.get(url(key, code)).context["number"]
        for key in facts.SHOWN for code in (GROGOL, CAKUNG, BARAT, PROVINCE)
    }  # fmt: skip

    assert shown == {(key, code): printed[code][key] for key, code in shown}
    assert {HIDDEN, 30} <= set(shown.values())
