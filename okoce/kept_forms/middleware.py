"""When a log-in ends, the whole page goes to the log-in and comes back, with what was typed."""

from urllib.parse import parse_qs, urlencode, urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from okoce.accounts import browsers
from okoce.kept_forms import actions, again


class LoginEndedMiddleware:
    """Answer a part of a page so that the page moves; keep a form whose sender has to log in first.

    It stands outside the middlewares that ask for log-in and second factor, inside the one for sessions.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.headers.get("HX-Request") == "true":
            response = _for_the_whole_page(request, response)
        elif request.method == "POST" and _asks_for_log_in(request, response):
            if actions.keep(request):
                response = redirect(f"{_log_in()}?{urlencode({'next': reverse('kept_forms:list')})}")
        elif request.method == "POST" and response.status_code < 400:
            if (number := again.is_over(request, response)) and request.user.is_authenticated:
                actions.forget(request, number)
        if response.status_code < 500:  # a failed answer may not have read the session
            browsers.remember(request, response)
        return response


def _for_the_whole_page(request, response):
    """A part of a page is never replaced by another page: the browser goes there, or loads its page again."""
    if _asks_for_log_in(request, response):
        address = f"{_log_in()}?{urlencode({'next': _page(request)})}"
    elif response.status_code in (301, 302, 303, 307, 308):
        address = response["Location"]
    elif response.status_code in (401, 403, 404):
        address = _page(request)
    else:
        return response
    answer = HttpResponse(status=200, headers={"HX-Redirect": address})
    answer.cookies = response.cookies
    return answer


def _asks_for_log_in(request, response):
    """Whether this is the way to the log-in that leads back to this very address."""
    if response.status_code != 302:
        return False
    way = urlsplit(response["Location"])
    return way.path in (_log_in(), reverse("admin:login")) and request.get_full_path() in parse_qs(way.query).get(
        "next", []
    )


def _page(request):
    """The address of the page that asked for a part, where it is one of ours; else the first page."""
    current = request.headers.get("HX-Current-URL", "")
    if not url_has_allowed_host_and_scheme(current, {request.get_host()}, require_https=request.is_secure()):
        return "/"
    way = urlsplit(current)
    return f"{way.path or '/'}?{way.query}" if way.query else way.path or "/"


def _log_in():
    return resolve_url(settings.LOGIN_URL)
