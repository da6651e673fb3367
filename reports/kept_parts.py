"""Parts of pages that show figures: drawn once for all who see the same area, and anew when a figure has moved."""

import hashlib

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache

from okoce.clock import now, today
from reports import figures

KEPT_SECONDS = 60


def kept(name, area, year, make):
    """What `make()` returns for an area and a year; it may be pickled and shows nothing of who asks.

    The minute is part of the key: a tally that becomes visible after a younger one moves nothing in the state of the
    figures, and is shown at most a minute late.
    """
    looks = getattr(staticfiles_storage, "manifest_hash", "")
    parts = name, sorted(area.codes), area.is_everywhere, looks, today(), f"{now():%H:%M}", figures.state_of(year)
    key = f"figures:{hashlib.sha256(repr(parts).encode()).hexdigest()[:32]}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.add(key, found, KEPT_SECONDS)
    return found
