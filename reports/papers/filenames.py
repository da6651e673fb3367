"""What downloads are called. Pure."""

from django.utils.text import slugify

PREFIXES = {"kota": "kota-", "provinsi": "provinsi-", "dek": "dek-"}


def of_report(year, number, region, kind="kecamatan"):
    return f"laporan-okoce-{year}-p{number:02d}-{PREFIXES.get(kind, '')}{slugify(region)}.pdf"


def of_bundle(year, number, area):
    return f"laporan-okoce-{year}-periode-{number:02d}-{slugify(area)}.zip"


def of_table(what, year, number, area):
    """Without an ending: `what` is angka, data-terbuka or kamus-data."""
    return f"{what}-okoce-{year}-p{number:02d}-{slugify(area)}"
