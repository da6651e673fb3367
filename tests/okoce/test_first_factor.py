"""The first second factor of somebody with a role needs the invitation or an approval, not a password alone."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.test import Client

from okoce.accounts.actions import invitations
from okoce.accounts.actions.second_factor import approve_first_factor
from okoce.accounts.models import AccessLog, Invitation, SecondFactorApproval, User
from okoce.clock import now
from okoce.regions.models import Region
from tests.factories.people import make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, TIMUR
from tests.okoce.test_second_factor import ACTIVATE, confirm_password, log_in

pytestmark = pytest.mark.django_db

WAITING, PASSKEY = "/akun/pengaman/menunggu/", "/akun/pengaman/webauthn/add/"
LIST = "/admin/accounts/user/"


@pytest.fixture(params=[True, False], autouse=True)
def _demanded_or_not(request, settings):
    settings.STAFF_SECOND_FACTOR = request.param


def may_add(user, *, page=ACTIVATE):
    """Whether the page that adds a factor opens after log-in and password."""
    client = Client()
    log_in(client, user)
    confirm_password(client)
    answer = client.get(page)
    return answer.status_code == 200 or answer.url != WAITING


@pytest.mark.parametrize("page", [ACTIVATE, PASSKEY])
@pytest.mark.parametrize("role", ["officer", "staff", "province", "auditor", "privacy", "mentor", "official"])
def test_a_password_alone_adds_none(role, page):
    assert not may_add(make_user(role), page=page)


def test_a_citizen_adds_one_and_so_does_who_has_one_already():
    guarded = make_user("officer")
    guarded.authenticator_set.create(type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(guarded)

    assert may_add(make_user())
    assert client.get(PASSKEY).url != WAITING


def test_codes_to_fall_back_on_are_no_factor():
    user = make_user("officer")
    user.authenticator_set.create(type="recovery_codes", data={})
    client = Client()
    client.force_login(user)

    assert client.get(ACTIVATE).url == WAITING


@pytest.mark.parametrize(
    "rise",
    [
        lambda user: user.assignments.create(role="officer", region_id=GROGOL, starts_at=now() + dt.timedelta(days=7)),
        lambda user: User.objects.filter(pk=user.pk).update(is_superuser=True),
    ],
)
def test_who_will_hold_a_role_and_the_superuser_wait_too(rise):
    user = make_user()
    rise(user)

    assert not may_add(user)


def test_who_held_a_role_once_adds_one():
    user = make_user()
    user.assignments.create(
        role="officer", region_id=GROGOL, starts_at=now() - dt.timedelta(days=9), ends_at=now() - dt.timedelta(days=1)
    )

    assert may_add(user)


def test_an_approval_opens_the_way_for_a_day(time_machine):
    user, by = make_user("officer"), make_user("staff")
    approve_first_factor(user, by=by)
    assert may_add(user)

    time_machine.move_to(now() + dt.timedelta(hours=24, seconds=1))

    assert not may_add(user)


def test_an_approval_of_another_opens_nothing():
    approve_first_factor(make_user("officer"), by=make_user("staff"))

    assert not may_add(make_user("officer"))


def test_an_approval_is_given_in_the_admin_and_written_down():
    user, by = make_user("officer"), make_user("staff")
    by.authenticator_set.create(type="totp", data={"secret": "x"})
    client = Client()
    client.force_login(by)

    page = client.post(LIST, {"action": "approve_factor", "_selected_action": [user.pk]}, follow=True)

    assert "1 akun boleh menambah pengaman kedua selama 24 jam." in page.text
    assert (approval := SecondFactorApproval.objects.get()).approved_by == by
    line = AccessLog.objects.get(subject="accounts.user", act="change")
    assert (approval.user, line.actor, line.subject_id) == (user, by, user.pk)


@pytest.mark.parametrize(
    ("by", "target"),
    [
        (("staff", BARAT), ("staff", BARAT)),
        (("staff", TIMUR), ("officer", GROGOL)),
        (("officer", GROGOL), ("mentor", GROGOL)),
        (("province", None), (None, None)),
    ],
)
def test_who_may_not_give_the_role_does_not_approve(by, target):
    with pytest.raises(ValidationError, match="tidak berwenang"):
        approve_first_factor(make_user(target[0], region=target[1]), by=make_user(by[0], region=by[1]))

    assert not SecondFactorApproval.objects.exists()


def test_nobody_approves_their_own():
    user = make_user("province")

    with pytest.raises(ValidationError, match="Akun sendiri"):
        approve_first_factor(user, by=user)
    with pytest.raises(IntegrityError), transaction.atomic():
        user.factor_approvals.create(approved_by=user)


def test_the_invitation_opens_the_way_in_the_session_that_accepted_it_and_in_no_other():
    by, user = make_user("staff"), make_user()
    offered = Invitation(email=user.email, name="x", role="officer", region=Region.objects.get(pk=GROGOL))
    invitations.invite(offered, by=by, link=str)
    client = Client()
    log_in(client, user)

    client.post(f"/undangan/{offered.token}/", {"accept": "ya"})
    confirm_password(client)

    assert client.get(ACTIVATE).status_code == 200
    assert not may_add(user)


def test_who_waits_reads_who_approves():
    make_user("staff", region=BARAT, name="Ratna Kemuning")
    make_user("staff", region=TIMUR, name="Sudin lain")
    make_user("province", name="Bambang Teratai")
    client = Client()
    log_in(client, make_user("officer", region=GROGOL))

    page = client.get(ACTIVATE, follow=True)

    assert page.redirect_chain == [(WAITING, 302)]
    assert [each["name"] for each in page.context["managers"]] == ["Bambang Teratai", "Ratna Kemuning"]


def test_who_holds_two_roles_needs_somebody_who_could_give_both():
    make_user("staff", region=BARAT, name="Ratna Kemuning")
    make_user("province", name="Bambang Teratai")
    user = make_user("officer", region=GROGOL)
    user.assignments.create(role="mentor", region_id=CAKUNG)
    client = Client()
    log_in(client, user)

    page = client.get(WAITING)

    assert [each["name"] for each in page.context["managers"]] == ["Bambang Teratai"]


def test_the_provincial_office_asks_the_administrator_of_the_portal():
    make_user(is_superuser=True, name="Administrator")
    client = Client()
    log_in(client, make_user("province"))

    assert [each["name"] for each in client.get(WAITING).context["managers"]] == ["Administrator"]


def test_the_page_asks_as_often_for_three_approvers_as_for_one(django_assert_max_num_queries):
    client, counts = Client(), []
    log_in(client, make_user("officer", region=GROGOL))
    for _ in range(3):
        make_user("staff", region=BARAT)
        client.get(WAITING)
        with django_assert_max_num_queries(50) as queries:
            client.get(WAITING)
        counts.append(len(queries))

    assert counts == [counts[0]] * 3


def test_who_was_approved_is_led_on():
    user = make_user("officer")
    user.factor_approvals.create()
    client = Client()
    log_in(client, user)

    assert client.get(WAITING).url == "/akun/pengaman/"


def test_at_the_server_anybody_is_approved():
    user = make_user("province")

    call_command("approve_second_factor", user.email)

    assert may_add(user)
