"""The kinds of texts people read about their data, and the first version of each.

What stands now is a row (models.py: PrivacyText): staff publish new versions, and the version read is kept.
"""

from django.db import models


class Purpose(models.TextChoices):
    NEWS = "news", "Kabar pelatihan dan bazar lewat HP"
    PARTNERS = "partners", "Data usaha diteruskan ke mitra (bank, pasar, lokapasar)"
    PUBLICITY = "publicity", "Nama dan produk usaha ditampilkan di katalog"


NOTICE = "notice"
KINDS = [(NOTICE, "Pemberitahuan privasi"), *Purpose.choices]

FIRST_VERSION = "2026-1"
FIRST_VALID_FROM = "2026-01-01"
# Of each kind. All consents are optional, none is ticked beforehand, each is withdrawn in one click.
FIRST = {
    NOTICE: """Untuk apa data ini
Data Anda dipakai untuk melayani Anda dalam tujuh langkah OK OCE, dari pendaftaran sampai permodalan. \
Dasarnya tugas pelayanan publik Pemerintah Provinsi Daerah Khusus Jakarta (UU 27/2022).

Siapa yang melihat
Hanya petugas di wilayah Anda dan pendamping Anda. Setiap kali data Anda dibuka, itu dicatat, dan catatannya \
bisa Anda baca. Laporan untuk umum hanya memuat jumlah orang, tanpa nama.

Bagaimana NIK dijaga
NIK disimpan terenkripsi dan tampil tersamar bagi petugas. NIK tidak ada di surat, tautan, atau unduhan.

Hak Anda
Anda berhak melihat, membetulkan, meminta salinan, dan meminta penghapusan data. Ajukan lewat \
halaman Data saya atau di meja kecamatan; kami jawab dalam 72 jam.""",
    Purpose.NEWS: "Kirimi saya kabar pelatihan dan bazar lewat HP atau surel.",
    Purpose.PARTNERS: "Data usaha saya boleh diteruskan ke mitra program (bank, pengelola pasar, lokapasar).",
    Purpose.PUBLICITY: "Nama dan produk usaha saya boleh ditampilkan di katalog OK OCE.",
}
