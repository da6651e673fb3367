"""The columns of a list of people, as template, import and export head them. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """`also` are other ways people head it; a column that is not required may be missing or left empty."""

    title: str
    also: tuple[str, ...] = ()
    is_required: bool = False
    hint: str = ""


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
