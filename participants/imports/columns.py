"""The columns of lists: of people, as template, import and export head them, and what describes any list. Pure."""

from dataclasses import dataclass, field
from functools import cached_property

from participants.cleaning.sheet_cells import letters


@dataclass(frozen=True)
class Column:
    """`also` are other ways people head it; a column that is not required may be missing or left empty."""

    title: str
    also: tuple[str, ...] = ()
    is_required: bool = False
    hint: str = ""


@dataclass(frozen=True, eq=False)
class ListColumns:
    """How lists of one kind are headed.

    `keys` are the columns that say who a row is about; of each of `one_of` a list has at least one. `of_one_row` is
    what a cell merged over several rows never says of each of them, `together` what one column may hold together.
    """

    noun: str
    columns: dict[str, Column]
    keys: tuple[str, ...]
    of_one_row: frozenset[str]
    one_of: tuple[tuple[str, ...], ...] = ()
    not_taken: dict[str, str] = field(default_factory=dict)
    together: tuple[set[str], ...] = ()
    alternatives: frozenset[str] = frozenset()  # may be headed by two words of which one is strange

    @cached_property
    def fields(self):
        """{letters of a title: field}."""
        return {letters(title): name for name, column in self.columns.items() for title in (column.title, *column.also)}

    def missing(self, names):
        """Return the titles of what a list with these fields lacks."""
        found = [column.title for name, column in self.columns.items() if column.is_required and name not in names]
        lacking = [group for group in self.one_of if not names.intersection(group)]
        return found + [" atau ".join(self.columns[name].title for name in group) for group in lacking]


_NIK = ("No NIK", "Nomor NIK", "No KTP", "Nomor KTP", "KTP", "No Induk Kependudukan", "Nomor Induk Kependudukan")
_BIRTH = ("Tgl Lahir", "Tanggal Kelahiran", "Tgl Kelahiran")
_PHONE = ("No HP", "HP", "Handphone", "No Handphone", "Nomor Handphone", "Telepon", "Telp", "No Telepon", "No Telp")
_PHONE += ("Nomor Telepon", "WA", "No WA", "Nomor WA", "WhatsApp", "No WhatsApp", "Nomor WhatsApp", "No Kontak")
_PHONE += ("Nomor Kontak",)
_STREET = ("Alamat Rumah", "Alamat Tinggal", "Alamat Tempat Tinggal", "Alamat Domisili", "Alamat KTP", "Alamat Lengkap")
_KOTA = ("Kota/Kabupaten", "Kabupaten", "Kab", "Kota Administrasi", "Wilayah")
_KELURAHAN = ("Kel", "Desa", "Desa/Kelurahan", "Kode Kelurahan", "Nama Kelurahan")

COLUMNS = {
    "number": Column("Nomor Pendaftaran", ("No Pendaftaran",), hint="kosongkan untuk orang baru"),
    "nik": Column("NIK", _NIK, True, "16 angka, kolom Teks"),
    "name": Column("Nama Lengkap", ("Nama", "Nama Peserta"), True, "seperti di KTP"),
    "birth_on": Column("Tanggal Lahir", _BIRTH, True, "10/05/1990"),
    "sex": Column("Jenis Kelamin", ("JK", "L/P", "Kelamin", "Sex", "Gender"), True, "L atau P"),
    "phone": Column("Nomor HP", _PHONE, True, "0812-0000-1234"),
    "email": Column("Surel", ("Email", "Alamat Email", "Alamat Surel"), hint="boleh kosong"),
    "street": Column("Alamat", _STREET, True, "nama jalan dan nomor rumah"),
    "rt": Column("RT"),
    "rw": Column("RW"),
    "kota": Column("Kota", _KOTA, hint="boleh kosong"),
    "kecamatan": Column("Kecamatan", ("Kec", "Nama Kecamatan"), hint="nama atau kode"),
    "kelurahan": Column("Kelurahan", _KELURAHAN, True, "nama atau kode"),
    "trade": Column("Jenis Usaha", ("Usaha", "Bidang Usaha"), hint="misalnya katering"),
}
# Columns that lists like these carry and that are never taken in, with the reason.
NOT_TAKEN = {"TAHAP": "tahap mengikuti bukti, tidak diisi dari berkas"}
# Columns of which one may hold several, in the order in which its head names them.
TOGETHER = ({"rt", "rw"}, {"kota", "kecamatan", "kelurahan"})
PEOPLE = ListColumns(
    noun="daftar peserta",
    columns=COLUMNS,
    keys=("nik",),
    of_one_row=frozenset({"number", "nik", "name", "birth_on", "sex"}),
    not_taken=NOT_TAKEN,
    together=TOGETHER,
    alternatives=frozenset({"nik", "phone", "trade", "kota", "kelurahan"}),
)
