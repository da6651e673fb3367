"""The columns of lists about people who stand in the register: what became of them, written down elsewhere. Pure."""

from participants.imports.columns import COLUMNS, PEOPLE, Column, ListColumns
from participants.imports.list_kinds import ListKind

_WHO = {
    "number": Column(
        COLUMNS["number"].title,
        (*COLUMNS["number"].also, "Nomor OK OCE", "No OK OCE"),
        hint="atau NIK; salah satu cukup",
    ),
    "nik": Column(COLUMNS["nik"].title, COLUMNS["nik"].also, hint="16 angka, kolom Teks; boleh kosong bila ada nomor"),
    "name": Column(
        COLUMNS["name"].title, (*COLUMNS["name"].also, "Nama Pelaku Usaha", "Nama Pemilik"), hint="pencocok"
    ),
}
_KEYS = ("number", "nik")
_OF_ONE = frozenset({"number", "nik", "name"})

LICENCES = ListColumns(
    noun="daftar izin usaha",
    columns=_WHO
    | {
        "licence_kind": Column(
            "Jenis Izin", ("Izin", "Jenis Perizinan", "Izin Usaha", "Nama Izin"), True, "NIB, P-IRT, Halal, atau Merek"
        ),
        "licence_number": Column(
            "Nomor Izin", ("No Izin", "Nomor", "Nomor Surat Izin", "Nomor Sertifikat", "No Sertifikat"), True,
            "seperti di surat izinnya, kolom Teks",
        ),
        "issued_on": Column(
            "Tanggal Terbit", ("Tgl Terbit", "Terbit", "Tanggal Izin", "Tgl Izin"), True, "10/05/2026"
        ),
    },
    keys=_KEYS,
    of_one_row=_OF_ONE | {"licence_number"},
    one_of=(_KEYS,),
    alternatives=frozenset({"nik", "licence_number"}),
)  # fmt: skip

ATTENDANCE = ListColumns(
    noun="daftar hadir instansi",
    columns=_WHO
    | {
        "module": Column("Modul", ("Materi", "Nama Modul", "Modul Pelatihan", "Pelatihan", "Judul Pelatihan")),
        "attended_on": Column(
            "Tanggal Pelatihan", ("Tanggal", "Tgl Pelatihan", "Hari Tanggal", "Tgl"), hint="10/05/2026"
        ),
        "agency": Column("Instansi", ("Penyelenggara", "Dinas", "Instansi Penyelenggara"), hint="nama atau kode"),
        "training_place": Column(
            "Kecamatan Pelaksanaan", ("Kecamatan", "Kec", "Tempat", "Lokasi"), hint="boleh kosong"
        ),
        "old_claim": Column(
            "P2", ("Status P2", "Tahap P2", "Status Pelatihan", "Keterangan P2"), hint="“sudah” tanpa modul: klaim lama"
        ),
    },
    keys=_KEYS,
    of_one_row=_OF_ONE,
    one_of=(_KEYS, ("module", "old_claim")),
    alternatives=frozenset({"nik", "agency", "module"}),
)

TAKINGS = ListColumns(
    noun="daftar penjualan bazar",
    columns=_WHO
    | {
        "bazaar": Column("Bazar", ("Nama Bazar", "Nama Bazaar", "Bazaar", "Pameran", "Nama Kegiatan"), True, "namanya"),
        "sold_on": Column(
            "Tanggal Penjualan", ("Tanggal", "Tgl", "Tgl Penjualan", "Tanggal Bazar", "Hari Tanggal", "Hari"), True,
            "10/05/2026",
        ),
        "takings": Column(
            "Penjualan", ("Omzet", "Omset", "Nilai Penjualan", "Jumlah Penjualan", "Total Penjualan", "Pendapatan"),
            True, "rupiah utuh sehari, misalnya 1.250.000",
        ),
    },
    keys=_KEYS,
    of_one_row=_OF_ONE | {"takings"},
    one_of=(_KEYS,),
    alternatives=frozenset({"nik", "bazaar", "takings"}),
)  # fmt: skip

MENTORS = ListColumns(
    noun="daftar pendamping",
    columns=_WHO
    | {
        "mentor": Column(
            "Pendamping",
            ("Surel Pendamping", "Email Pendamping", "Nomor Pendamping", "No Pendamping", "Kode Pendamping"),
            True,
            "surel atau nomor pendampingnya (PD-…)",
        ),
        "mentored_from": Column(
            "Mulai Didampingi", ("Mulai", "Sejak", "Tanggal Mulai", "Tgl Mulai", "Mulai Tanggal"), hint="10/05/2026"
        ),
    },
    keys=_KEYS,
    of_one_row=_OF_ONE,
    one_of=(_KEYS,),
    alternatives=frozenset({"nik", "mentor"}),
)

OF_KIND = {
    ListKind.PEOPLE: PEOPLE,
    ListKind.LICENCES: LICENCES,
    ListKind.ATTENDANCE: ATTENDANCE,
    ListKind.TAKINGS: TAKINGS,
    ListKind.MENTORS: MENTORS,
}
# Of fields that no column holds: what a list changes of what stands there.
_CHANGED = {"licence_state": "Keadaan izin"}
TITLES = {name: column.title for kind in OF_KIND.values() for name, column in kind.columns.items()} | _CHANGED
DAYS = ("birth_on", "issued_on", "attended_on", "sold_on", "mentored_from")  # fields whose cleaned value is a day
