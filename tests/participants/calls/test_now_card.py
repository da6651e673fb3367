"""The call list on the card "Sekarang"."""

import pytest

from okoce.now_card import Urgency
from participants.calls import now_card
from tests.factories.calls import make_call
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


def test_an_officer_is_asked_to_call_who_waits_for_it(rf):
    make_call()
    request = rf.get("/")
    request.user = make_user("officer")

    card = now_card.call_list(request)

    assert (card.urgency, card.sentence, card.button.url) == (
        Urgency.WAITS,
        "1 kabar perlu ditelepon",
        "/peserta/telepon/",
    )


def test_without_calls_nothing_is_asked(rf):
    request = rf.get("/")
    request.user = make_user("officer")

    assert now_card.call_list(request) is None


def test_who_calls_nobody_is_not_asked(rf, django_assert_num_queries):
    request = rf.get("/")
    request.user = make_user("official")
    request.user.has_perm("x")

    with django_assert_num_queries(0):
        assert now_card.call_list(request) is None
