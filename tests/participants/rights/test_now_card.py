"""A missed clock is red on the home of the data-protection officer, with what runs and the way to it."""

import datetime as dt

import pytest

from okoce.now_card import Urgency
from participants.rights.models import RightsRequest
from participants.rights.now_card import of_counts
from tests.factories.people import make_participant, make_user
from tests.participants.rights.test_requests import ask, granted

AT = dt.datetime(2026, 11, 28, 2, 0, tzinfo=dt.UTC)
LATE = "/hak/?keadaan=lewat"


@pytest.mark.parametrize(
    ("running", "missed", "sentence", "urgency", "url", "red"),
    [
        (3, 0, "3 permohonan hak berjalan", Urgency.WAITS, "/hak/", [False]),
        (3, 1, "1 permohonan hak lewat dari 72 jam", Urgency.OVERDUE, LATE, [True, False]),
        (2, 2, "2 permohonan hak lewat dari 72 jam", Urgency.OVERDUE, LATE, [True]),
    ],
)
def test_missed_clocks_come_first(running, missed, sentence, urgency, url, red):
    now = of_counts(running, missed, AT)

    assert (now.sentence, now.urgency, now.button.url) == (sentence, urgency, url)
    assert [fact.is_late for fact in now.facts] == red


def test_without_requests_there_is_no_card():
    assert of_counts(0, 0, None) is None


@pytest.mark.django_db
def test_the_home_counts_what_is_overdue_and_leads_to_it(client):
    late, _, decided = ask(make_participant()), ask(make_participant()), ask(make_participant())
    granted(decided)
    RightsRequest.objects.filter(pk=late.pk).update(due_at=late.due_at - dt.timedelta(hours=80))
    client.force_login(make_user("privacy"))

    page = client.get("/").text

    assert "1 permohonan hak lewat dari 72 jam" in page
    assert "1 permohonan lain masih dalam waktunya" in page
    assert f'href="{LATE}"' in page
    assert "<li data-is-late>" in page


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["officer", "staff", "province", "official", "auditor", "mentor"])
def test_the_clocks_of_others_stand_on_no_other_home(client, role):
    ask(make_participant())
    client.force_login(make_user(role))

    assert "permohonan hak" not in client.get("/").text
