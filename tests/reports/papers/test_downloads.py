"""Downloads of reports."""

import csv
import io
import zipfile

import pytest
from django.urls import reverse

from reports.papers import bundles
from reports.papers.actions import runs
from reports.papers.models import Report
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE
from tests.factories.reports import make_document, make_period
from tests.reports.papers.running import fail, finish, start

TABLES = ("angka", "data-terbuka", "kamus-data")

pytestmark = pytest.mark.django_db


@pytest.fixture
def run():
    return start(make_period(), by=make_user("official", region=PROVINCE))


@pytest.fixture
def ready_run(run):
    for report in run.reports.all():
        finish(report)
        document = make_document(f"%PDF-1.7 {report.region_id}".encode())
        Report.objects.filter(pk=report.pk).update(document=document)
    return run


def pdf(run, code):
    return reverse("reports:reports-download", args=[run.pk, code])


def test_a_report_is_downloaded_under_a_telling_name(client, ready_run):
    client.force_login(make_user("officer", region=GROGOL))

    response = client.get(pdf(ready_run, GROGOL))

    year = ready_run.period.programme_year.year
    assert response.content == b"%PDF-1.7 31.73.02"
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == f'attachment; filename="laporan-okoce-{year}-p01-grogol-petamburan.pdf"'


@pytest.mark.parametrize(
    ("role", "region", "expected"),
    [
        (None, None, [403] * 3),
        ("mentor", GROGOL, [403] * 3),
        ("officer", GROGOL, [200, 404, 404]),
        ("staff", BARAT, [200, 200, 404]),
        ("province", PROVINCE, [200] * 3),
        ("official", CAKUNG, [404, 404, 200]),
        ("auditor", PROVINCE, [200] * 3),
        ("privacy", PROVINCE, [403] * 3),
    ],
)
def test_everybody_downloads_their_area(client, ready_run, role, region, expected):
    client.force_login(make_user(role, region=region))

    assert [client.get(pdf(ready_run, code)).status_code for code in (GROGOL, KEBON_JERUK, CAKUNG)] == expected


def test_a_file_that_is_not_there_yet_is_explained(client, run):
    fail(run.reports.get(region=KEBON_JERUK), "Alasan yang jelas.")
    client.force_login(make_user("staff", region=BARAT))

    waiting, failed, bundle = (
        client.get(path)
        for path in (pdf(run, GROGOL), pdf(run, KEBON_JERUK), reverse("reports:runs-zip", args=[run.pk]))
    )

    assert [response.status_code for response in (waiting, failed, bundle)] == [404] * 3
    assert "Laporan belum siap" in waiting.content.decode()
    assert reverse("reports:runs-detail", args=[run.pk]) in waiting.content.decode()
    assert "Alasan yang jelas." in failed.content.decode()
    assert "Laporan belum siap" in bundle.content.decode()


def test_not_yours_and_not_there_look_the_same(client, run):
    client.force_login(make_user("officer", region=GROGOL))

    foreign, missing = client.get(pdf(run, CAKUNG)), client.get(pdf(run, "31.99.99"))

    assert foreign.status_code == missing.status_code == 404
    assert "Cakung" not in foreign.content.decode()
    assert "Laporan belum siap" not in foreign.content.decode()


@pytest.mark.parametrize(
    ("role", "region", "area", "codes"),
    [
        ("officer", GROGOL, "grogol-petamburan", ["grogol-petamburan"]),
        ("staff", BARAT, "jakarta-barat", ["grogol-petamburan", "kebon-jeruk"]),
        ("auditor", PROVINCE, "daerah-khusus-jakarta", ["grogol-petamburan", "kebon-jeruk", "cakung"]),
    ],
)
def test_the_bundle_holds_the_reports_of_ones_area(client, ready_run, role, region, area, codes):
    client.force_login(make_user(role, region=region))
    path = reverse("reports:runs-zip", args=[ready_run.pk])

    first, second = client.get(path), client.get(path)

    year = ready_run.period.programme_year.year
    content = b"".join(first.streaming_content)
    bundle = zipfile.ZipFile(io.BytesIO(content))
    assert first["Content-Disposition"] == f'attachment; filename="laporan-okoce-{year}-periode-01-{area}.zip"'
    assert bundle.testzip() is None
    papers = [f"laporan-okoce-{year}-p01-{code}.pdf" for code in codes]
    tables = [f"angka-okoce-{year}-p01-{area}.xlsx"]
    tables += [f"{what}-okoce-{year}-p01-{area}.csv" for what in ("data-terbuka", "kamus-data")]
    assert bundle.namelist() == papers + tables
    assert all(bundle.read(name).startswith(b"%PDF-1.7 31.7") for name in papers)
    assert [row[0] for row in rows(bundle.read(tables[1]))][1:] != []
    again = zipfile.ZipFile(io.BytesIO(b"".join(second.streaming_content)))
    assert [again.read(name) for name in papers + tables[1:]] == [bundle.read(name) for name in papers + tables[1:]]


def rows(content):
    return list(csv.reader(io.StringIO(content.decode().removeprefix("\ufeff")), delimiter=";"))


@pytest.mark.parametrize(
    ("role", "region", "expected"),
    [("mentor", GROGOL, None), ("officer", GROGOL, {GROGOL}), ("staff", BARAT, {GROGOL, KEBON_JERUK})],
)
def test_tables_hold_the_area_of_who_asks(client, run, role, region, expected):
    client.force_login(make_user(role, region=region))

    answers = [client.get(reverse("reports:runs-table", args=[run.pk, what])) for what in TABLES]

    if expected is None:
        assert [answer.status_code for answer in answers] == [403] * 3
        return
    assert [answer.status_code for answer in answers] == [200] * 3
    found = {row[0] for row in rows(answers[1].content)[1:] if row[2] == "kecamatan"}
    assert found == expected
    assert client.get(reverse("reports:runs-table", args=[run.pk, "lain"])).status_code == 404


def test_a_deck_and_the_paper_of_its_kota_are_two_files(client):
    run = runs.start(make_period(), by=make_user("staff", region=BARAT))
    for report in run.reports.all():
        finish(report)
        Report.objects.filter(pk=report.pk).update(document=make_document(f"%PDF {report}".encode()))
    client.force_login(make_user("official", region=BARAT))

    found = [
        client.get(reverse(f"reports:{name}", args=[run.pk, BARAT])) for name in ("reports-download", "decks-download")
    ]

    assert [answer.content for answer in found] == [b"%PDF kota 31.73", b"%PDF dek 31.73"]
    assert ["-kota-jakarta-barat" in answer["Content-Disposition"] for answer in found] == [True, False]
    client.force_login(make_user("officer", region=GROGOL))
    assert client.get(reverse("reports:decks-download", args=[run.pk, BARAT])).status_code == 404


def test_a_bundle_goes_out_file_by_file():
    asked = []

    def files():
        for number in range(3):
            asked.append(number)
            yield f"{number}.pdf", b"x" * 1000

    pieces = bundles.zipped(files())
    first = next(pieces)

    assert asked == [0]
    assert b"x" * 1000 in first
    assert len(zipfile.ZipFile(io.BytesIO(first + b"".join(pieces))).namelist()) == 3
