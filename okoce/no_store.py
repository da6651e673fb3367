"""Signed-in pages stay in no cache: neither the browser's nor one on the way."""

from django.conf import settings
from django.utils.cache import add_never_cache_headers


class NoStoreMiddleware:
    """Mark every answer to a browser with a session as not to be stored.

    It stands outside SessionMiddleware, so that an answer which begins or ends a session counts too, and asks nothing
    of the database. Pages seen without log-in keep the caching that their views choose.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES or settings.SESSION_COOKIE_NAME in response.cookies:
            add_never_cache_headers(response)
        return response
