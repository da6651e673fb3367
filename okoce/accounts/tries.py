"""Wrong tries of a log-in: who guesses waits longer each time, and nobody else does.

After five wrong tries of one account from one network the next one has to wait 1, 2, 4, … 30 minutes: for this account
from this network only, so that a stranger locks nobody out, and a colleague in the same office nobody else. A browser
that has signed in to this account before is not slowed. From one network 200 wrong tries an hour, of whatever accounts,
go through at once; after that one in three seconds does.
"""

import hashlib
from datetime import timedelta

from django.core.cache import cache

from okoce.accounts import browsers
from okoce.clock import now
from okoce.rates import network

FREE = 5
LONGEST = timedelta(minutes=30)
REMEMBERED = timedelta(hours=24)
FROM_ONE_NETWORK = 200
HOUR = timedelta(hours=1)
SPACING = timedelta(seconds=3)


def begin(request, account, *, spares_known_browsers=True):
    """Count a try before it is made, and return for how long it has to wait; no time lets it go on.

    `account` names it: "user:7", or what was typed where no account has that name. It is counted beforehand, so that
    many at once are not all the fifth.
    """
    if spares_known_browsers and account == f"user:{browsers.last_account(request)}":
        return timedelta()
    place = network(request)
    wait = _time_until(_key("until", place, account)) or _spacing(place)
    if wait:
        return wait
    count = cache.count(_key("tries", place, account), REMEMBERED.total_seconds())
    if count < FREE:
        return timedelta()
    wait = min(timedelta(minutes=2 ** min(count - FREE, 10)), LONGEST)
    if not _take(_key("turn", place, account), wait):  # another one at the same moment
        return wait
    cache.set(_key("until", place, account), (now() + wait).timestamp(), wait.total_seconds())
    return timedelta()


def failed(request):
    """Count a wrong try of its network."""
    place = network(request)
    if cache.count(_key("network", place), HOUR.total_seconds()) > FROM_ONE_NETWORK:
        cache.set(_key("many", place), True, HOUR.total_seconds())


def succeeded(request, account):
    """Forget the wrong tries of this account from this network."""
    place = network(request)
    cache.delete_many([_key("tries", place, account), _key("until", place, account), _key("turn", place, account)])


def _time_until(key):
    return max(timedelta(seconds=(cache.get(key) or 0) - now().timestamp()), timedelta())


def _spacing(place):
    """Let one try in SPACING go on from a network with too many wrong ones."""
    return timedelta() if not cache.get(_key("many", place)) or _take(_key("spacing", place), SPACING) else SPACING


def _take(key, during):
    """Return whether nobody has taken this meanwhile. A cache that counts whole seconds gives it back in time."""
    return cache.add(key, True, during.total_seconds() - 1)


def _key(*parts):
    return "tries:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()
