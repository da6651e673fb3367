"""What waits for officers, Sudin, officials, Dinas and auditors, on the card "Sekarang"."""

from django.urls import reverse

from okoce.formats import angka, hingga, tanggal
from okoce.now_card import Fact, Link, Now, Urgency


def cards(count, most, oldest_on=None):
    """Return the identity cards to compare; None where none waits."""
    if not count:
        return None
    facts = [Fact("info", "Belum dihitung di langkah mana pun sampai KTP dicocokkan")]
    if oldest_on:
        facts.insert(0, Fact("hourglass", f"Yang paling lama mendaftar {tanggal(oldest_on)}"))
    button = Link("Cocokkan KTP", reverse("participants:worklists-waiting"))
    return Now(Urgency.WAITS, f"{_start(hingga(count, most))} KTP menunggu dicocokkan", tuple(facts), button)


def mentorless(count, most):
    """Return the people whose mentor left; None where every mentor works."""
    if not count:
        return None
    button = Link("Serahkan", reverse("participants:handovers-list"))
    return Now(Urgency.WAITS, f"{_start(hingga(count, most))} peserta tanpa pendamping yang bertugas", (), button)


def imports(count):
    """Return the spreadsheets that wait for a decision; None where none does."""
    if not count:
        return None
    facts = (Fact("people", "Orangnya belum masuk daftar peserta sampai Anda memutuskan"),)
    button = Link("Periksa impor", reverse("participants:imports-list"))
    return Now(Urgency.BLOCKS, f"{angka(count)} impor menunggu keputusan", facts, button)


def report(period, edition, run, *, may_make):
    """Return the report of the last fortnight that ended: its newest approved edition, else the newest run of papers.

    `edition` and `run` are ids. Without both it is to be made by who may. None without a fortnight.
    """
    if period is None:
        return None
    until = Fact("calendar", f"Angka sampai {tanggal(period.ends_on)}")
    if edition:
        button = Link("Buka terbitan", reverse("reports:editions-detail", args=[edition]))
        return Now(Urgency.WAITS, f"Laporan periode {period.number} sudah disetujui", (until,), button)
    if run:
        button = Link("Buka laporan", reverse("reports:runs-detail", args=[run]))
        return Now(Urgency.WAITS, f"Laporan periode {period.number} sudah ada", (until,), button)
    if may_make:
        button = Link("Buat laporan", reverse("reports:runs-list"))
        return Now(Urgency.WAITS, f"Laporan periode {period.number} belum dibuat", (until,), button)
    return Now(Urgency.LATER, f"Laporan periode {period.number} belum dibuat")


def next_report(fortnights, today):
    """Return the next report by the fortnights of the year, [(first day, last day)]; None after the year."""
    for _, last in fortnights:
        if last >= today:
            return Now(Urgency.LATER, f"Laporan berikutnya memuat angka sampai {tanggal(last)}")
    return None


def unmasked(count, days, most):
    """Return how often whole NIKs were looked at lately, for who watches over it; None where never."""
    if not count:
        return None
    facts = (Fact("info", "Tiap pembukaan punya alasan, dan orangnya dapat membacanya"),)
    button = Link("Baca catatan akses", reverse("admin:accounts_accesslog_changelist") + "?act=unmask")
    sentence = f"NIK utuh dilihat {hingga(count, most)} kali dalam {days} hari terakhir"
    return Now(Urgency.WAITS, sentence, facts, button)


def _start(text):
    return f"{text[:1].upper()}{text[1:]}"
