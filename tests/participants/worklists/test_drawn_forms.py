"""Forms of worklists that are drawn once a process: never in place of what stands in one, or of what was refused."""

import re

import pytest
from django.urls import reverse

from okoce.kept_forms import again
from tests.factories.people import make_participant
from tests.participants.worklists.test_worklists import STUCK

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(signed_in):
    return signed_in("officer")


def times_of(person):
    return reverse("participants:worklists-times", args=[person.pk])


def ticked(page):
    return len(re.findall(r"<input[^>]*type=\"checkbox\"[^>]* checked", page))


@pytest.mark.parametrize(
    ("known", "ticks"), [({}, 0), ({"availability": 5}, 2), ({"availability": 0, "cannot_whole_day": True}, 1)]
)
def test_somebodys_times_stand_in_their_own_form(officer, known, ticks):
    nobody = make_participant()

    before = officer.get(times_of(nobody)).text
    page = officer.get(times_of(make_participant(**known))).text
    after = officer.get(times_of(nobody)).text

    assert [ticked(before), ticked(page), ticked(after)] == [0, ticks, 0]


def test_times_that_were_refused_are_shown_again_and_to_nobody_else(officer):
    person, other = make_participant(), make_participant()
    officer.get(times_of(other))

    refused = officer.post(times_of(person), {"availability": ["0", "3", "99"]}, follow=True).text

    assert ticked(refused) == 2
    assert ticked(officer.get(times_of(other)).text) == 0


def test_a_filter_that_is_none_says_so(officer):
    drawn = officer.get(STUCK).text
    refused = officer.get(f"{STUCK}?tahap=x").text

    assert "is-invalid" not in drawn
    assert "is-invalid" in refused
    assert "Tidak ada yang tertahan" in drawn
    assert "Tidak ada yang tertahan" not in refused


@pytest.mark.parametrize(("method", "is_blank"), [("get", True), ("post", False)])
def test_a_posted_form_is_not_blank(rf, method, is_blank):
    assert again.is_blank(getattr(rf, method)("/meja/")) is is_blank
