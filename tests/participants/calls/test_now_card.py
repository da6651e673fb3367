"""The call list on the card "Sekarang"."""

import pytest

from okoce.formats import tanggal
from okoce.now_card import Urgency
from participants.calls import now_card, queries
from tests.factories.calls import make_call
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db


def test_who_has_people_to_call_is_asked_to():
    make_call()

    card = now_card.call_list(queries.waiting(make_user("officer")))

    assert (card.urgency, card.sentence, card.button.url) == (
        Urgency.WAITS,
        "1 kabar perlu ditelepon",
        "/peserta/telepon/",
    )


def test_the_month_since_which_somebody_waits_begins_with_a_capital_letter(client):
    call = make_call()
    client.force_login(make_user("officer"))
    since = f"aling lama sejak {tanggal(call.created_at)}"

    assert now_card.call_list(queries.waiting(make_user("officer"))).facts[0].text == f"P{since}"
    assert client.get("/").text.count(f"P{since}") == 2


def test_without_calls_nothing_is_asked():
    assert now_card.call_list(queries.waiting(make_user("officer"))) is None


@pytest.mark.parametrize("role", ["officer", "staff", "mentor"])
def test_the_home_leads_to_the_call_list(client, role):
    user = make_user(role)
    make_call(make_participant(mentor=user if role == "mentor" else None))
    client.force_login(user)

    page = client.get("/").text

    assert "/peserta/telepon/" in page
