"""The addresses of the pages beside a page of a list: the same filters, another row to start from."""

from django.utils.http import urlencode

from okoce.notifications.paging import page

_KEYS = ("sebelum", "sesudah")


def paged(request, rows):
    """(rows of this page, {"previous_url", "next_url"})."""
    shown = page(rows, before=_number(request, "sebelum"), after=_number(request, "sesudah"))
    return shown.rows, {
        "previous_url": _address(request, sesudah=shown.newer),
        "next_url": _address(request, sebelum=shown.older),
    }


def _address(request, **key):
    query = {name: value for name, value in request.GET.items() if name not in _KEYS}
    return f"?{urlencode(query | key)}" if all(key.values()) else ""


def _number(request, name):
    text = request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None
