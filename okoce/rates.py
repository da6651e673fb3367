"""How often somebody may do something: "20/h/ip,5/h/key" is twenty an hour from one place, five for one thing."""

import functools
import hashlib

from allauth.core.internal import httpkit, ratelimit
from django.core.cache import cache


def is_within(request, action, rates, *, key=""):
    """Count this act, and say whether it is still allowed. What the first rate refuses is not counted by the next."""
    return all(
        cache.count(f"rates:{action}:{rate}:{_source(request, rate, key)}", int(rate.duration)) <= rate.amount
        for rate in _parsed(rates)
    )


_parsed = functools.cache(ratelimit.parse_rates)


def _source(request, rate, key):
    if rate.per == "ip":
        return ratelimit.truncate_ip(httpkit.get_client_ip(request) or "")
    if rate.per == "key":
        return hashlib.sha256(key.encode()).hexdigest()
    raise LookupError(f"No rate per {rate.per}")
