"""A role ends at an instant, and everything that was signed in with it ends too."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.accounts import actions
from okoce.accounts.models import RoleAssignment
from okoce.accounts.tasks import end_sessions
from okoce.celery.schedule import beat_schedule
from okoce.clock import WIB, now
from tests.factories.people import PASSWORD, make_user
from tests.factories.places import CAKUNG, GROGOL
from tests.signed_in import is_signed_in, signed_in

pytestmark = pytest.mark.django_db

LIST = "/admin/accounts/roleassignment/"
MINUTE = dt.timedelta(minutes=1)


def end(user, *, at=None, by=None):
    actions.end_assignment(user.assignments.get(), at=at or now(), by=by or make_user("province"))


# --- Sessions ------------------------------------------------------------------------------------------


def test_ending_a_role_ends_every_session_of_its_account_and_no_other():
    user, colleague = make_user("officer"), make_user("officer")
    phone, computer, theirs = signed_in(user), signed_in(user), signed_in(colleague)

    end(user)

    assert [is_signed_in(client) for client in (phone, computer, theirs)] == [False, False, True]


def test_whoever_holds_another_role_logs_in_again_and_keeps_it():
    user = make_user("mentor")
    other = user.assignments.create(role="officer", region_id=GROGOL)
    client = signed_in(user)

    actions.end_assignment(user.assignments.get(role="mentor"), at=now(), by=make_user("staff"))

    assert not is_signed_in(client)
    client.post("/masuk/", {"login": user.email, "password": PASSWORD})
    assert client.get("/meja/").status_code != 302
    assert client.get("/pendampingan/").status_code == 403
    assert other in RoleAssignment.objects.active()


def test_a_role_that_is_to_end_later_leaves_the_sessions_until_then(time_machine):
    user = make_user("officer")
    client = signed_in(user)
    end(user, at=now() + 5 * MINUTE)
    end_sessions()
    before = client.get("/meja/").status_code, is_signed_in(client)

    time_machine.move_to(now() + 5 * MINUTE)
    without_rights = client.get("/meja/").status_code, is_signed_in(client)
    end_sessions()
    after = is_signed_in(client)

    assert before[0] != 403
    assert before[1]
    assert without_rights == (403, True)
    assert not after


def test_ending_sessions_again_leaves_those_that_began_since():
    user = make_user("officer")
    user.assignments.update(ends_at=now())
    first = end_sessions()
    client = signed_in(type(user).objects.get(pk=user.pk))

    again = end_sessions()

    assert (first, again, is_signed_in(client)) == (1, 0, True)


def test_the_beat_asks_for_it_every_minute():
    tasks = {entry["task"]: entry["schedule"] for entry in beat_schedule(5).values()}

    assert str(tasks[end_sessions.name]) == str(tasks["trainings.seats.tasks.expire_offers"])


# --- Ending in the admin -------------------------------------------------------------------------------


def end_now(client, *assignments):
    chosen = {"action": "end_now", "_selected_action": [held.pk for held in assignments]}
    return client.post(LIST, chosen, follow=True).text


def test_roles_are_ended_this_minute_from_the_list(client):
    users = [make_user("officer"), make_user("mentor")]
    their_clients = [signed_in(user) for user in users]
    client.force_login(make_user("staff"))

    page = end_now(client, *(user.assignments.get() for user in users))

    assert "2 penugasan diakhiri" in page
    assert [is_signed_in(other) for other in their_clients] == [False, False]
    assert not any(user.assignments.active().exists() for user in users)


def test_a_role_that_has_not_begun_is_ended_before_it_does(client):
    user = make_user()
    begins = user.assignments.create(role="officer", region_id=GROGOL, starts_at=now() + 60 * MINUTE)
    client.force_login(make_user("staff"))

    end_now(client, begins)

    begins.refresh_from_db()
    assert begins.ends_at == begins.starts_at
    assert not RoleAssignment.objects.active(begins.starts_at).filter(pk=begins.pk).exists()


def test_what_one_may_not_end_stays_and_is_named(client):
    own, colleague = make_user("staff"), make_user("staff")
    client.force_login(own)

    page = end_now(client, own.assignments.get(), colleague.assignments.get())

    assert "Penugasan sendiri tidak bisa diakhiri" in page
    assert "tidak berwenang mengakhiri" in page
    assert is_signed_in(client)
    assert colleague.assignments.active().exists()


def test_a_role_of_another_area_is_not_there_to_be_ended(client):
    elsewhere = make_user("officer", region=CAKUNG)
    client.force_login(make_user("staff"))

    end_now(client, elsewhere.assignments.get())

    assert elsewhere.assignments.active().exists()


def test_a_role_that_ended_is_not_taken_up_again_by_another_date(client):
    user, by = make_user("officer"), make_user("staff")
    end(user, by=by)
    held = user.assignments.get()
    client.force_login(by)
    later = (now() + 60 * MINUTE).astimezone(WIB)

    with pytest.raises(ValidationError, match="sudah berakhir"):
        actions.end_assignment(held, at=later, by=by)
    page = client.post(
        reverse("admin:accounts_roleassignment_change", args=[held.pk]),
        {"ends_at": f"{later:%Y-%m-%dT%H:%M}"},
    )

    assert "sudah berakhir; beri penugasan baru" in page.text
    assert not user.assignments.active().exists()


def test_a_role_is_given_again_once_it_has_ended():
    user, by = make_user("officer"), make_user("staff")
    end(user, by=by)

    actions.grant(RoleAssignment(user=user, role="officer", region=user.assignments.get().region), by=by)

    assert user.assignments.active().count() == 1


# --- What the database keeps ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"ends_at": dt.datetime(2019, 1, 1, tzinfo=WIB)}, "assignment_ends_after_start"),
        (
            {"ends_at": dt.datetime(2026, 1, 2, tzinfo=WIB), "sessions_ended_at": dt.datetime(2026, 1, 1, tzinfo=WIB)},
            "sessions_end_after_the_role",
        ),
    ],
)
def test_the_order_of_instants_is_kept_by_the_database(fields, name):
    held = make_user("officer").assignments

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        held.update(**fields)
