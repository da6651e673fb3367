"""Parts of pages that show figures: drawn once for all who see the same area, and anew when a figure has moved."""

from django.core.cache import cache

from reports.figures.versions import KEPT_SECONDS, version_of


def kept(name, area, year, make):
    """What `make()` returns for an area and a year; it may be pickled and shows nothing of who asks."""
    key = f"figures:{version_of(year, name, sorted(area.codes), area.is_everywhere)}"
    found = cache.get(key)
    if found is None:
        found = make()
        cache.add(key, found, KEPT_SECONDS)
    return found
