"""Limits on how often something may be done: "20/h/ip,5/h/key" is twenty an hour from one address, five for one key."""

import functools
import hashlib
import ipaddress

from allauth.account.adapter import get_adapter
from django.core.cache import cache

SECONDS = {"m": 60, "h": 3600, "d": 86_400}
IPV6_BLOCK = 56  # bits: what one household or office is given


def is_within(request, action, rates, *, key=""):
    """Count this act, and return whether it is still allowed. What the first rate refuses is not counted by the next.

    Raise `PermissionDenied` for a request whose address is not known.
    """
    return all(
        cache.count(f"rates:{action}:{amount}/{unit}/{per}:{_source(request, per, key)}", SECONDS[unit]) <= int(amount)
        for amount, unit, per in _parsed(rates)
    )


def network(request):
    """Return the network a request comes from: an IPv4 address, or the first 56 bits of an IPv6 one.

    Raise `PermissionDenied` for a request whose address is not known.
    """
    address = ipaddress.ip_address(get_adapter(request).get_client_ip(request))
    block = IPV6_BLOCK if address.version == 6 else address.max_prefixlen
    return str(ipaddress.ip_network((address, block), strict=False).network_address)


@functools.cache
def _parsed(rates):
    return [rate.split("/") for rate in rates.split(",")]


def _source(request, per, key):
    if per == "ip":
        return network(request)
    if per == "key":
        return hashlib.sha256(key.encode()).hexdigest()
    raise LookupError(f"No rate per {per}")
