"""Lists of the admin: a page at a time, nothing counted, the same statements however many rows there are."""

import datetime as dt
import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from okoce.admin.columns import columns_of
from okoce.admin.dates import date_links
from okoce.admin.lists import ROWS
from okoce.jobs.models import Job
from okoce.programme.models import Agency, Community
from tests.access.world import make_world
from tests.factories.people import make_user
from tests.factories.places import GROGOL, PROVINCE, make_places
from tests.factories.sessions import at, make_session
from tests.factories.years import make_year
from tests.journeys import steps

JOBS = "/admin/jobs/job/"
COMMUNITIES = "/admin/programme/community/"
SESSIONS = "/admin/training_sessions/session/"


def make_jobs(count, **fields):
    fields = {"name": "reports.draw", "state": Job.State.FAILED, "error": "Uji"} | fields
    return Job.objects.bulk_create(Job(key=f"uji-{fields['name']}-{number}", **fields) for number in range(count))


def list_of(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


def shown(page):
    return [row.pk for row in page.context["cl"].result_list]


def links(page, rel):
    return re.findall(rf'href="(\?[^"]*)" rel="{rel}"', page.text.replace("&amp;", "&"))


# --- What a list asks of the database ------------------------------------------------------------------


@pytest.mark.django_db
def test_no_list_counts_its_rows_or_reads_all_of_a_column(client):
    make_world()
    client.force_login(make_user(is_superuser=True))
    asked = {}
    for model in admin.site._registry:
        with CaptureQueriesContext(connection) as seen:
            assert client.get(list_of(model)).status_code == 200
        table = model._meta.db_table
        asked[table] = [query["sql"] for query in seen.captured_queries if f'FROM "{table}"' in query["sql"]]

    over_all = re.compile(r"COUNT\(|DISTINCT|MIN\(|MAX\(|GROUP BY")
    without_limit = {table: [sql for sql in found if "LIMIT" not in sql] for table, found in asked.items()}
    years = without_limit.pop("programme_programmeyear")

    assert len(asked) > 25
    assert {table: sql for table, found in asked.items() for sql in found if over_all.search(sql)} == {}
    assert {table: found for table, found in without_limit.items() if found} == {}
    assert years == []


@pytest.mark.django_db
def test_a_list_reads_only_what_it_shows(client):
    client.force_login(make_user(is_superuser=True))
    make_world()

    with CaptureQueriesContext(connection) as seen:
        client.get("/admin/people/participant/")

    [rows] = [query["sql"] for query in seen.captured_queries if 'FROM "people_participant"' in query["sql"]]
    columns = set(re.findall(r'"people_participant"\."(\w+)"', rows.partition(" FROM ")[0]))
    assert columns == {"id", "name", "registration_number", "kelurahan_id", "kecamatan_id", "phone", "is_checked"}


# --- Pages ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_long_list_leads_from_page_to_page(signed_in):
    jobs = make_jobs(2 * ROWS + 1)
    client = signed_in("province")

    first = client.get(f"{JOBS}?queue=quick")
    second = client.get(JOBS + links(first, "next")[0])
    third = client.get(JOBS + links(second, "next")[0])

    assert [shown(first) + shown(second) + shown(third)] == [sorted((job.pk for job in jobs), reverse=True)]
    assert [len(shown(page)) for page in (first, second, third)] == [ROWS, ROWS, 1]
    assert [links(page, "prev") for page in (first, second, third)] == [
        [],
        ["?p=1&queue=quick"],
        ["?p=2&queue=quick"],
    ]
    assert links(third, "next") == []
    assert "Baris 51–100" in second.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("rows", "words"), [(0, "Tidak ada pekerjaan"), (1, "1 pekerjaan"), (ROWS, f"{ROWS} pekerjaan")]
)
def test_a_list_of_one_page_says_how_many_rows_it_has(signed_in, rows, words):
    make_jobs(rows)

    page = signed_in("province").get(JOBS)

    assert words in page.text
    assert links(page, "next") == links(page, "prev") == []


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "-1", "3", "9223372036854775807"])
def test_a_page_that_is_not_there_leads_to_the_list(signed_in, number):
    make_jobs(ROWS + 1)

    page = signed_in("province").get(f"{JOBS}?p={number}")

    assert (page.status_code, page["Location"]) == (302, f"{JOBS}?e=1")


