"""Accounts, roles given and ended, and what stands in the header."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import RequestFactory
from django.urls import reverse

from okoce.accounts import actions
from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.navigation import navigation
from okoce.accounts.phones import e164
from okoce.accounts.proofs import Proof, proved
from okoce.clock import WIB, now
from okoce.notifications.models import Message
from okoce.regions.models import Region
from participants.cleaning import phones
from tests.badinput import cases
from tests.carried import post
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TOMANG

pytestmark = pytest.mark.django_db


# --- Accounts ------------------------------------------------------------------------------------------


def test_an_account_is_opened_without_addresses():
    user = actions.create_account(
        name="Melati", contacts=("+6281200001234", "melati@contoh.example"), password=PASSWORD
    )

    assert (user.phone, user.email) == (None, None)
    assert user.check_password(PASSWORD)
    assert user.roles == set()


def test_a_weak_password_makes_no_account():
    with pytest.raises(ValidationError):
        actions.create_account(name="Melati", password="12345678")

    assert not User.objects.exists()


def test_a_password_is_not_made_of_what_the_owner_typed():
    with pytest.raises(ValidationError):
        actions.create_account(name="Melati", contacts=("", "kembangsepatu@contoh.example"), password="kembangsepatu")


def test_an_account_without_a_password_cannot_be_entered_with_an_empty_one(client):
    user = actions.create_account(name="Melati", **proved(Proof.CODE, email="melati@contoh.example"))

    assert not user.has_usable_password()
    client.post("/masuk/", {"login": user.email, "password": ""})
    assert "_auth_user_id" not in client.session


def test_the_door_reads_every_number_that_registration_keeps():
    """Two floors read telephone numbers; what the upper one accepts, the lower one finds again."""
    kept = {case["input"]: phones.clean(case["input"]).value for case in cases("phone.json")}
    kept = {typed: value for typed, value in kept.items() if value}

    assert len(kept) > 10
    assert {typed: e164(typed) for typed in kept} == kept


# --- Roles given and ended -----------------------------------------------------------------------------


def give(by, user, role, region):
    actions.grant(RoleAssignment(user=user, role=role, region=Region.objects.get(pk=region)), by=by)


@pytest.mark.parametrize(
    ("giver", "role", "region"),
    [
        ("staff", "officer", GROGOL),
        ("staff", "mentor", KEBON_JERUK),
        ("province", "staff", BARAT),
        ("province", "officer", CAKUNG),
        ("province", "official", PROVINCE),
    ],
)
def test_a_role_is_given_below_ones_own_level_and_inside_ones_area(giver, role, region):
    by, user = make_user(giver), make_user()

    give(by, user, role, region)

    assert list(user.assignments.values_list("role", "region", "granted_by")) == [(role, region, by.pk)]


@pytest.mark.parametrize(
    ("giver", "role", "region"),
    [
        ("staff", "officer", CAKUNG),
        ("staff", "staff", BARAT),
        ("staff", "province", PROVINCE),
        ("staff", "official", GROGOL),
        ("officer", "mentor", GROGOL),
        ("official", "officer", GROGOL),
        ("auditor", "officer", GROGOL),
        ("province", "province", PROVINCE),
        (None, "mentor", GROGOL),
    ],
)
def test_a_role_is_not_given_above_or_outside(giver, role, region):
    by, user = make_user(giver), make_user()

    with pytest.raises(ValidationError, match="tidak berwenang"):
        give(by, user, role, region)

    assert not user.assignments.exists()


def test_nobody_gives_themselves_a_role():
    by = make_user("province")

    with pytest.raises(ValidationError, match="diri sendiri"):
        give(by, by, "officer", GROGOL)


@pytest.mark.parametrize(("role", "region"), [("officer", BARAT), ("officer", TOMANG), ("staff", GROGOL)])
def test_a_role_belongs_to_its_level(role, region):
    with pytest.raises(ValidationError, match="Peran ini diberikan untuk"):
        give(make_user("province"), make_user(), role, region)


def test_a_role_is_not_given_twice():
    by, user = make_user("staff"), make_user("officer", region=GROGOL)

    with pytest.raises(ValidationError, match="sudah memegang"):
        give(by, user, "officer", GROGOL)


def test_a_role_ends_and_its_row_stays():
    by, user = make_user("staff"), make_user("officer", region=GROGOL)

    a_minute_ago = now() - dt.timedelta(minutes=1)

    actions.end_assignment(user.assignments.get(), at=a_minute_ago, by=by)

    assert user.assignments.get().ends_at == a_minute_ago
    assert not User.objects.get(pk=user.pk).is_staff


@pytest.mark.parametrize("role", ["staff", "province"])
def test_a_role_of_ones_own_level_is_not_ended(role):
    colleague = make_user(role)

    with pytest.raises(ValidationError, match="tidak berwenang"):
        actions.end_assignment(colleague.assignments.get(), at=now(), by=make_user(role))


# --- The same in the admin -----------------------------------------------------------------------------


def typed(instant):
    """As the browser sends it, on Jakarta's clock."""
    return {"ends_at": f"{instant.astimezone(WIB):%Y-%m-%dT%H:%M}"}


