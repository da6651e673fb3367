"""Compress answers of text; PDFs, workbooks and archives are compressed already and keep their Content-Length."""

from django.middleware.gzip import GZipMiddleware

TYPES = ("text/", "application/json", "image/svg+xml")


class TextGZipMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if response.get("Content-Type", "").startswith(TYPES):
            return GZipMiddleware(lambda _: response)(request)
        return response
