"""Pages of a run of reports."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.clock import now
from okoce.jobs.heartbeats import beat
from okoce.jobs.models import Job
from okoce.regions.models import Region
from reports.papers.models import Report, ReportRun
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, PROVINCE
from tests.factories.reports import make_period
from tests.reports.papers.running import fail, finish, start

pytestmark = pytest.mark.django_db


# --- The pages ---------------------------------------------------------------------------------------

ROLES = [
    # role, region, may look, may press
    (None, None, False, False),
    ("mentor", GROGOL, False, False),
    ("officer", GROGOL, True, True),
    ("staff", BARAT, True, True),
    ("province", PROVINCE, True, True),
    ("official", GROGOL, True, True),
    ("auditor", PROVINCE, True, False),
    ("privacy", PROVINCE, False, False),
]


@pytest.mark.parametrize(("role", "region", "may_look", "may_press"), ROLES)
def test_who_may_look_and_who_may_press(client, official, role, region, may_look, may_press):
    period = make_period()
    run = start(period, by=official)
    client.force_login(make_user(role, region=region))

    looked = [client.get(path).status_code for path in paths_of(run)]
    pressed = client.post(reverse("reports:runs-start"), {"period": period.pk}).status_code
    again = client.post(reverse("reports:runs-again", args=[run.pk])).status_code

    assert looked == [200 if may_look else 403] * 3
    assert (pressed, again) == ((302, 302) if may_press else (403, 403))


def paths_of(run):
    return [
        reverse("reports:runs-list"),
        reverse("reports:runs-detail", args=[run.pk]),
        reverse("reports:runs-progress", args=[run.pk]),
    ]


def test_visitors_are_sent_to_the_door(client, official):
    run = start(make_period(), by=official)

    for path in [*paths_of(run), reverse("reports:runs-zip", args=[run.pk])]:
        response = client.get(path)
        assert response.status_code == 302
        assert "next=" in response.url


def test_a_run_elsewhere_and_a_run_that_is_not_there_are_the_same_404(client):
    theirs = start(make_period(), by=make_user("official", region=CAKUNG))
    client.force_login(make_user("official", region=GROGOL))

    for pk in (theirs.pk, theirs.pk + 999):
        for name in ("runs-detail", "runs-progress", "runs-zip"):
            assert client.get(reverse(f"reports:{name}", args=[pk])).status_code == 404
        assert client.post(reverse("reports:runs-again", args=[pk])).status_code == 404
    assert "Cakung" not in client.get(reverse("reports:runs-list")).content.decode()


def test_of_a_run_everybody_sees_their_own_area(client, official):
    run = start(make_period(), by=official)
    client.force_login(make_user("officer", region=GROGOL))

    page = client.get(reverse("reports:runs-detail", args=[run.pk])).content.decode()

    assert "Grogol Petamburan" in page
    assert "Kebon Jeruk" not in page
    assert "Cakung" not in page


def test_pressing_leads_to_the_page_that_waits(client, official):
    period = make_period()
    client.force_login(official)

    response = client.post(reverse("reports:runs-start"), {"period": period.pk}, follow=True)

    page = response.content.decode()
    run = ReportRun.objects.get()
    assert response.redirect_chain[-1][0] == reverse("reports:runs-detail", args=[run.pk])
    assert f'hx-get="{reverse("reports:runs-progress", args=[run.pk])}"' in page
    assert '<noscript><meta http-equiv="refresh"' in page
    assert page.count("menunggu") >= 3


@pytest.mark.once
def test_a_thousand_presses_in_a_minute_make_one_job_each_and_are_refused_in_words(client, official):
    period = make_period()
    client.force_login(official)

    answers = [client.post(reverse("reports:runs-start"), {"period": period.pk}) for _ in range(1000)]

    refused = [answer for answer in answers if answer.status_code == 429]
    assert ReportRun.objects.count() == 1
    assert Job.objects.count() == Report.objects.count() == 7
    assert len(refused) == 1000 - 20
    assert "hanya dibuat satu kali" in refused[0].content.decode()
    client.force_login(make_user("official", region=BARAT))
    assert client.post(reverse("reports:runs-start"), {"period": period.pk}).status_code == 302


def test_the_papers_to_make_are_chosen_from_those_of_the_area(client, official):
    period = make_period()
    client.force_login(official)
    page = client.get(reverse("reports:runs-list")).content.decode()

    client.post(reverse("reports:runs-start"), {"period": period.pk, "papers": ["kota", "dek"]})

    assert [page.count(f'value="{kind}"') for kind in ("kecamatan", "kota", "provinsi", "dek")] == [1] * 4
    assert set(Report.objects.values_list("kind", flat=True)) == {"kota", "dek"}
    client.force_login(make_user("officer", region=GROGOL))
    assert 'name="papers"' not in client.get(reverse("reports:runs-list")).content.decode()
    wrong = client.post(reverse("reports:runs-start"), {"period": period.pk, "papers": ["kota"]}, follow=True)
    assert "Lembar itu tidak ada" in wrong.content.decode()


def test_one_failed_paper_is_made_again(client, official):
    run = start(make_period(), by=official)
    first, second, _ = run.reports.all()
    fail(first)
    fail(second)
    client.force_login(official)
    page = client.get(reverse("reports:runs-progress", args=[run.pk])).content.decode()

    client.post(reverse("reports:runs-again", args=[run.pk]), {"laporan": first.pk})

    assert page.count('name="laporan"') == 2
    assert [report.state for report in run.reports.select_related("job")] == ["queued", "failed", "queued"]


def test_a_period_that_is_not_there_is_refused_in_a_sentence(client, official):
    make_period()
    client.force_login(official)

    response = client.post(reverse("reports:runs-start"), {"period": 99999}, follow=True)

    assert "Periode itu tidak ada" in response.content.decode()
    assert not ReportRun.objects.exists()


def test_the_page_says_when_no_worker_runs_and_stops_saying_so(client, official):
    run = start(make_period(), by=official)
    client.force_login(official)
    path = reverse("reports:runs-progress", args=[run.pk])

    alone = client.get(path).content.decode()
    beat("bulk")
    helped = client.get(path).content.decode()

    assert "Mesin pembuat laporan sedang tidak berjalan" in alone
    assert "Mesin pembuat laporan" not in helped


def test_each_state_is_said_in_words_with_its_reason(client, official):
    run = start(make_period(), by=official)
    ready, failed, running = run.reports.all()
    finish(ready)
    fail(failed)
    Job.objects.filter(pk=running.job_id).update(state="running", attempts=1)
    client.force_login(official)

    page = client.get(reverse("reports:runs-progress", args=[run.pk])).content.decode()

    for words in (">siap<", ">gagal<", "berhenti mendadak tiga kali", ">sedang dibuat<", "Buat ulang yang gagal"):
        assert words in page
    assert page.count("2 halaman") == 1
    assert "hx-trigger" in page
    assert "Unduh semua" not in page


def test_when_all_is_over_the_page_stops_asking(client, official):
    run = start(make_period(), by=official)
    finish(*run.reports.all())
    client.force_login(official)

    for path in paths_of(run)[1:]:
        page = client.get(path).content.decode()
        assert "hx-trigger" not in page
        assert "http-equiv" not in page
        assert "Unduh semua (ZIP)" in page
        assert "3</strong> dari 3 selesai" in page


def test_the_list_marks_the_newest_run_of_a_period(client, official):
    period = make_period()
    start(period, by=official)
    with time_machine.travel(now() + dt.timedelta(minutes=2)):
        start(period, by=official)
    client.force_login(official)

    page = client.get(reverse("reports:runs-list")).content.decode()

    assert page.count(">terbaru<") == 1
    assert page.count(">digantikan<") == 1


def test_the_list_has_a_next_page(client, official):
    period = make_period()
    first = start(period, by=official)
    region = Region.objects.get(pk=GROGOL)
    for _ in range(31):
        run = ReportRun.objects.create(period=period, area=GROGOL)
        Report.objects.create(run=run, region=region)
    client.force_login(official)

    page = client.get(reverse("reports:runs-list")).content.decode()
    oldest = ReportRun.objects.order_by("-pk")[29].pk
    older = client.get(reverse("reports:runs-list") + f"?sebelum={oldest}").content.decode()

    assert f"sebelum={oldest}" in page
    assert reverse("reports:runs-detail", args=[first.pk]) in older
    assert reverse("reports:runs-detail", args=[first.pk]) not in page
    assert (page.count(">terbaru<"), older.count(">terbaru<")) == (1, 0)
    assert client.get(reverse("reports:runs-list") + "?sebelum=abc").status_code == 200


def test_more_runs_and_more_reports_cost_no_more_statements(client, official):
    grogol = make_user("official", region=GROGOL)
    small = start(make_period(), by=grogol)
    client.force_login(official)

    def statements(path):
        with CaptureQueriesContext(connection) as found:
            assert client.get(path).status_code == 200
        return len(found)

    client.get(reverse("reports:runs-list"))
    few = [statements(path) for path in paths_of(small)]
    large = start(make_period(ended_days_ago=20), by=official)
    start(make_period(ended_days_ago=40), by=official)
    finish(large.reports.first())

    assert [statements(path) for path in paths_of(large)] == few
