"""What the readers of uploads give: cells, rows of one sheet, and why a whole file is refused. Pure."""

from dataclasses import dataclass, field
from typing import NamedTuple

MEGABYTE = 1 << 20
LARGEST = 10 * MEGABYTE
LARGEST_UNPACKED = 100 * MEGABYTE
SAVE_ANEW = "buka di Excel atau LibreOffice, lalu simpan sebagai Excel Workbook (.xlsx)"

MESSAGES = {
    "EMPTY": "Berkas ini kosong; isi lembar contoh, simpan, lalu unggah lagi.",
    "TYPE": f"Berkas ini bukan .xlsx atau .csv; {SAVE_ANEW}.",
    "OLD_XLS": f"Berkas ini Excel lama (.xls); {SAVE_ANEW}.",
    "HTML": f"Berkas ini halaman web yang diberi nama Excel; {SAVE_ANEW}.",
    "PDF": "Berkas ini PDF, bukan lembar isian; unggah lembar aslinya dalam bentuk .xlsx atau .csv.",
    "ENCRYPTED": "Berkas ini terkunci kata sandi; buka di Excel, hapus kata sandinya, simpan, lalu unggah lagi.",
    "MACRO": "Berkas ini berisi makro; simpan sebagai Excel Workbook (.xlsx) tanpa makro, lalu unggah lagi.",
    "XML": f"Isi berkas ini rusak atau tidak wajar; {SAVE_ANEW}.",
    "TOO_BIG": "Berkas ini terlalu besar; bagi menjadi beberapa berkas, masing-masing paling banyak 20.000 baris.",
    "RATIO": "Isi berkas ini tidak wajar padatnya; salin baris datanya ke lembar contoh yang baru.",
    "ENCODING": "Huruf dalam berkas CSV ini tidak terbaca; simpan sebagai CSV UTF-8 atau .xlsx.",
}
_CODES = {"OLD_XLS": "TYPE", "HTML": "TYPE", "PDF": "TYPE"}


class SheetRefused(Exception):
    """The whole file cannot be used. `message` names the place and the mend."""

    def __init__(self, code, message=None):
        self.code, self.message = _CODES.get(code, code), message or MESSAGES[code]
        super().__init__(self.message)


class Cell(NamedTuple):
    """`kind` is text, number, date, formula, error, truth, or foreign (text of which some bytes were guessed)."""

    text: str
    kind: str = "text"

    @property
    def is_blank(self):
        return not self.text.strip()


class Merge(NamedTuple):
    """A cell that stands for several rows of one column, counted as the sheet does; the column from 0."""

    column: int
    top: int
    bottom: int


@dataclass
class Table:
    """Rows of one sheet as (sheet row number, cells), ascending; the rest is said in `notes`."""

    rows: object
    notes: list[str] = field(default_factory=list)
    title: str = ""
    is_text: bool = False
    is_hidden: bool = False
    delimiter: str = ""
    merges: list[Merge] = field(default_factory=list)