def test_a_role_is_given_to_an_account_whose_address_was_proved_only():
    by, user = make_user("province"), make_user(email=None)

    with pytest.raises(ValidationError, match="kirim undangan"):
        give(by, user, "officer", GROGOL)

    assert not user.assignments.exists()


def test_no_role_is_given_in_the_admin_but_by_invitation(client):
    client.force_login(make_user("staff"))

    assert client.get("/admin/accounts/roleassignment/add/").status_code == 403
    assert 'href="/akun/undangan/baru/"' in client.get("/admin/accounts/roleassignment/").text


def test_an_assignment_is_ended_in_the_admin_and_never_deleted(client):
    held = make_user("officer").assignments.get()
    client.force_login(make_user("staff"))
    url = reverse("admin:accounts_roleassignment_change", args=[held.pk])

    assert client.get(reverse("admin:accounts_roleassignment_delete", args=[held.pk])).status_code == 403
    at = now().replace(second=0, microsecond=0)
    post(client, url, typed(at) | {"role": "staff", "region": BARAT})

    held.refresh_from_db()
    assert (held.ends_at, held.role, held.region_id) == (at, "officer", GROGOL)


def test_an_assignment_does_not_end_before_it_starts(client):
    held = make_user("officer").assignments.get()
    client.force_login(make_user("staff"))

    page = client.post(
        reverse("admin:accounts_roleassignment_change", args=[held.pk]), typed(held.starts_at - dt.timedelta(minutes=1))
    )

    assert "tidak bisa berakhir sebelum mulai" in page.text


def test_ones_own_and_a_colleagues_assignment_are_read_only(client):
    user, colleague = make_user("staff"), make_user("staff")
    client.force_login(user)

    for held in (user.assignments.get(), colleague.assignments.get()):
        url = reverse("admin:accounts_roleassignment_change", args=[held.pk])
        assert client.get(url).status_code == 200
        assert client.post(url, typed(now())).status_code == 403


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("staff", {"officer of Grogol", "staff of Barat", "self"}),
        ("province", {"officer of Grogol", "staff of Barat", "officer of Cakung", "self"}),
    ],
)
def test_staff_see_who_works_in_their_area_and_no_citizen(client, role, seen):
    make_user("officer", region=GROGOL, name="officer of Grogol")
    make_user("staff", region=BARAT, name="staff of Barat")
    make_user("officer", region=CAKUNG, name="officer of Cakung")
    make_user(name="citizen")
    client.force_login(make_user(role, name="self"))

    page = client.get(reverse("admin:accounts_user_changelist"))

    assert {user.name for user in page.context["cl"].result_list} == seen


def test_a_foreign_account_is_not_there(client):
    foreign, citizen = make_user("officer", region=CAKUNG), make_user()
    client.force_login(make_user("staff", region=BARAT))

    for user in (foreign, citizen, User(pk=987654)):
        assert client.get(reverse("admin:accounts_user_change", args=[user.pk])).status_code == 404


# --- The header ----------------------------------------------------------------------------------------


def header_of(user, path="/"):
    request = RequestFactory().get(path)
    request.user = user
    return navigation(request)


def urls_of(user, path="/"):
    return [item.url for item in header_of(user, path)["navigation"]]


def test_a_visitor_costs_no_query(client, django_assert_num_queries):
    client.get("/masuk/")

    with django_assert_num_queries(0):
        client.get("/masuk/")


def test_each_role_has_its_own_way():
    assert "/admin/" not in urls_of(make_user())
    assert "/admin/" not in urls_of(make_user("official"))
    assert {role: "/admin/" in urls_of(make_user(role)) for role in ("staff", "province")} == {
        "staff": True,
        "province": True,
    }


def test_the_present_page_is_marked():
    items = header_of(make_user("staff"), "/admin/accounts/")["navigation"]

    assert [item.url for item in items if item.current] == ["/admin/"]


def test_every_link_leads_somewhere(client):
    for role in (None, "mentor", "officer", "staff", "province", "official", "auditor", "privacy"):
        user = make_user(role)
        client.force_login(user)
        for url in urls_of(user):
            assert client.get(url).status_code in (200, 302), (role, url)


def test_the_bell_counts_what_is_unread(client):
    user = make_user()
    client.force_login(user)
    for number in range(3):
        Message.objects.create(user=user, key=f"k{number}", kind="x", subject="s", body="b")

    assert client.get("/akun/").context["user"].unread_count == 3


def test_the_header_says_who_and_what_one_is():
    header = header_of(make_user("officer", name="Melati Sari"))

    assert (header["user_label"], header["user_role"]) == ("Melati", "Petugas kecamatan")
