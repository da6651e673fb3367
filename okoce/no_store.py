"""Answers stay in no cache, neither the browser's nor one on the way, unless a public page says that it may be kept."""

from django.conf import settings
from django.views.decorators.cache import cache_control

NEVER = "max-age=0, no-cache, no-store, must-revalidate, private"

# For public pages without data of a person: a visitor's Back button needs no connection, a new visit asks again.
visitors_may_keep = cache_control(private=True, no_cache=True)


class NoStoreMiddleware:
    """Mark as not to be stored every answer to a browser with a session, and every answer that says nothing about it.

    It is placed outside SessionMiddleware, so that an answer which begins or ends a session counts too, and reads
    nothing from the database. A page that visitors may keep says so with its own Cache-Control.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if not response.has_header("Cache-Control") or self._has_session(request, response):
            response["Cache-Control"] = NEVER
            response["Expires"] = "0"  # for caches of HTTP/1.0
        return response

    def _has_session(self, request, response):
        return settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies
