"""Invented values for the gallery of parts: each part in each of its states."""

from datetime import date, datetime, time

from django import forms
from django.urls import reverse

from okoce.charts import Bar, Bars, Funnel, FunnelStage, Line, Multiple, TargetBar, Trend
from okoce.clock import WIB
from okoce.crumbs import crumbs
from okoce.maps import Area, Map
from okoce.now_card import Fact, Link, Now, Urgency
from okoce.small_counts import HIDDEN
from okoce.versioned_forms import VersionWidget

STAGES = ("Pendaftaran", "Pelatihan", "Pendampingan", "Perizinan", "Pemasaran", "Pelaporan keuangan", "Permodalan")
REACHED = (1000, 612, 431, 288, 143, 61, 12)
SAMPLE_AT = datetime(2026, 11, 28, 9, tzinfo=WIB)
STATES = (
    ("verified", "Terverifikasi"),
    ("waiting", "Menunggu verifikasi"),
    ("offered", "Kursi ditawarkan"),
    ("confirmed", "Kursi pasti"),
    ("absent", "Tidak hadir"),
    ("cancelled", "Dibatalkan"),
    ("full", "Penuh"),
    ("released", "Dilepas"),
)


class SampleForm(forms.Form):
    name = forms.CharField(label="Nama lengkap", help_text="Tulis seperti di KTP. Satu kata juga boleh.")
    nik = forms.CharField(label="NIK", help_text="16 angka di bagian atas KTP.")
    kecamatan = forms.ChoiceField(
        label="Kecamatan", choices=[("", "Pilih kecamatan"), ("31.73.02", "Grogol Petamburan")]
    )
    trade = forms.ChoiceField(
        label="Usaha Anda",
        choices=[("food", "Makanan dan minuman"), ("craft", "Kerajinan")],
        widget=forms.RadioSelect,
    )
    news = forms.BooleanField(label="Kabari saya tentang bazar di kecamatan lain", required=False)

    def clean_nik(self):
        raise forms.ValidationError("NIK harus 16 angka; hitung lagi angka di bagian atas KTP Anda.")


class SampleFilter(forms.Form):
    kecamatan = forms.ChoiceField(label="Kecamatan", choices=[("", "Semua kecamatan")], required=False)
    day = forms.ChoiceField(label="Hari", choices=[("", "Semua hari")], required=False)
    part = forms.ChoiceField(label="Waktu", choices=[("", "Pagi, siang, malam")], required=False)


def path():
    shown = [
        ("done", "Tercapai", date(2026, 8, 3), "KTP diperiksa petugas Grogol Petamburan.", ""),
        ("done", "Tercapai", date(2026, 9, 19), "Hadir di 3 modul wajib.", ""),
        ("now", "Sedang berjalan", None, "1 dari 2 catatan pendampingan.", "Temui pendamping Anda."),
        ("next", "Berikutnya", None, "", "Siapkan KTP dan NPWP untuk NIB."),
        ("other", "Belum", None, "", "", "3 Oktober 2026: Penjualan di bazar dibatalkan: salah lapak"),
        ("other", "Belum", None, "", ""),
        ("other", "Belum", None, "", ""),
    ]
    keys = ("state", "state_word", "on", "evidence", "todo", "lost")
    return [
        {"number": i, "name": name, **dict(zip(keys, values, strict=False))}
        for i, (name, values) in enumerate(zip(STAGES, shown, strict=True), 1)
    ]


def nows():
    """The card "Sekarang" with something to do, and where nothing waits."""
    facts = (
        Fact("calendar", "Sabtu, 5 Desember 2026, 08.00 WIB"),
        Fact("map-pin", "RPTRA Kijang, Jelambar"),
        Fact("hourglass", "Ditahan sampai 29 November 2026 pukul 16.00 WIB", is_deadline=True),
    )
    button, links = Link("Jawab tawaran kursi", "#isi"), (Link("Tidak bisa hari itu", "#isi"),)
    return {
        "now": Now(Urgency.EXPIRES, "Ada kursi untuk Anda di “Pelatihan Sabtu”", facts, button, links),
        "now_late": Now(
            Urgency.OVERDUE,
            "2 permohonan hak lewat dari 72 jam",
            (Fact("hourglass", "Terlama lewat sejak 25 November 2026 pukul 09.00 WIB", is_late=True),),
            Link("Jawab yang lewat waktu", "#isi"),
        ),
        "now_quiet": Now(Urgency.LATER, "Tidak ada yang menunggu Anda", (facts[0],)),
        "now_day": [
            {"time": "08.00", "text": "Pelatihan pagi, 14 peserta", "url": "#isi", "is_current": True},
            {"time": "13.00", "text": "Pelatihan siang, 64 peserta", "url": "#isi", "is_current": False},
        ],
    }


def mentees():
    return [
        ("/pendampingan/1/", "Fitri Contoh Cempaka", "Kue Fitri", date(2026, 11, 9), date(2026, 11, 2)),
        ("/pendampingan/2/", "Udin Rekaan", "servis HP", None, date(2026, 9, 21)),
        ("/pendampingan/3/", "Nur’aini", "usaha belum diisi", None, None),
    ]


