"""Since when an act on somebody's records can have happened, and until when a next step is planned. Pure."""

from datetime import timedelta

from okoce.clock import wib_day
from okoce.formats import tanggal
from participants.cleaning.dates import YOUNGEST, age_on

FURTHEST_STEP = timedelta(days=366)
TOO_FAR = "Tanggal ini lebih dari setahun lagi; pilih hari yang lebih dekat."
TOO_YOUNG = f"Pada tanggal ini pemiliknya belum berumur {YOUNGEST} tahun; cocokkan tahunnya dengan surat izinnya."


def before_registration(person, day):
    """Return why a meeting, a payment or a check of this day is not one of the programme, or "" when it may be."""
    registered_on = wib_day(person.registered_at)
    if day >= registered_on:
        return ""
    return f"Tanggal ini sebelum pendaftaran peserta ({tanggal(registered_on)}); periksa hari, bulan, dan tahunnya."


def before_grown_up(person, day):
    """Return why a licence cannot have been issued to this person that day, or "" also before registration."""
    return TOO_YOUNG if age_on(day, person.birth_on) < YOUNGEST else ""


def too_far(day, *, today):
    """Return why a next step is not planned for this day, or ""."""
    return TOO_FAR if day > today + FURTHEST_STEP else ""
