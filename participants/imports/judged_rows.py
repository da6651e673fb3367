"""A judged row of a spreadsheet of people, the verdicts, and what is said of each reason. Pure."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from okoce.masking import blank_nik

NEW, SAME, UPDATE, HOLD, REJECT, SKIP = "new", "same", "update", "hold", "reject", "skip"

MESSAGES = {
    "FORMULA": "Sel ini berisi rumus; salin lalu tempel sebagai nilai (Paste Special, Values).",
    "CELL_ERROR": "Sel ini berisi galat Excel; ketik isinya langsung.",
    "CELL_CHARS": "Sel ini diawali tab atau memuat tanda yang tidak terbaca; ketik ulang isinya.",
    "LETTERS": "Sebagian huruf sel ini rusak dan tidak bisa dipastikan; cocokkan dengan KTP, ketik ulang isinya.",
    "ENCODING": "Satu huruf di sel ini bukan UTF-8 dan hanya diduga; ketik ulang, lalu simpan sebagai CSV UTF-8.",
    "UNSPLIT": "Sel ini tidak berisi bagian sebanyak yang disebut judulnya; isi semua bagian dengan garis miring, atau "
    "pakai satu kolom untuk tiap bagian.",
    "COLUMNS": "Baris ini punya lebih banyak kolom daripada judulnya; beri tanda kutip pada isi yang memuat pemisah.",
    "NUMBER_INVALID": "Nomor pendaftaran ini salah ketik; salin dari portal atau kosongkan.",
    "NUMBER_UNKNOWN": "Nomor pendaftaran ini tidak ada di wilayah Anda; periksa atau isi NIK lengkap.",
    "NUMBER_WAITING": "Nomor ini pendaftaran daring yang menunggu pemeriksaan KTP; periksa dulu KTP-nya, lalu unggah "
    "lagi.",
    "DUP_IN_FILE": "Orang ini sudah ada dengan isi sama di baris {row}; hapus salah satu.",
    "DUP_IN_FILE_CONFLICT": "NIK yang sama berisi data berbeda di baris {row}; cocokkan dengan KTP, sisakan satu.",
    "IDENTITY_CONFLICT": "NIK ini terdaftar dengan nama, tanggal lahir, jenis kelamin, atau nomor pendaftaran lain; "
    "cocokkan dengan KTP.",
    "ERASED": "Orang dengan NIK ini meminta datanya dihapus, jadi tidak dimasukkan lagi dari daftar; bila ia ingin "
    "ikut lagi, ia mendaftar sendiri di meja dengan KTP.",
    "RESTRICTED": "Data orang ini diproses terbatas atas permintaannya, jadi tidak diubah dari daftar.",
    "CHANGED": "Berubah di portal sejak pratinjau, jadi tidak ditulis; periksa datanya, lalu unggah lagi bila perlu.",
    "NOT_CHOSEN": "Perubahan ini tidak dipilih saat disetujui; data di portal tetap.",
    "MOVES": "Pindah ke Kecamatan {}: diusulkan sebagai perpindahan. Alamatnya berubah setelah kecamatan itu menerima.",
    "MOVE_WAITS": "Perpindahan orang ini sudah diusulkan dan menunggu kecamatan tujuan; alamat dari "
    "berkas tidak dipakai.",
    "DUP_OTHER_AREA": "NIK ini sudah terdaftar di luar wilayah Anda; hubungi Dinas, data di sana tidak diubah.",
}


HOME = ("street", "rt", "rw", "kelurahan")


class Known(NamedTuple):
    """Somebody in the register, as far as a row is compared with them."""

    pk: int
    number: str
    nik_masked: str  # only where a row names somebody by number
    is_near: bool  # in the area of the importing user
    is_waiting: bool  # an online registration of which nobody has seen the card
    name: str
    birth_on: date
    sex: str
    phone: str
    email: str
    street: str
    rt: str
    rw: str
    kelurahan: str
    trade: str


@dataclass(slots=True)
class Judged:
    row: int
    verdict: str = NEW
    codes: list[str] = field(default_factory=list)
    problems: list[dict] = field(default_factory=list)  # column, message, text
    values: dict = field(default_factory=dict)  # cleaned, by field
    flags: list[str] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)  # fields an update changes
    held: list[str] = field(default_factory=list)  # fields it would change, were they as in the preview
    days: dict = field(default_factory=dict)  # {field it changes: since when the register holds the value}
    mended: list[dict] = field(default_factory=list)  # letters put right: column, before, after
    sheet: str = ""  # the title of its sheet, where a file has several lists
    known: Known | None = None

    @property
    def moving(self):
        """The changes that are a home in another kecamatan: proposed as a move, and not written."""
        if "kelurahan" not in self.changes or _kecamatan(self.values["kelurahan"]) == _kecamatan(self.known.kelurahan):
            return []
        return [name for name in HOME if name in self.changes]

    @property
    def written(self):
        """The changes that are written."""
        return [name for name in self.changes if name not in self.moving]

    @property
    def key(self):
        """What no other row of its file has."""
        return f"{self.sheet}!{self.row}" if self.sheet else str(self.row)

    @property
    def place(self):
        return f"{self.row} lembar “{self.sheet}”" if self.sheet else str(self.row)

    def refuse(self, verdict, code, *, column="", message="", text=""):
        self.verdict = verdict
        self.codes.append(code)
        self.problems.append({"column": column, "message": message or MESSAGES[code], "text": blank_nik(text)[:200]})

    def reopen(self):
        """As before the register was asked."""
        self.verdict, self.known = NEW, None
        for found in (self.codes, self.problems, self.changes):
            found.clear()


def _kecamatan(kelurahan):
    return kelurahan.rpartition(".")[0]
