"""What of a posted form may be shown again or kept: never a password, a code or a file."""

from urllib.parse import urlsplit

from okoce.typed import keepable

LOG_IN = ("allauth.", "okoce.accounts.views.")
LONGEST = 100_000  # characters of names and values together


def typed(request):
    """Return [(name, value)] of a posted form, or None where it may not be kept or is too long.

    Pages about log-in itself are never kept.
    """
    view = request.resolver_match and request.resolver_match.func
    if view is None or view.__module__.startswith(LOG_IN):
        return None
    fields, _ = keepable(request.POST)
    is_short = sum(len(name) + len(value) for name, value in fields) <= LONGEST
    return fields if fields and is_short else None


def is_from_our_page(request):
    """Whether the browser says that one of our own pages sent this; no other site can make it say so."""
    origin = urlsplit(request.headers.get("Origin", ""))
    return (origin.scheme, origin.netloc) == (request.scheme, request.get_host())
