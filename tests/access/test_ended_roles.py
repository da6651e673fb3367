"""With a role ended this minute, every URL answers as without it: to log in, and then as an account without a role."""

import pytest
from django.conf import settings
from django.test import Client

from okoce.accounts.actions import end_assignment
from okoce.accounts.models import RoleAssignment, User
from okoce.clock import now
from participants.imports.models import Import
from reports.papers.models import ReportRun
from tests.access.test_role_url_table import ROWS, answer
from tests.access.world import ROLES, make_world
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

# GET and POST of every URL, for a row the role could open and for pages that name no row.
PLACES = {name: place for name, _, place, _ in ROWS if place in ("own", "-")}
ASKED = [(name, method, place) for name, place in sorted(PLACES.items()) for method in ("GET", "POST")]


def everybody_in_one():
    """Somebody who holds every role where the things lie, mentors the person and has made what users make."""
    users, things = make_world()
    user = users["MT"]
    for short, role in ROLES.items():
        if role and short != "MT":
            RoleAssignment.objects.filter(user=users[short], role=role).update(user=user)
    Import.objects.filter(uploaded_by=users["KC"]).update(uploaded_by=user)
    ReportRun.objects.update(requested_by=user)
    return user, things


def end_all_roles(user):
    by = make_user(is_superuser=True)
    for held in user.assignments.active():
        end_assignment(held, at=now(), by=by)


def signed_in(user):
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="okoce.accounts.backends.PortalBackend")
    return client


def answers(client, things, asked=ASKED):
    """{(name, method, place): (word, marks in the body)}; each asked with the session as it was before."""
    cookie, found = client.cookies.get(settings.SESSION_COOKIE_NAME), {}
    for name, method, place in asked:
        client.cookies.clear()
        if cookie is not None:
            client.cookies[settings.SESSION_COOKIE_NAME] = cookie.value
        word, body = answer(client, name, method, things.get(place))
        found[name, method, place] = word, [thing.mark for thing in things.values() if thing.mark.encode() in body]
    return found


def differing(found, expected):
    return [f"{key}: {found[key]}, without the role {expected[key]}" for key in found if found[key] != expected[key]]


def test_the_session_of_an_ended_role_answers_as_a_visitor_s():
    user, things = everybody_in_one()
    client = signed_in(user)
    visitor = answers(Client(raise_request_exception=False), things)

    end_all_roles(user)

    assert differing(answers(client, things), visitor) == []


def test_after_logging_in_again_every_url_answers_as_to_an_account_without_a_role():
    user, things = everybody_in_one()
    citizen = answers(signed_in(make_user()), things)

    end_all_roles(user)

    assert differing(answers(signed_in(User.objects.get(pk=user.pk)), things), citizen) == []


def test_with_the_roles_the_same_urls_answer_otherwise():
    user, things = everybody_in_one()
    opened = {
        name for name, method, place, words in ROWS if method == "GET" and place == "own" and "200" in words.values()
    }
    asked = [(name, "GET", "own") for name in sorted(opened)][::4]

    with_them, without = answers(signed_in(user), things, asked), answers(signed_in(make_user()), things, asked)

    assert len(differing(with_them, without)) > len(asked) / 2