@pytest.mark.django_db
def test_an_action_reaches_the_rows_of_other_pages_when_asked_to(signed_in):
    jobs = make_jobs(ROWS + 5)
    client = signed_in("province")
    ticked = {"action": "mark_seen", "index": "0", "_selected_action": [jobs[0].pk]}

    client.post(f"{JOBS}?state=failed", ticked)
    alone = Job.objects.filter(seen_at=None).count()
    client.post(f"{JOBS}?state=failed", ticked | {"select_across": "1"})

    assert alone == ROWS + 4
    assert not Job.objects.filter(seen_at=None).exists()


@pytest.mark.django_db
def test_suggestions_lead_on_without_a_count(signed_in):
    client = signed_in("staff")
    for number in range(21):
        make_user("officer", name=f"Kenari {number:02}")
    ask = "/admin/autocomplete/?app_label=accounts&model_name=roleassignment&field_name=user&term=kenari"

    with CaptureQueriesContext(connection) as seen:
        answers = [client.get(ask).json(), client.get(f"{ask}&page=2").json()]

    assert [len(answer["results"]) for answer in answers] == [20, 1]
    assert [answer["pagination"]["more"] for answer in answers] == [True, False]
    asked = [query["sql"] for query in seen.captured_queries if 'FROM "accounts_user"' in query["sql"]]
    assert asked
    assert not any("COUNT(" in sql for sql in asked)


# --- Filters, days, order ------------------------------------------------------------------------------


@pytest.mark.django_db
def test_filters_are_one_form_that_keeps_search_order_and_days(signed_in):
    page = signed_in("province").get(f"{JOBS}?q=uji&o=-1&created_at__year=2026&state=failed")

    form = page.text.partition('<form id="changelist-filter"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', form))
    assert kept == {"q": "uji", "o": "-1", "created_at__year": "2026"}
    assert re.findall(r'<select id="[\w-]+" name="(\w+)"', form) == ["state", "seen_at", "queue", "name"]
    assert re.findall(r'value="(\w+)" selected', form) == ["failed"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", {"lama", "baru", "tanpa wilayah"}),
        ("is_active=&region=", {"lama", "baru", "tanpa wilayah"}),
        ("is_active=0", {"lama"}),
        ("is_active=1", {"baru", "tanpa wilayah"}),
        ("is_active__exact=1", {"baru", "tanpa wilayah"}),
        (f"region={GROGOL}", {"lama", "baru"}),
        ("region=-", {"tanpa wilayah"}),
        (f"region={GROGOL}&is_active=1", {"baru"}),
    ],
)
def test_a_filter_shows_the_rows_of_its_choice(signed_in, query, found):
    client = signed_in("province")
    Community.objects.create(name="lama", region_id=GROGOL, is_active=False)
    Community.objects.create(name="baru", region_id=GROGOL)
    Community.objects.create(name="tanpa wilayah")

    page = client.get(f"{COMMUNITIES}?{query}")

    assert {row.name for row in page.context["cl"].result_list} == found


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [f"{COMMUNITIES}?region=31.75.06.1001", f"{COMMUNITIES}?is_active=x", "/admin/people/participant/?ktp=x"]
)
def test_a_choice_that_is_not_offered_leads_to_the_list(signed_in, address):
    page = signed_in("province").get(address)

    assert (page.status_code, page["Location"]) == (302, f"{address.partition('?')[0]}?e=1")


