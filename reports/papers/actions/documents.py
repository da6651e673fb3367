"""A PDF is drawn from a snapshot, once for each snapshot."""

import functools
import hashlib
import json
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from okoce import constraints, pdf
from participants.cleaning import qr
from reports.papers import area_report, deck, kecamatan_report
from reports.papers.models import Document, PaperKind

_CONTEXTS = {
    PaperKind.KECAMATAN: kecamatan_report.of_kecamatan,
    PaperKind.KOTA: area_report.of_area,
    PaperKind.PROVINCE: area_report.of_province,
}
TEMPLATES = {
    PaperKind.KECAMATAN: "reports/papers/pdf/kecamatan.html",
    PaperKind.KOTA: "reports/papers/pdf/kota.html",
    PaperKind.PROVINCE: "reports/papers/pdf/provinsi.html",
    PaperKind.DECK: "reports/papers/pdf/dek.html",
}
_LOOKS = ("templates/reports/papers/pdf", "templates/charts", "templates/layout/pdf.html")
_LOOKS += ("static/css/pdf.css", "static/css/papers.css", "static/img/emblem.svg")


def document_of(snapshot, kind=PaperKind.KECAMATAN):
    """The document of a snapshot: the one that was drawn before from the same, or a new one."""
    return drawn_once(input_fingerprint(snapshot, kind), TEMPLATES[kind], lambda: context_of(snapshot, kind))


def drawn_once(drawn_from, template, context):
    """Return the Document of a fingerprint without its content, drawn from `context()` where there is none yet."""
    stored = Document.objects.defer("content")
    known = stored.filter(input_fingerprint=drawn_from).first()
    if known:
        return known
    content, pages = pdf.render_counted(template, context())
    document = Document(
        input_fingerprint=drawn_from, content=content, sha256=Document.sha(content), size=len(content), pages=pages
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:  # another process drew the same meanwhile
        if not constraints.is_repeated(error, Document, "input_fingerprint"):
            raise constraints.refuse(error, "Document") from None
        return stored.get(input_fingerprint=drawn_from)
    return document


def drawn_before(asked):
    """{(snapshot's id, kind): document} of those (snapshot, kind) that need not be drawn again. One query."""
    drawn_from = {input_fingerprint(snapshot, kind): (snapshot.pk, kind) for snapshot, kind in asked}
    known = Document.objects.defer("content").filter(input_fingerprint__in=drawn_from)
    return {drawn_from[document.input_fingerprint]: document for document in known}


def context_of(snapshot, kind=PaperKind.KECAMATAN):
    """The values of the template of a kind, from the snapshot alone."""
    figures = snapshot.printed
    if kind == PaperKind.DECK:
        return deck.of_area(figures, snapshot.known_at)
    values = figures, snapshot.known_at, snapshot.rule_version
    return _CONTEXTS[kind](*values, fingerprint=snapshot.fingerprint, check=check_of(figures))


def check_of(figures):
    """Where the paper of an edition is verified, as an address and its QR code; None between editions."""
    edition = figures.get("edition")
    if not edition:
        return None
    address = f"{settings.SITE_URL}{edition['address']}"
    code = qr.svg(address, "Kode QR untuk memeriksa keaslian lembar ini", has_size=False)
    return {"address": address.partition("://")[2], "qr": code}


def input_fingerprint(snapshot, kind=PaperKind.KECAMATAN):
    """Of all that decides the bytes: the figures, the instant they were known, the kind of paper, the looks.

    Of an approved edition only of its number and figures: what was drawn once is served for ever, whatever the looks.
    """
    parts = (snapshot.fingerprint, snapshot.known_at.isoformat(), kind)
    if snapshot.is_final:
        parts += (snapshot.printed_number, snapshot.edition.sha256)
    else:
        parts += (_draft_of(snapshot), looks())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _draft_of(snapshot):
    """What a draft's paper says besides its figures; between editions nothing."""
    return json.dumps(snapshot.printed_edition, sort_keys=True) if snapshot.edition else ""


@functools.cache
def looks():
    """Fingerprint of templates and style sheet."""
    content = hashlib.sha256()
    for name in _LOOKS:
        path = Path(settings.ROOT, name)
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            content.update(file.read_bytes())
    return content.hexdigest()
