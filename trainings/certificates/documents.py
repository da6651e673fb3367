"""The papers as PDF: drawn from nothing but their rows, so that a paper printed again is the same byte for byte."""

import hashlib
from datetime import date

from django.conf import settings
from django.urls import reverse

from okoce import pdf
from okoce.formats import listed, tanggal
from okoce.programme import memory
from okoce.regions import places
from participants.cleaning import qr
from trainings.certificates.models import Certificate

TEMPLATE = "trainings/certificates/pdf.html"
LONG_NAME = 28  # letters that fit the large size


def of_one(certificate):
    return _drawn([certificate], f"{certificate.get_kind_display()} {certificate.number}")


def of_session(certificates, session):
    """Return all papers of a session in one file, a page each."""
    return _drawn(certificates, f"Sertifikat dan surat keterangan {session}")


def in_order(certificates):
    """Return those that stand in the order they are printed: by kind and name."""
    return list(certificates.standing().order_by("-kind", "participant__name_key", "pk"))


def fingerprint(certificates):
    """Return what names a file of these papers: rows of certificates never change but to be revoked."""
    return hashlib.sha256("\n".join(each.number for each in certificates).encode()).hexdigest()


def file_name(certificate):
    return f"{certificate.number.replace('/', '-')}.pdf"


def address_of(certificate):
    """Return where anybody checks a paper: what its QR code says."""
    return f"{settings.SITE_URL}{reverse('trainings:certificates-verify', args=[certificate.code])}"


def _drawn(certificates, title):
    last = max(each.issued_on for each in certificates)
    return pdf.render(
        TEMPLATE, {"title": title, "created": last.isoformat(), "papers": [_paper(each) for each in certificates]}
    )


def _paper(certificate):
    """What the template prints of a certificate, in words."""
    content, address = certificate.content, address_of(certificate)
    year = memory.year_of(certificate.programme_year_id)
    return {
        "is_statement": certificate.kind == Certificate.Kind.SESSION,
        "heading": certificate.get_kind_display(),
        "number": certificate.number,
        "code": certificate.code,
        "name": certificate.name,
        "has_long_name": len(certificate.name) > LONG_NAME,
        "kecamatan": places.named(certificate.kecamatan_id),
        "title": content["title"],
        "year": str(year),
        "lead": _lead(certificate),
        "modules": [
            {"name": module["name"], "on": _day(module.get("on")), "place": module.get("place", "")}
            for module in content["modules"]
        ],
        "days": listed([_day(day) for day in content["days"]]) if content["days"] else "",
        "place": content["place"],
        "agency": content["agency"],
        "issued": tanggal(certificate.issued_on),
        "completed": tanggal(certificate.completed_on),
        "address": address.partition("://")[2].partition(certificate.code)[0],
        "qr": qr.svg(address, has_size=False),
    }


def _lead(certificate):
    if certificate.kind == Certificate.Kind.YEAR:
        return "telah menyelesaikan semua modul wajib"
    if certificate.kind == Certificate.Kind.TRAINING:
        return "telah menyelesaikan pelatihan keterampilan"
    return "telah mengikuti sesi pelatihan"


def _day(text):
    return tanggal(date.fromisoformat(text)) if text else ""
