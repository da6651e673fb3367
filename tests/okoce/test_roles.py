"""The table of roles is what people may do, for as long as their assignment lasts and where it lies."""

import datetime as dt

import pytest
from django.apps import apps

from okoce.accounts.models import RoleAssignment, User
from okoce.accounts.roles import LEVELS, MAY_GRANT, PS, STAFF_ROLES, TABLE, Role
from okoce.clock import now
from okoce.regions.models import Region
from tests.factories.people import ROLES_SINCE, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, KEBON_JERUK, PROVINCE, TOMANG

pytestmark = pytest.mark.django_db

ROOMS = {config.label for config in apps.get_app_configs() if config.name.startswith("participants.")}


@pytest.mark.parametrize("role", Role.values)
def test_a_role_may_do_what_the_table_says_and_nothing_else(role):
    user = User.objects.get(pk=make_user(role).pk)

    assert {p for p in TABLE if user.has_perm(p)} == {p for p, roles in TABLE.items() if role in roles}
    assert not user.has_perm("people.delete_participant")
    assert not user.has_perm("accounts.change_user")


def test_personal_data_is_for_those_who_work_with_people():
    """Read from SECURITY, not from the table: an official sees figures, an auditor trails, a mentor their mentees."""
    assert TABLE["people.view_participant"] == {PS, "mentor", "officer", "staff", "province", "privacy"}
    assert TABLE["people.change_participant"] == {"officer", "staff"}
    assert TABLE["attendance.mark_attendance"] == {"officer", "staff"}
    assert TABLE["capital.view_capitalapplication"] == {PS, "mentor", "staff"}
    assert not [p for p, roles in TABLE.items() if {PS, "mentor"} & roles and p.partition(".")[0] not in ROOMS]
    assert not [p for p, roles in TABLE.items() if "official" in roles and p.partition(".")[0] in {*ROOMS, "accounts"}]


def test_a_citizen_without_a_role_may_nothing():
    user = make_user()

    assert [p for p in TABLE if user.has_perm(p)] == []
    assert not user.is_staff


def test_every_permission_names_a_model_that_exists():
    for name in TABLE:
        app, _, codename = name.partition(".")
        custom = {code for model in apps.get_app_config(app).get_models() for code, _ in model._meta.permissions}
        act, _, model = codename.partition("_")
        known = {m._meta.model_name for m in apps.get_app_config(app).get_models()}

        assert codename in custom or (act in {"view", "add", "change", "delete"} and model in known) or name in EXTRA


# Acts that are no page of the admin.
EXTRA = {
    "people.change_own_data",
    "journey.view_evidence",
    "bazaars.draw_stalls",
    "mentoring.assign_mentor",
    "mentoring.ask_mentor",
    "mentoring.answer_question",
    "mentoring.book_seat",
    "capital.check_capitalapplication",
    "identity_checks.check_identity",
    "people.unmask_nik",
    "people.export_participant",
    "figures.view_figures",
}


def test_only_staff_roles_enter_the_admin():
    assert {role for role in Role.values if make_user(role).is_staff} == STAFF_ROLES


def test_nobody_gives_a_role_of_their_own_level_or_above():
    order = ["mentor", "officer", "staff", "province"]
    for giver, roles in MAY_GRANT.items():
        for role in roles & set(order):
            assert order.index(role) < order.index(giver)


def test_levels_are_levels_of_regions():
    assert set().union(*LEVELS.values()) <= set(Region.Level.values)
    assert set(LEVELS) == set(Role.values)


@pytest.mark.parametrize(
    ("role", "region", "inside", "outside"),
    [
        ("officer", GROGOL, [GROGOL, TOMANG], [KEBON_JERUK, CAKUNG, BARAT, PROVINCE]),
        ("staff", BARAT, [GROGOL, KEBON_JERUK, TOMANG], [CAKUNG, PROVINCE]),
        ("province", PROVINCE, [GROGOL, CAKUNG], ["32.73.02"]),
    ],
)
def test_a_permission_reaches_as_far_as_the_assignment(role, region, inside, outside):
    user = make_user(role, region=region)

    area = user.areas_for("people.view_participant")

    assert [code for code in inside if code not in area] == []
    assert [code for code in outside if code in area] == []


