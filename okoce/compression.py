"""Compress answers of text; PDFs, workbooks and archives are compressed already and keep their Content-Length."""

from django.middleware.gzip import GZipMiddleware

TYPES = ("text/", "application/json", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    def process_response(self, request, response):
        is_text = response.get("Content-Type", "").startswith(TYPES)
        return super().process_response(request, response) if is_text else response
