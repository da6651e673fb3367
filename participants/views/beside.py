"""The addresses of the pages beside a page of a list: the same filters, another row to start from."""

from django.utils.http import urlencode

from okoce.notifications.paging import page
from okoce.row_numbers import row_number

_KEYS = ("sebelum", "sesudah")


def paged(request, rows):
    """(rows of this page, {"previous_url", "next_url"})."""
    shown = page(rows, before=row_number(request.GET.get("sebelum")), after=row_number(request.GET.get("sesudah")))
    return shown.rows, {
        "previous_url": _address(request, sesudah=shown.newer),
        "next_url": _address(request, sebelum=shown.older),
    }


def _address(request, **key):
    query = {name: value for name, value in request.GET.items() if name not in _KEYS}
    return f"?{urlencode(query | key)}" if all(key.values()) else ""
