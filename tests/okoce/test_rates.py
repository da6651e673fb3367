"""Rate limits."""

import pytest
from django.test import RequestFactory

from okoce.rates import is_within

pytestmark = pytest.mark.django_db


def a_request(address="10.0.0.1"):
    return RequestFactory().post("/", REMOTE_ADDR=address)


def test_one_place_may_so_often_and_another_place_just_as_often():
    found = [is_within(a_request(), "send", "2/h/ip") for _ in range(3)]

    assert found == [True, True, False]
    assert is_within(a_request("10.0.0.2"), "send", "2/h/ip")
    assert is_within(a_request(), "ask", "2/h/ip")


def test_each_thing_has_a_count_of_its_own_next_to_the_place():
    found = [is_within(a_request(), "ask", "4/h/ip,1/h/key", key=key) for key in ("a", "a", "b", "b", "c")]

    assert found == [True, False, True, False, False]


def test_homes_of_one_address_block_of_ipv6_are_one_place():
    is_within(a_request("2001:db8:1:2::1"), "send", "1/h/ip")

    assert not is_within(a_request("2001:db8:1:2::2"), "send", "1/h/ip")


def test_a_rate_that_is_not_known_is_a_mistake_and_no_open_door():
    with pytest.raises(LookupError):
        is_within(a_request(), "send", "1/h/user")