def availability():
    columns = ("Pagi", "Siang", "Malam")
    days = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
    rows = [
        {
            "label": day,
            "cells": [
                {"value": f"{d}-{p}", "label": f"{day} {part.lower()}", "checked": (d + p) % 4 == 0}
                for p, part in enumerate(columns)
            ],
        }
        for d, day in enumerate(days)
    ]
    return {"columns": columns, "rows": rows}


def charts(outlines, names):
    targets = (1000, 1000, 600, 400, 140, 100, None)
    weeks = ("14 Sep", "28 Sep", "12 Okt", "26 Okt", "9 Nov", "23 Nov")
    return {
        "bars": Bars(
            id="capaian",
            title="Capaian terhadap target 2026",
            rows=tuple(Bar(*row) for row in zip(STAGES, REACHED, targets, strict=True)),
        ),
        "funnel": Funnel(
            id="corong",
            title="Corong tujuh langkah",
            stages=tuple(FunnelStage(*row) for row in zip(STAGES, REACHED, strict=True)),
        ),
        "trend": Trend(
            id="tren",
            title="Perkembangan tiap dua minggu",
            labels=weeks,
            lines=(
                Line("Pelatihan", (210, 288, 371, 455, 540, 612)),
                Line("Pendampingan", (98, 160, None, 302, 377, 431)),
                Line("Perizinan", (40, 77, 120, 190, 240, 288)),
            ),
        ),
        "map": Map(
            id="peta",
            title="Peserta terlatih di 44 kecamatan",
            areas=tuple(
                Area(code, name, None if i == 9 else (i * 37) % 211 + 20, "/kemajuan/")
                for i, (code, name) in enumerate(sorted(names.items()))
            ),
            outlines=outlines,
        ),
    }


def changed():
    """The questions of a form whose fields somebody else changed too."""
    widget = VersionWidget()
    widget.changed_by = "Perubahan terakhir oleh Joko Flamboyan, 21 November 2026 pukul 09.12 WIB."
    widget.questions = [
        {"name": "street", "label": "Alamat", "stored": "Jalan Kenanga 4", "typed": "Jalan Melati 9", "answer": ""},
        {"name": "rt", "label": "RT", "stored": "004", "typed": "005", "answer": "typed"},
    ]
    return widget.render("contoh-versi", "", {"id": "contoh-versi"})


def context():
    wrong = SampleForm({"name": "", "nik": "31730", "trade": "food"})
    wrong.full_clean()
    return {
        "states": STATES,
        "path": path(),
        "mentees": mentees(),
        "own_entries": [
            {"is_own_entry": True, "awaits_check": True},
            {"is_own_entry": True, "awaits_check": False, "checked_at": date(2026, 11, 22)},
        ],
        "form": SampleForm(auto_id="contoh_%s"),
        "wrong_form": wrong,
        "kept": {"pk": 1, "kept_at": time(9, 12), "url": "#", "has_files": True},
        "filter_form": SampleFilter(auto_id="saring_%s"),
        "availability": availability(),
        "target": TargetBar(value=512, target=1000),
        "target_reached": TargetBar(value=148, target=140),
        "target_none": TargetBar(value=61, target=None),
        "target_hidden": TargetBar(value=HIDDEN, target=140),
        "multiple": Multiple(values=(110, 240, 390, 512), needed=(200, 420, 650, 890), whole=1000, is_behind=True),
        "sessions": [
            {"pk": 1, "title": "Dasar wirausaha", "starts_at": SAMPLE_AT, "venue": "Aula Tomang", "seats_left": 37},
            {"pk": 2, "title": "Keuangan usaha", "starts_at": SAMPLE_AT, "venue": "Aula Jelambar", "is_full": True},
        ],
        "steps": [
            {"number": 1, "name": "Siapa Anda", "done": True, "url": "#"},
            {"number": 2, "name": "Tempat tinggal", "done": True, "url": "#"},
            {"number": 3, "name": "Usaha Anda"},
            {"number": 4, "name": "Waktu luang"},
            {"number": 5, "name": "Periksa dan kirim"},
        ],
        "crumbs": crumbs(("Beranda", "/"), ("Pelatihan", "/pelatihan/"), here="Sesi 12"),
        "facts": [
            {"label": "Nomor pendaftaran", "value": "OK26-0001-K7"},
            {"label": "NIK", "value": "3173••••••••9003"},
            {"label": "Telepon", "value": "0812-0000-1234", "url": "#", "link": "Ubah"},
            {"label": "Surel", "value": None},
        ],
        "events": [
            {"when": "19 September 2026", "title": "Pelatihan tercapai", "text": "Modul ketiga.", "state": "done"},
            {"when": "2 September 2026", "title": "Kehadiran dibatalkan", "text": "Salah orang.", "state": "lost"},
            {
                "when": "14 Agustus 2026 pukul 09.12 WIB",
                "title": "Data peserta diubah",
                "lines": ["Nomor HP: dari 0812-0000-1234 menjadi 0812-0000-5678", "RT: dari kosong menjadi 004"],
                "text": "Petugas kecamatan Joko Flamboyan",
            },
            {"when": "3 Agustus 2026", "title": "Pendaftaran tercapai", "text": "KTP diperiksa.", "state": "done"},
        ],
        "changed": changed(),
        "home": reverse("gallery"),
    } | nows()
