"""From a template to the bytes of a tagged PDF. Nothing is fetched but our own static files.

The same context gives the same bytes: no date but the context's stands in the file. Loading WeasyPrint takes a second,
so it happens on the first document and not when this module is imported.
"""

import atexit
import functools
import gc
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.template.loader import render_to_string

STATIC = (settings.ROOT / "static").resolve()
BASE_URL = STATIC.as_uri() + "/"


class Refused(ValueError):
    """A document asked for something that is not one of our static files."""


def own_file(url):
    """The static file a file: address means, or a refusal; links out of the folder count as outside."""
    parts = urlsplit(url)
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        raise Refused(f"Not one of our files: {parts.scheme}")
    path = Path(unquote(parts.path)).resolve()
    if not path.is_relative_to(STATIC) or not path.is_file():
        raise Refused("Not one of our files.")
    return path


def render(template, context):
    """The PDF/UA of a template that extends layout/pdf.html."""
    return from_html(render_to_string(template, context))


def render_counted(template, context):
    """The same, and how many pages it has."""
    return _drawn(render_to_string(template, context))


def from_html(html):
    return _drawn(html)[0]


def _drawn(html):
    """(bytes, pages); what the document held is given back at once, else a process that draws grows by 2 MB each."""
    drawn = _draw(html)
    gc.collect()  # what was there before drawing began is frozen, and costs nothing here
    return drawn


def _draw(html):
    from weasyprint import HTML

    from okoce import pdf_tags

    fonts, style, fetcher = _drawing_set()
    options = {"stylesheets": [style], "pdf_variant": "pdf/ua-1", "attachments": None}
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher).render(font_config=fonts, **options)
    return document.write_pdf(finisher=pdf_tags.finish, **options), len(document.pages)


@functools.cache
def _drawing_set():
    """Fonts, style sheet and fetcher, made once per process: the style sheet must know the same fonts.

    A document is a million objects that all go together at its end. Looking for garbage among them, and among
    everything Django holds, every few hundred is a sixth of the time: a process that draws looks rarely.
    """
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration

    gc.set_threshold(100_000, 50, 100)
    gc.freeze()

    fetcher = _fetcher_class()(allow_redirects=False)
    fonts = FontConfiguration()
    style = CSS(filename=STATIC / "css" / "pdf.css", font_config=fonts, url_fetcher=fetcher)
    atexit.register(_drawing_set.cache_clear)  # its font files in the temporary folder go while that still works
    return fonts, style, fetcher


def _fetcher_class():
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url, headers=None):
            path = own_file(url)
            return URLFetcherResponse(path.as_uri(), body=path.read_bytes())

    return OwnFiles
