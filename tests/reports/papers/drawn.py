"""Papers drawn from made-up frozen figures, without a database."""

import io
import subprocess
from datetime import UTC, datetime

import pikepdf
from django.template.loader import render_to_string

from okoce import pdf
from reports.papers import area_report, deck, kecamatan_report
from reports.papers.actions import documents
from tests.factories.frozen import frozen

KNOWN_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
FINGERPRINT = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CONTEXTS = {
    "kecamatan": kecamatan_report.of_kecamatan,
    "kota": area_report.of_area,
    "provinsi": area_report.of_province,
}


def context(kind, figures):
    if kind == "dek":
        return deck.of_area(figures, KNOWN_AT)
    return CONTEXTS[kind](figures, KNOWN_AT, "2026-1", fingerprint=FINGERPRINT, check=documents.check_of(figures))


def drawn(kind, code, **parts):
    return draw(kind, frozen(code, **parts))


def draw(kind, figures):
    """The bytes of a paper."""
    return pdf.from_html(render_to_string(documents.TEMPLATES[kind], context(kind, figures)))


def text_of(content):
    """The words of a PDF as they are laid out."""
    run = subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True)
    return run.stdout.decode()


def opened(content):
    return pikepdf.open(io.BytesIO(content))
