"""Limits on how often something may be done."""

import pytest
from django.core.exceptions import PermissionDenied
from django.test import RequestFactory

from okoce import rates
from okoce.rates import is_within

pytestmark = pytest.mark.django_db


def answers(limits, *, address="10.0.0.1", action="send", keys=("",), **headers):
    """Whether each act, one for each key, is still allowed."""
    request = RequestFactory().post("/", REMOTE_ADDR=address, **headers)
    return [is_within(request, action, limits, key=key) for key in keys]


def test_one_address_may_so_often_and_no_more():
    assert answers("2/h/ip", keys="aaa") == [True, True, False]


def test_another_address_may_just_as_often():
    answers("1/h/ip")

    assert answers("1/h/ip", address="10.0.0.2") == [True]


def test_another_act_has_a_count_of_its_own():
    answers("1/h/ip")

    assert answers("1/h/ip", action="ask") == [True]


def test_each_key_has_a_count_of_its_own_next_to_the_address():
    assert answers("4/h/ip,1/h/key", keys="aabbc") == [True, False, True, False, False]


def test_what_the_address_refuses_is_not_counted_for_the_key():
    answers("1/h/ip,1/h/key", keys="a")
    answers("1/h/ip,1/h/key", keys="b")

    assert answers("1/h/ip,1/h/key", address="10.0.0.2", keys="b") == [True]


@pytest.mark.parametrize(("limits", "seconds"), [("1/m/ip", 60), ("1/h/ip", 3600), ("1/d/ip", 86_400)])
def test_a_count_lasts_a_minute_an_hour_or_a_day(limits, seconds, monkeypatch):
    asked = []
    monkeypatch.setattr(rates.cache, "count", lambda key, seconds: asked.append(seconds) or 1, raising=False)

    answers(limits)

    assert asked == [seconds]


def test_no_cache_key_shows_what_was_typed(monkeypatch):
    asked = []
    monkeypatch.setattr(rates.cache, "count", lambda key, seconds: asked.append(key) or 1, raising=False)

    answers("1/h/key", keys=["OK-2026-000123"])

    assert len(asked) == 1
    assert "000123" not in asked[0]


def test_the_addresses_of_one_block_of_ipv6_are_one_place():
    answers("1/h/ip", address="2001:db8:1:2::1")

    assert answers("1/h/ip", address="2001:db8:1:2:ffff::2") == [False]


def test_the_next_block_of_ipv6_is_another_place():
    answers("1/h/ip", address="2001:db8:1:2::1")

    assert answers("1/h/ip", address="2001:db8:1:100::1") == [True]


def test_ipv4_addresses_written_as_ipv6_are_not_one_place():
    answers("1/h/ip", address="::ffff:198.51.100.1")

    assert answers("1/h/ip", address="::ffff:198.51.100.2") == [True]


def test_an_ipv4_address_is_the_same_place_however_it_is_written():
    answers("1/h/ip", address="::ffff:198.51.100.1")

    assert answers("1/h/ip", address="198.51.100.1") == [False]


def test_the_address_is_the_one_before_our_proxies(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    answers("1/h/ip", HTTP_X_FORWARDED_FOR="203.0.113.9, 198.51.100.1")

    assert answers("1/h/ip", HTTP_X_FORWARDED_FOR="198.51.100.2") == [True]
    assert answers("1/h/ip", HTTP_X_FORWARDED_FOR="198.51.100.1") == [False]


def test_what_a_visitor_says_of_the_address_does_not_count_without_a_proxy(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 0
    answers("1/h/ip", HTTP_X_FORWARDED_FOR="198.51.100.1")

    assert answers("1/h/ip", HTTP_X_FORWARDED_FOR="198.51.100.2") == [False]


@pytest.mark.parametrize("address", ["", "unix:", "not-an-address"])
def test_who_has_no_address_is_refused(address):
    with pytest.raises(PermissionDenied):
        answers("1/h/ip", address=address)


@pytest.mark.parametrize("limits", ["1/h/user", "1/w/ip", "1/h"])
def test_a_limit_that_is_not_known_is_an_error_and_no_permission(limits):
    with pytest.raises((LookupError, ValueError)):
        answers(limits)
