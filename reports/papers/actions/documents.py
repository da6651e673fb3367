"""A PDF is drawn from a snapshot, once for each snapshot."""

import functools
import hashlib
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, transaction

from okoce import constraints, pdf
from reports.papers import kecamatan_report
from reports.papers.models import Document

TEMPLATE = "reports/papers/pdf/kecamatan.html"
_LOOKS = ("templates/reports/papers/pdf", "templates/charts", "templates/layout/pdf.html", "static/css/pdf.css")


def document_of(snapshot):
    """The document of a snapshot: the one that was drawn before from the same, or a new one."""
    drawn_from = input_fingerprint(snapshot)
    known = Document.objects.defer("content").filter(input_fingerprint=drawn_from).first()
    if known:
        return known
    content, pages = pdf.render_counted(TEMPLATE, context_of(snapshot))
    document = Document(
        input_fingerprint=drawn_from, content=content, sha256=Document.sha(content), size=len(content), pages=pages
    )
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError as error:  # another worker drew the same meanwhile
        if not constraints.is_repeated(error, Document, "input_fingerprint"):
            raise constraints.refuse(error, "Document") from None
        return Document.objects.defer("content").get(input_fingerprint=drawn_from)
    return document


def drawn_before(snapshots):
    """{snapshot's id: document} for those that need not be drawn again. One query."""
    drawn_from = {input_fingerprint(snapshot): snapshot.pk for snapshot in snapshots}
    known = Document.objects.defer("content").filter(input_fingerprint__in=drawn_from)
    return {drawn_from[document.input_fingerprint]: document for document in known}


def context_of(snapshot):
    return kecamatan_report.of_kecamatan(snapshot.figures, snapshot.known_at, snapshot.rule_version)


def input_fingerprint(snapshot):
    """Of all that decides the bytes: the figures, the instant they were known, the looks."""
    parts = (snapshot.fingerprint, snapshot.known_at.isoformat(), looks())
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@functools.cache
def looks():
    """Fingerprint of templates and style sheet."""
    content = hashlib.sha256()
    for name in _LOOKS:
        path = Path(settings.ROOT, name)
        for file in sorted(path.iterdir()) if path.is_dir() else [path]:
            content.update(file.read_bytes())
    return content.hexdigest()
