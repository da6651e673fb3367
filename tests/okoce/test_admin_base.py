"""The admin shows and changes only what somebody may, where they may, and speaks Indonesian."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.admin.scope import OUTSIDE, NotThere
from okoce.programme.models import Community, Target
from tests.carried import post
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TIMUR
from tests.factories.years import make_agency, make_year

pytestmark = pytest.mark.django_db


def make_target(kecamatan, people=1000, stage="pelatihan"):
    return Target.objects.create(
        programme_year=make_year(), kecamatan_id=kecamatan, stage=stage, agency=make_agency(), people=people
    )


def page_of(obj, page="change"):
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_{page}", args=[obj.pk])


def sign_in(client, role, **given):
    user = make_user(role, **given)
    client.force_login(user)
    return user


# --- Who comes in --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"),
    [(None, 403), ("mentor", 403), ("official", 403), ("officer", 200), ("staff", 200), ("province", 200)],
)
def test_only_staff_come_in(client, role, status):
    sign_in(client, role)

    assert client.get("/admin/").status_code == status


@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        ("officer", {"Target", "Wilayah"}, {"Penugasan", "Pengguna", "Catatan akses", "Instansi"}),
        ("staff", {"Target", "Penugasan", "Pengguna", "Catatan akses"}, {"Pekerjaan"}),
        ("privacy", {"Pengguna", "Catatan akses"}, {"Target", "Wilayah"}),
    ],
)
def test_the_index_lists_what_the_role_may_open(client, role, seen, hidden):
    sign_in(client, role)

    apps = client.get("/admin/").context["app_list"]
    names = {model["name"] for app in apps for model in app["models"]}

    assert seen <= names
    assert not hidden & names


def test_pages_of_packages_stay_out():
    labels = {model._meta.app_label for model in admin.site._registry}

    assert not labels & {"auth", "account", "mfa", "sites", "contenttypes", "sessions"}


def test_every_admin_page_answers_a_missing_row_with_404():
    assert [str(a) for a in admin.site._registry.values() if not isinstance(a, NotThere)] == []


# --- Which rows ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "region", "seen"),
    [
        ("officer", GROGOL, {GROGOL}),
        ("staff", BARAT, {GROGOL, KEBON_JERUK}),
        ("staff", TIMUR, {CAKUNG}),
        ("province", PROVINCE, {GROGOL, KEBON_JERUK, CAKUNG}),
    ],
)
def test_a_list_holds_the_rows_of_the_area(client, role, region, seen):
    sign_in(client, role, region=region)
    for kecamatan in (GROGOL, KEBON_JERUK, CAKUNG):
        make_target(kecamatan)

    page = client.get(reverse("admin:programme_target_changelist"))

    assert {target.kecamatan_id for target in page.context["cl"].result_list} == seen
    assert page.context["cl"].result_count == len(seen)


@pytest.mark.parametrize("page", ["change", "history", "delete"])
def test_not_yours_and_not_there_are_one_page(client, page):
    sign_in(client, "province" if page == "delete" else "officer", region=KEBON_JERUK)
    foreign, missing = make_target(GROGOL), Target(pk=987654)

    answers = [client.get(page_of(target, page)) for target in (foreign, missing)]

    expected = 403 if page == "delete" else 404  # nobody deletes targets
    assert [answer.status_code for answer in answers] == [expected, expected]
    assert len({re.sub(r'value="[^"]{40,}"', "", answer.text) for answer in answers}) == 1


def test_a_foreign_row_cannot_be_posted_to(client):
    sign_in(client, "province", region=BARAT)
    target = make_target(CAKUNG, people=5)

    response = client.post(page_of(target), posted(target, people=99))

    assert response.status_code == 404
    target.refresh_from_db()
    assert target.people == 5


@pytest.mark.parametrize("lookup", ["kecamatan=31.75.06", "kecamatan__code__startswith=31.75", "agency__id__exact=1"])
def test_a_filter_in_the_address_opens_nothing(client, lookup):
    sign_in(client, "staff", region=BARAT)
    make_target(CAKUNG)

    page = client.get(reverse("admin:programme_target_changelist") + f"?{lookup}")

    assert page.status_code in (200, 302, 400)
    assert "Cakung" not in page.text


@pytest.mark.parametrize("lookup", ["password__startswith=md5", "phone__startswith=%2B62", "email__contains=a"])
def test_nobody_feels_their_way_to_a_secret_through_the_address(client, lookup):
    sign_in(client, "staff")

    assert client.get(reverse("admin:accounts_user_changelist") + f"?{lookup}").status_code == 400


def test_every_choice_of_a_filter_leads_to_a_list(client):
    sign_in(client, "province")
    answers = {}
    for model in admin.site._registry:
        page = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        response = client.get(page)
        for own in getattr(response.context.get("cl"), "filter_specs", []):
            answers |= {address: client.get(address).status_code for address in _choices(page, own, response)}

    assert any("kecamatan=" in address for address in answers)
    assert any("ktp=menunggu" in address for address in answers)
    assert {address: answer for address, answer in answers.items() if answer != 200} == {}


def _choices(page, own, response):
    """The addresses of nothing chosen and of each choice."""
    return [f"{page}?{own.parameter_name}={value}" for value in ["", *dict(own.choices_offered)]]


def test_a_filter_offers_only_places_of_the_area(client):
    sign_in(client, "staff", region=BARAT)
    for kecamatan in (GROGOL, CAKUNG):
        make_target(kecamatan)

    page = client.get(reverse("admin:programme_target_changelist"))

    offered = page.text.partition('name="kecamatan"')[2].partition("</select>")[0]
    assert set(re.findall(r'value="([\d.]+)"', offered)) == {GROGOL, KEBON_JERUK}


def test_suggestions_name_only_people_of_the_area(client):
    make_user("officer", region=GROGOL, name="Melati Grogol")
    make_user("officer", region=CAKUNG, name="Melati Cakung")
    ask = "/admin/autocomplete/?app_label=accounts&model_name=roleassignment&field_name=user&term=melati"

    sign_in(client, "staff", region=BARAT, name="Dahlia")
    assert [found["text"] for found in client.get(ask).json()["results"]] == ["Melati Grogol"]

    sign_in(client, "officer", region=GROGOL)
    assert client.get(ask).status_code == 403


def test_who_has_one_kecamatan_is_not_asked_for_it(client):
    sign_in(client, "officer", region=GROGOL)
    make_target(GROGOL)

    assert 'name="kecamatan"' not in client.get(reverse("admin:programme_target_changelist")).text


# --- Which acts ----------------------------------------------------------------------------------------


def posted(target, **changes):
    fields = ("programme_year_id", "kecamatan_id", "stage", "agency_id", "people")
    return {name.removesuffix("_id"): getattr(target, name) for name in fields} | changes


def test_who_may_only_look_cannot_change(client):
    sign_in(client, "staff", region=BARAT)
    target = make_target(GROGOL, people=5)

    assert 'name="people"' not in client.get(page_of(target)).text
    assert client.post(page_of(target), posted(target, people=99)).status_code == 403
    assert client.get(reverse("admin:programme_target_add")).status_code == 403
    target.refresh_from_db()
    assert target.people == 5


def test_who_may_change_changes(client):
    sign_in(client, "province")
    target = make_target(CAKUNG, people=5)

    post(client, page_of(target), posted(target, people=99))

    target.refresh_from_db()
    assert target.people == 99


def test_choices_are_places_where_one_may_write(client):
    sign_in(client, "staff", region=BARAT)
    url = reverse("admin:programme_community_add")

    offered = {str(value) for value, _ in client.get(url).context["adminform"].form.fields["region"].choices}

    assert GROGOL in offered
    assert BARAT in offered
    assert not {CAKUNG, TIMUR, PROVINCE} & offered


def test_a_field_named_after_a_level_offers_that_level(client):
    sign_in(client, "province")

    form = client.get(reverse("admin:programme_target_add")).context["adminform"].form

    assert {str(value) for value, _ in form.fields["kecamatan"].choices} == {"", GROGOL, KEBON_JERUK, CAKUNG}


@pytest.mark.parametrize("region", [CAKUNG, PROVINCE, ""])
def test_nothing_is_put_outside_the_area(client, region):
    sign_in(client, "staff", region=BARAT)

    page = client.post(reverse("admin:programme_community_add"), {"name": "Kenanga", "region": region})

    assert page.status_code == 200
    assert not Community.objects.exists()
    if not region:
        assert OUTSIDE in page.text


@pytest.mark.parametrize("before", [CAKUNG, None])
def test_what_lies_outside_is_read_only_even_when_it_would_come_inside(client, before):
    sign_in(client, "staff", region=BARAT)
    community = Community.objects.create(name="Kenanga", region_id=before)

    assert client.get(page_of(community)).status_code == 200
    assert client.post(page_of(community), {"name": "Kenanga", "region": GROGOL}).status_code == 403
    community.refresh_from_db()
    assert community.region_id == before


def test_what_lies_inside_stays_inside(client):
    sign_in(client, "staff", region=BARAT)
    community = Community.objects.create(name="Kenanga", region_id=GROGOL)

    post(client, page_of(community), {"name": "Kenanga", "region": CAKUNG})
    community.refresh_from_db()
    assert community.region_id == GROGOL

    post(client, page_of(community), {"name": "Kenanga", "region": KEBON_JERUK})
    community.refresh_from_db()
    assert community.region_id == KEBON_JERUK


def test_the_last_gate_asks_the_stored_row():
    """A list edited in place asks nobody about the single row."""
    from django.core.exceptions import PermissionDenied

    community = Community.objects.create(name="Kenanga", region_id=make_target(CAKUNG).kecamatan_id)
    community.region_id = GROGOL
    request = RequestFactory().post("/")
    request.user = make_user("staff", region=BARAT)

    with pytest.raises(PermissionDenied):
        admin.site.get_model_admin(Community).save_model(request, community, form=None, change=True)


def test_the_year_is_changed_with_its_stages(client):
    year = make_year()
    sign_in(client, "staff")
    assert 'name="stages-0-name"' not in client.get(page_of(year)).text

    sign_in(client, "province")
    assert 'name="stages-0-name"' in client.get(page_of(year)).text


# --- What is left behind -------------------------------------------------------------------------------


def test_the_history_names_the_field_and_not_the_number(client):
    sign_in(client, "province")
    target = make_target(CAKUNG, people=5)
    post(client, page_of(target), posted(target, people=99))

    entry = LogEntry.objects.get()

    assert "99" not in entry.change_message
    assert client.get(page_of(target, "history")).status_code == 200


def test_what_the_history_keeps_of_people_is_no_number():
    participant, user = make_participant(), make_user("officer")

    for person in (participant, user):
        assert not re.search(r"\d{6}", str(person))


# --- Lists cost the same however long they are -----------------------------------------------------------


def queries_of(client, url):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    return len(queries)


@pytest.mark.parametrize("model", ["programme_target", "accounts_user", "accounts_roleassignment"])
def test_a_list_of_three_costs_as_much_as_a_list_of_one(client, model):
    url = reverse(f"admin:{model}_changelist")
    sign_in(client, "province")
    make_target(GROGOL)
    client.get(url)
    one = queries_of(client, url)

    for kecamatan in (KEBON_JERUK, CAKUNG):
        make_target(kecamatan)
        make_user("officer", region=kecamatan)
    client.get(url)  # a target that was made has the kept ones read anew

    assert queries_of(client, url) == one


# --- Words ---------------------------------------------------------------------------------------------

ENGLISH = re.compile(
    r"\b(Submit|Search|Filter by|Save|Delete|Add|Change|Select|Export|Import|Welcome|Log out|History|Close|Home|Yes|No|"
    r"View|Today|Now|Remove|Action|Go|Show|Currently|Type to|Password|Email|the|of|and)\b"
)


def words(page):
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", page.text, flags=re.DOTALL)
    body = re.sub(r'<input type="hidden"[^>]*>', " ", body)  # tokens say anything
    spoken = re.sub(r"<[^>]+>", " ", body)
    said = re.findall(r'(?:value|title|aria-label|placeholder|alt)="([^"]*)"', body)
    return " ".join([spoken, *said])


@pytest.mark.parametrize("role", ["officer", "staff", "province", "superuser"])
def test_the_admin_speaks_indonesian(client, role):
    user = sign_in(client, None if role == "superuser" else role, is_superuser=role == "superuser")
    target = make_target(GROGOL)
    Community.objects.create(name="Kenanga", region_id=GROGOL)
    make_user("officer")
    urls = ["/admin/", page_of(target, "history")]
    for model, model_admin in admin.site._registry.items():
        names = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        request = RequestFactory().get("/")
        request.user = user
        if model_admin.has_view_permission(request):
            urls.append(reverse(f"{names}_changelist"))
            row = model_admin.get_queryset(request).first()
            urls += [page_of(row)] if row else []
        if model_admin.has_add_permission(request):
            urls.append(reverse(f"{names}_add"))

    assert len(urls) > 8
    for url in urls:
        page = client.get(url)

        assert page.status_code == 200, url
        assert ENGLISH.findall(words(page)) == [], url


def test_rooms_of_a_package_stand_under_one_heading(signed_in):
    client = signed_in("staff")
    request = client.get("/admin/").wsgi_request

    headings = {app["name"]: [model["name"] for model in app["models"]] for app in admin.site.get_app_list(request)}
    alone = admin.site.get_app_list(request, "permits")

    assert {"Peserta", "Izin usaha", "Catatan pendampingan"} <= set(headings["Peserta"])
    assert headings["Peserta"] == sorted(headings["Peserta"], key=str.lower)
    assert not {"Perizinan", "Pendampingan", "Perjalanan"} & set(headings)
    assert [app["app_label"] for app in alone] == ["permits"]


@pytest.mark.parametrize(("role", "links"), [("province", True), ("privacy", False)])
def test_another_row_is_a_link_for_who_may_open_such_rows(client, role, links):
    sign_in(client, role)
    officer = make_user("officer")

    page = client.get(page_of(officer)).text

    assert "Grogol Petamburan" in page
    assert (f'href="{reverse("admin:regions_region_change", args=[GROGOL])}"' in page) == links
