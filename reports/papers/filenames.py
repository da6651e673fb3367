"""What downloads are called. Pure."""

from django.utils.text import slugify


def of_report(year, number, kecamatan):
    return f"laporan-okoce-{year}-p{number:02d}-{slugify(kecamatan)}.pdf"


def of_bundle(year, number, area):
    return f"laporan-okoce-{year}-periode-{number:02d}-{slugify(area)}.zip"
