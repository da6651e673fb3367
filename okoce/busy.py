"""The answer while the database is busy or away: try again, with what was typed still there."""

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.views.defaults import server_error

from okoce.typed import keepable

log = logging.getLogger(__name__)

WAIT = 5  # seconds to wait before trying again
# PostgreSQL: lock_timeout, statement_timeout, deadlock, serialization; too many connections, shutting down, starting.
_CODES = {"55P03", "57014", "40P01", "40001", "53300", "57P01", "57P02", "57P03"}
_SQLITE_LOCKED = {5, 6}  # SQLITE_BUSY, SQLITE_LOCKED


def is_busy(problem):
    """Whether this error says that the database could not answer now, and the same request may succeed later."""
    if not isinstance(problem, OperationalError | InterfaceError):
        return False
    cause = problem.__cause__
    if (code := getattr(cause, "sqlite_errorcode", None)) is not None:
        return code & 0xFF in _SQLITE_LOCKED
    return getattr(cause, "pgcode", "") in _CODES | {None}  # without a code, the connection was lost


class BusyMiddleware:
    """Answer 503 where a view met a lock or a limit of the database. Its transaction was rolled back."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, problem):
        return busy_page(request, problem) if is_busy(problem) else None


def handler500(request):
    """Django's page for an error, and ours where a middleware met a busy database."""
    problem = sys.exc_info()[1]
    return busy_page(request, problem) if is_busy(problem) else server_error(request)


def busy_page(request, problem):
    """Drawn without asking the database."""
    cause = problem.__cause__
    log.warning("The database is busy (%s %s).", type(cause).__name__, getattr(cause, "pgcode", None) or "")
    if request.headers.get("HX-Request"):
        page = HttpResponse("Portal sedang sibuk; halaman ini mencoba lagi sendiri.", status=503)
    else:
        page = HttpResponse(render_to_string("503.html", _context(request)), status=503)
    page["Retry-After"] = str(WAIT)
    return page


def _context(request):
    context = {"address": request.get_full_path(), "is_form": request.method == "POST"}
    if request.method == "POST":
        pairs, left_out = keepable(request.POST)
        context |= {
            "typed": pairs,
            "left_out": left_out,
            "has_files": bool(request.FILES),
            "csrf_token": get_token(request),
        }
    return context