@pytest.mark.django_db
def test_a_filter_by_other_rows_offers_those_the_person_may_see(signed_in):
    make_session()
    other = Agency.objects.create(code="uji", name="Instansi uji")

    page = signed_in("staff").get(f"{SESSIONS}?agency={other.pk}")

    [by_agency] = [spec for spec in page.context["cl"].filter_specs if spec.parameter_name == "agency"]
    assert dict(by_agency.choices_offered) == {str(agency.pk): agency.name for agency in Agency.objects.all()}
    assert shown(page) == []
    assert "tampilkan semua" in page.text


@pytest.mark.django_db
def test_days_lead_from_a_year_to_a_month_to_a_day(signed_in, time_machine):
    time_machine.move_to(at(dt.date(2026, 11, 21), 9))
    make_year()
    early, late = make_session(days=(3,)), make_session(days=(20,))
    client = signed_in("staff")
    days = [early.starts_at.day, late.starts_at.day]

    pages = [
        client.get(SESSIONS + query)
        for query in (
            "?starts_at__year=2026",
            "?starts_at__year=2026&starts_at__month=11",
            f"?starts_at__year=2026&starts_at__month=12&starts_at__day={days[1]}",
            "?starts_at__year=2027",
        )
    ]

    assert [shown(page) for page in pages] == [[late.pk, early.pk], [early.pk], [late.pk], []]
    assert [page.context["cl"].dates.here for page in pages] == ["2026", "November 2026", "11 Desember 2026", "2027"]


@pytest.mark.django_db
def test_links_to_days_are_reckoned(time_machine):
    time_machine.move_to(at(dt.date(2026, 11, 21), 9))
    make_year(2025)

    def address(parts, _):
        return "-".join(str(part) for part in parts.values())

    years = date_links("on", {}, address)
    months = date_links("on", {"on__year": "2026"}, address)
    days = date_links("on", {"on__year": "2024", "on__month": "2"}, address)
    day = date_links("on", {"on__year": "2024", "on__month": "2", "on__day": "29"}, address)

    assert (years.back, years.into) == (None, [("2025", "2025"), ("2026", "2026"), ("2027", "2027")])
    assert (months.back, months.into[1], len(months.into)) == (("", "Semua tanggal"), ("2026-2", "Februari"), 12)
    assert (days.back, days.into[-1], days.here) == (("2024", "2024"), ("2024-2-29", "29"), "Februari 2024")
    assert (day.back, day.into, day.here) == (("2024-2", "Februari 2024"), [], "29 Februari 2024")


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["created_at__year=x", "created_at__year=2026&created_at__month=13"])
def test_a_day_that_cannot_be_leads_to_the_list(signed_in, query):
    page = signed_in("province").get(f"{JOBS}?{query}")

    assert (page.status_code, page["Location"]) == (302, f"{JOBS}?e=1")


@pytest.mark.django_db
def test_a_heading_sorts_turns_and_lets_go(signed_in):
    make_jobs(1, name="b")
    make_jobs(1, name="a")
    client = signed_in("province")

    up, down = client.get(f"{JOBS}?o=2"), client.get(f"{JOBS}?o=-2")

    names = [[row.name for row in page.context["cl"].result_list] for page in (up, down)]
    assert names == [["a", "b"], ["b", "a"]]
    assert [page.context["cl"].headings[1][1:] for page in (up, down)] == [
        ("?o=-2", "ascending", "?o="),
        ("?o=2", "descending", "?o="),
    ]
    assert up.context["cl"].headings[2][1:] == ("?o=3.2", "", "")


@pytest.mark.django_db
def test_the_page_of_a_row_leads_back_to_the_list_as_it_was(signed_in):
    [job] = make_jobs(1)

    page = signed_in("province").get(f"{JOBS}?state=failed")

    assert f'href="{JOBS}{job.pk}/change/?_changelist_filters=state%3Dfailed"' in page.text