def test_two_kecamatan_are_one_area():
    user = make_user("officer", region=GROGOL)
    user.assignments.create(role="officer", region_id=CAKUNG)

    area = user.areas_for("people.view_participant")

    assert [code for code in (GROGOL, CAKUNG, KEBON_JERUK) if code in area] == [GROGOL, CAKUNG]


def test_an_area_counts_only_for_roles_that_hold_the_permission():
    user = make_user("officer", region=GROGOL)
    user.assignments.create(role="official", region_id=PROVINCE)

    assert CAKUNG not in user.areas_for("people.view_participant")
    assert CAKUNG in user.areas_for("figures.view_figures")


# Seconds from now: a role is held from the instant it starts until the one it ends, which is no longer its own.
HELD = [
    (-9, None, True),
    (0, None, True),
    (1, None, False),
    (-9, 1, True),
    (-9, 0, False),
    (-9, -1, False),
    (0, 0, False),
]


@pytest.mark.parametrize(("starts", "ends", "holds"), HELD)
def test_a_role_is_held_from_one_instant_until_another(starts, ends, holds, time_machine):
    time_machine.move_to(dt.datetime(2026, 5, 4, 3, 0, 0, 250_000, tzinfo=dt.UTC), tick=False)
    user = make_user()
    starts_at, ends_at = (None if after is None else now() + dt.timedelta(seconds=after) for after in (starts, ends))
    held = user.assignments.create(role="officer", region_id=GROGOL, starts_at=starts_at, ends_at=ends_at)

    assert User.objects.get(pk=user.pk).has_perm("people.view_participant") is holds
    assert bool(User.objects.get(pk=user.pk).areas_for("people.view_participant")) is holds
    assert bool(User.objects.of_request(user.pk).roles) is holds
    assert held.is_held_at(now()) is holds


def test_a_role_that_ends_at_a_whole_second_is_over_in_that_second(time_machine):
    """SQLite keeps instants as texts, of which some have fractions of a second and some have none."""
    user = make_user()
    ends_at = dt.datetime(2026, 5, 4, 3, tzinfo=dt.UTC)
    user.assignments.create(role="officer", region_id=GROGOL, starts_at=ROLES_SINCE, ends_at=ends_at)

    held = {}
    for microseconds in (-1, 0, 1):
        time_machine.move_to(ends_at + dt.timedelta(microseconds=microseconds), tick=False)
        held[microseconds] = bool(User.objects.of_request(user.pk).roles)

    assert held == {-1: True, 0: False, 1: False}


def test_a_closed_account_may_nothing():
    user = make_user("province", is_active=False)

    assert [p for p in TABLE if user.has_perm(p)] == []
    assert not user.areas_for("people.view_participant")


def test_a_change_of_rights_works_from_the_next_request(client):
    user = make_user("officer")
    client.force_login(user)
    assert client.get("/admin/").status_code == 200

    user.assignments.update(ends_at=now())

    assert client.get("/admin/").status_code == 403


def test_after_the_first_question_permissions_cost_nothing(django_assert_num_queries):
    user = User.objects.get(pk=make_user("officer").pk)
    assert user.has_perm("people.view_participant")

    with django_assert_num_queries(0):
        assert user.has_module_perms("training_sessions")
        assert user.areas_for("training_sessions.view_session")
        assert user.is_staff


@pytest.mark.parametrize("roles", [[], ["officer"], ["mentor", "officer"]])
def test_once_it_is_read_who_is_signed_in_costs_nothing_more(roles, django_assert_num_queries):
    user = make_user()
    for role in roles:
        RoleAssignment.objects.create(user=user, role=role, region_id=GROGOL)
    seen = User.objects.of_request(user.pk)

    with django_assert_num_queries(0):
        found = (
            seen.roles,
            seen.unread_count,
            bool(seen.has_second_factor),
            [held.role for held in seen.assignments_now],
        )

    assert found == (set(roles), 0, False, roles)
