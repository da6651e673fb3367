"""Counts of somebody's work are kept for some seconds, and never longer than to the next act of their own."""

import pytest
from django.urls import reverse

from okoce import pagination, work_counts
from okoce.accounts.models import User
from participants.worklists import queries
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import CAKUNG, GROGOL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kept(settings):
    settings.WORK_COUNTS_SECONDS = 15


@pytest.fixture
def counting():
    """A function to be kept, which counts how often it was asked."""

    def count():
        count.times += 1
        return {"cards": count.times}

    count.times = 0
    return count


def kept(user, count):
    """As the next request sees it."""
    return work_counts.kept(User.objects.get(pk=user.pk), "test", count)["cards"]


def test_what_was_counted_is_kept_for_its_user_alone(counting):
    officer, other = make_user("officer"), make_user("officer")

    assert [kept(officer, counting), kept(officer, counting), kept(other, counting)] == [1, 1, 2]


def test_other_roles_are_counted_at_once(counting):
    officer = make_user("officer", region=GROGOL)
    assert kept(officer, counting) == 1

    officer.assignments.update(region=CAKUNG)

    assert kept(officer, counting) == 2


def test_what_was_counted_during_an_act_is_not_shown_after_it(counting):
    officer = make_user("officer")

    def during():
        work_counts.forget(officer)
        return counting()

    assert [kept(officer, during), kept(officer, counting), kept(officer, counting)] == [1, 2, 2]


def test_who_acts_reads_the_count_of_that_moment_and_others_that_of_a_moment_ago(client):
    officer, colleague = make_user("officer", region=GROGOL), make_user("officer", region=GROGOL)
    waiting = make_participant()
    overview = reverse("participants:worklists-list")

    def shown(user):
        client.force_login(user)
        return client.get(overview).context["waiting"]

    before = shown(colleague), shown(officer)
    client.force_login(officer)
    client.post(reverse("participants:worklists-check", args=[waiting.pk]))

    assert (before, shown(officer), shown(colleague)) == ((1, 1), 0, 1)


def test_a_page_that_was_asked_for_again_counts_nothing(client, monkeypatch):
    make_waiting()
    client.force_login(make_user("officer"))
    client.get("/"), client.get(reverse("participants:worklists-list"))
    monkeypatch.setattr(queries, "by_list", None)

    assert client.get(reverse("participants:worklists-list")).status_code == 200


def test_a_list_is_counted_once_in_some_seconds_for_each_of_its_filters(signed_in, counting, monkeypatch):
    monkeypatch.setattr(pagination, "SIZE", 1)
    monkeypatch.setattr(pagination, "count_work", lambda rows: counting()["cards"])
    for _ in range(3):
        make_waiting()
    client, cards = signed_in("officer"), reverse("participants:worklists-waiting")

    first = client.get(cards)
    second = client.get(f"{cards}{first.context['next_url']}")
    other = client.get(f"{cards}?x=1")
    client.post(reverse("participants:people-search"), {"q": "Siti"})
    later = client.get(cards)

    assert [page.context["count"] for page in (first, second, other, later)] == [1, 1, 2, 3]


def test_a_list_of_one_page_says_how_many_rows_it_shows(signed_in, counting, monkeypatch):
    monkeypatch.setattr(pagination, "count_work", lambda rows: counting()["cards"])
    client, cards = signed_in("officer"), reverse("participants:worklists-waiting")
    counts = []
    for _ in range(2):
        make_waiting()
        counts.append(client.get(cards).context["count"])

    assert counts == [1, 2]
    assert counting.times == 0