# --- Cells ---------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_cells_read_as_the_portal_writes():
    make_places()
    moment = at(dt.date(2026, 11, 21), 9)
    job = Job(pk=7, name="x", state="failed", created_at=moment, attempts=1200)
    community = Community(name="Kenanga", region_id=GROGOL)

    def cells(row):
        page = admin.site.get_model_admin(type(row))
        return {column.name: column.cell(row) for column in columns_of(type(row), page, page.list_display)}

    of_job = cells(job)
    assert of_job["state"] == "gagal"
    assert of_job["created_at"] == "21\xa0Nov\xa02026 09.00 WIB"
    assert (of_job["error"], of_job["finished_at"], of_job["attempts"]) == ("–", "–", "1200")
    assert cells(community) == {"name": "Kenanga", "region": "Grogol Petamburan", "is_active": "✓ Ya"}
    assert cells(Community(name="x", is_active=False))["is_active"] == "✗ Tidak"


@pytest.mark.django_db
@pytest.mark.parametrize(("is_active", "words"), [(True, "✓ Ya"), (False, "✗ Tidak")])
def test_a_field_that_is_only_read_says_yes_and_no_as_a_list_does(client, is_active, words):
    make_places()
    community = Community.objects.create(name="Kenanga", region_id=GROGOL, is_active=is_active)
    client.force_login(make_user("officer", region=GROGOL))

    page = client.get(f"/admin/programme/community/{community.pk}/change/").text

    assert f'<div class="readonly">{words}</div>' in page
    assert "img/icon-" not in page


@pytest.mark.django_db
def test_a_word_of_a_row_is_never_markup(signed_in):
    Community.objects.create(name='<b>Ken"anga</b>', region_id=GROGOL)

    page = signed_in("province").get(COMMUNITIES)

    assert not re.search('<b>Ken|Ken"', page.text)
    assert "&lt;b&gt;Ken&quot;anga" in page.text


# --- The menu ------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_menu_marks_where_one_is(signed_in):
    page = signed_in("staff").get(f"{SESSIONS}add/")

    assert re.findall(r'href="([^"]+)" aria-current="page"', page.text) == [SESSIONS]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["officer", "staff", "province", "auditor", "privacy", None])
def test_the_menu_lists_what_djangos_own_would(role, rf):
    user = make_user(role, region=PROVINCE if role else None, is_superuser=role is None)
    request = rf.get("/admin/")
    request.user = user

    ours = {entry["admin_url"]: entry for app in admin.site.get_app_list(request) for entry in app["models"]}
    theirs = {
        entry["admin_url"]: entry
        for app in admin.AdminSite.get_app_list(admin.site, request)
        for entry in app["models"]
    }

    assert ours.keys() == theirs.keys()
    for address, entry in ours.items():
        names = ("name", "admin_url", "add_url", "view_only")
        assert [entry[name] for name in names] == [theirs[address][name] for name in names]


# --- Ticks ---------------------------------------------------------------------------------------------


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_rows_are_ticked_all_at_once_by_range_and_beyond_the_page(live_server, browser):
    province = make_user("province")
    make_jobs(ROWS + 3)
    page = steps.open_pages(browser, live_server.url, width=1280)
    steps.log_in(page, province.email)
    page.goto(JOBS)
    rows, count = page.locator("input.action-select"), page.locator("[data-row-ticks-count]")
    across = page.get_by_label("Termasuk semua baris di halaman lain")

    expect(count).to_have_text(f"0 dari {ROWS} dipilih")
    expect(across).to_be_hidden()
    rows.nth(1).check()
    rows.nth(4).click(modifiers=["Shift"])
    expect(count).to_have_text(f"4 dari {ROWS} dipilih")
    page.get_by_label("Pilih semua baris di halaman ini").check()
    expect(count).to_have_text(f"{ROWS} dari {ROWS} dipilih")
    across.check()
    page.get_by_label("Tindakan:").select_option(label="Tandai kegagalan sudah dilihat")
    page.get_by_role("button", name="Jalankan").click()
    expect(page.locator(".messagelist")).to_contain_text(f"{ROWS + 3} pekerjaan ditandai sudah dilihat")

    assert page.said == []
