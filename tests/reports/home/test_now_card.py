"""What waits for officers, Sudin, officials, Dinas and auditors, on the card "Sekarang"."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.now_card import Fact, Link, Now, Urgency
from reports.home import now_card

pytestmark = pytest.mark.once

PERIOD = SimpleNamespace(number=23, ends_on=dt.date(2026, 11, 15))
MOST = 1_000


def test_cards_that_wait_say_how_many_and_since_when():
    assert now_card.cards(18, MOST, dt.date(2026, 1, 15)) == Now(
        Urgency.WAITS,
        "18 KTP menunggu dicocokkan",
        (
            Fact("hourglass", "Yang paling lama mendaftar 15 Januari 2026"),
            Fact("info", "Belum dihitung di langkah mana pun sampai KTP dicocokkan"),
        ),
        Link("Cocokkan KTP", "/peserta/tugas/ktp/"),
    )


def test_what_is_not_counted_to_the_end_says_so():
    assert now_card.cards(1_001, MOST).sentence == "Lebih dari 1.000 KTP menunggu dicocokkan"


@pytest.mark.parametrize(
    ("now", "sentence", "url"),
    [
        (now_card.mentorless(12, MOST), "12 peserta tanpa pendamping yang bertugas", "/peserta/tugas/pendamping/"),
        (now_card.imports(2), "2 impor menunggu keputusan", "/peserta/impor/"),
        (
            now_card.unmasked(4, 7, MOST),
            "NIK utuh dilihat 4 kali dalam 7 hari terakhir",
            "/admin/accounts/accesslog/?act=unmask",
        ),
    ],
)
def test_work_leads_to_its_list(now, sentence, url):
    assert (now.sentence, now.button.url) == (sentence, url)


@pytest.mark.parametrize(
    "now",
    [
        now_card.cards(0, MOST),
        now_card.mentorless(0, MOST),
        now_card.imports(0),
        now_card.unmasked(0, 7, MOST),
        now_card.report(None, None, None, may_make=True),
        now_card.next_report([(dt.date(2026, 1, 1), dt.date(2026, 1, 14))], dt.date(2026, 1, 15)),
    ],
)
def test_where_there_is_nothing_nothing_is_said(now):
    assert now is None


@pytest.mark.parametrize(
    ("edition", "run", "may_make", "expected"),
    [
        (
            7,
            9,
            True,
            (Urgency.WAITS, "Laporan periode 23 sudah disetujui", Link("Buka terbitan", "/laporan/terbitan/7/")),
        ),
        (None, 9, False, (Urgency.WAITS, "Laporan periode 23 sudah ada", Link("Buka laporan", "/laporan/9/"))),
        (
            None,
            None,
            True,
            (Urgency.WAITS, "Laporan periode 23 belum dibuat", Link("Buat laporan", "/laporan/berkas/")),
        ),
        (None, None, False, (Urgency.LATER, "Laporan periode 23 belum dibuat", None)),
    ],
)
def test_the_report_of_the_last_fortnight_is_read_made_or_awaited(edition, run, may_make, expected):
    now = now_card.report(PERIOD, edition, run, may_make=may_make)

    assert (now.urgency, now.sentence, now.button) == expected


def test_the_next_report_is_that_of_the_fortnight_that_runs():
    fortnights = [(dt.date(2026, 11, 2), dt.date(2026, 11, 15)), (dt.date(2026, 11, 16), dt.date(2026, 11, 29))]

    assert now_card.next_report(fortnights, dt.date(2026, 11, 28)) == Now(
        Urgency.LATER, "Laporan berikutnya memuat angka sampai 29 November 2026"
    )
