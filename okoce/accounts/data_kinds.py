"""Which kinds of personal data a page shows, by its URL name: what the access log says of an opening."""

from django.conf import settings
from django.db.models import TextChoices

from okoce.accounts.access_acts import Act


class Kind(TextChoices):
    IDENTITY = "identity", "nama dan nomor pendaftaran"
    CONTACT = "contact", "kontak dan alamat"
    NIK = "nik", "NIK utuh"
    CARD = "card", "tanggal lahir dan NIK tersamar"
    BUSINESS = "business", "usaha"
    JOURNEY = "journey", "perjalanan tujuh langkah"
    TRAINING = "training", "pelatihan dan kehadiran"
    MENTORING = "mentoring", "pendampingan"
    PERMITS = "permits", "izin usaha"
    FINANCES = "finances", "laporan keuangan"
    CAPITAL = "capital", "permodalan"
    MARKET = "market", "bazar dan penjualan"


def of_page(page, act):
    """Return the codes of the kinds a page shows, by the longest beginning of its name in settings.DATA_KINDS."""
    found = [start for start in settings.DATA_KINDS if page.startswith(start)]
    kinds = settings.DATA_KINDS[max(found, key=len)] if found else ""
    codes = dict.fromkeys([Kind.IDENTITY, *kinds.split(), *([Kind.NIK] if act == Act.UNMASK else [])])
    return ",".join(codes)


def in_words(codes):
    return ", ".join(Kind(code).label for code in codes.split(",") if code in Kind.values)
