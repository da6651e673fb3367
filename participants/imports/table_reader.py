"""Finds the table of people in a spreadsheet: where its header stands, which column is which, what is no data. Pure."""

from dataclasses import dataclass
from itertools import chain, islice

from okoce.formats import listed
from participants.cleaning.sheet_cells import letters
from participants.imports.workbook_reader import MESSAGES, Cell, SheetRefused, open_tables

MOST_ROWS = 20_000
MOST_COLUMNS = 64
HEADER_WITHIN = 20


@dataclass(frozen=True)
class Column:
    """`also` are other ways people head it; a column that is not required may be missing or left empty."""

    title: str
    also: tuple[str, ...] = ()
    is_required: bool = False
    hint: str = ""


COLUMNS = {
    "number": Column("Nomor Pendaftaran", ("No Pendaftaran",), hint="kosongkan untuk orang baru"),
    "nik": Column("NIK", ("No NIK", "No KTP", "Nomor KTP", "Nomor Induk Kependudukan"), True, "16 angka, kolom Teks"),
    "name": Column("Nama Lengkap", ("Nama", "Nama Peserta"), True, "seperti di KTP"),
    "birth_on": Column("Tanggal Lahir", ("Tgl Lahir",), True, "10/05/1990"),
    "sex": Column("Jenis Kelamin", ("JK", "L/P", "Kelamin"), True, "L atau P"),
    "phone": Column(
        "Nomor HP", ("No HP", "HP", "No Telepon", "Nomor Telepon", "No WA", "WhatsApp"), True, "0812-0000-1234"
    ),
    "email": Column("Surel", ("Email",), hint="boleh kosong"),
    "street": Column("Alamat", ("Alamat Rumah", "Alamat Tinggal"), True, "nama jalan dan nomor rumah"),
    "rt": Column("RT"),
    "rw": Column("RW"),
    "kota": Column("Kota", ("Kota/Kabupaten", "Kabupaten/Kota", "Wilayah"), hint="boleh kosong"),
    "kecamatan": Column("Kecamatan", ("Kec",), hint="nama atau kode"),
    "kelurahan": Column("Kelurahan", ("Kel", "Desa/Kelurahan", "Kode Kelurahan"), True, "nama atau kode"),
    "trade": Column("Jenis Usaha", ("Usaha", "Bidang Usaha"), hint="misalnya katering"),
}
# Columns that lists like these carry and that are never taken in, with the reason.
NOT_TAKEN = {"TAHAP": "tahap mengikuti bukti, tidak diisi dari berkas"}


_FIELDS = {letters(title): field for field, column in COLUMNS.items() for title in (column.title, *column.also)}


@dataclass
class SheetRow:
    number: int
    cells: dict[str, Cell]
    skipped: str = ""  # why it is no data
    overflow: bool = False  # more cells than the header has columns

    @property
    def text(self):
        return " | ".join(cell.text.strip() for cell in self.cells.values() if not cell.is_blank)


@dataclass
class Sheet:
    header_row: int
    rows: list[SheetRow]
    notes: list[str]


def read(content):
    """The table of people in a file, every row of it accounted for. Raises SheetRefused."""
    refusal = None
    for table in open_tables(content):
        try:
            return _read(table)
        except SheetRefused as problem:
            refusal = refusal or problem
    raise refusal


def _read(table):
    rows = iter(table.rows)
    first = list(islice(rows, HEADER_WITHIN))
    if not any(not cell.is_blank for _, cells in first for cell in cells):
        raise SheetRefused("EMPTY")
    index = max(range(len(first)), key=lambda i: (_known(first[i][1]), -i))
    header_row, header = first[index]
    places, ignored = _places(header_row, header)
    for adjacent in first[max(index - 1, 0) : index] + first[index + 1 : index + 2]:
        if _known(adjacent[1]) > 1:
            upper, lower = sorted([header_row, adjacent[0]])
            raise SheetRefused(
                "HEADER_TWICE",
                f"Baris {upper} dan {lower} sama-sama berisi judul kolom; sisakan satu baris judul.",
            )
    found = [_above(number, cells) for number, cells in first[:index] if _filled(cells)]
    width = len(header)
    for number, cells in chain(first[index + 1 :], rows):
        if not _filled(cells):
            continue
        found.append(_row(number, cells, places, width if table.is_text else None))
        if len(found) > MOST_ROWS + HEADER_WITHIN:
            raise SheetRefused(
                "TOO_MANY_ROWS",
                f"Lebih dari {MOST_ROWS:,} baris".replace(",", ".") + f" (sampai baris {number}); bagi berkasnya.",
            )
    if not any(not row.skipped for row in found):
        raise SheetRefused("EMPTY", f"Tidak ada data di bawah judul (baris {header_row}); isi mulai baris berikutnya.")
    return Sheet(header_row, found, [*table.notes, *_notes(ignored)])


def _known(cells):
    return sum(letters(cell.text) in _FIELDS for cell in cells)


def _filled(cells):
    return any(not cell.is_blank for cell in cells)


def _places(header_row, header):
    """{field: position}, and the titles of columns that are not taken."""
    if sum(not cell.is_blank for cell in header) > MOST_COLUMNS:
        raise SheetRefused("TOO_BIG", f"Baris {header_row} berisi lebih dari {MOST_COLUMNS} kolom; hapus yang lebih.")
    places, ignored = {}, []
    for position, cell in enumerate(header):
        field = _FIELDS.get(letters(cell.text))
        if field is None:
            ignored += [] if cell.is_blank else [cell.text.strip()]
        elif field in places:
            raise SheetRefused(
                "COLUMN_TWICE",
                f"Kolom {COLUMNS[field].title} ada dua di baris {header_row} "
                f"({_letter(places[field])} dan {_letter(position)}); hapus salah satu.",
            )
        else:
            places[field] = position
    missing = [column.title for field, column in COLUMNS.items() if column.is_required and field not in places]
    if missing:
        where = f"di baris {header_row}" if places else f"di {HEADER_WITHIN} baris pertama"
        raise SheetRefused(
            "COLUMN_MISSING",
            f"Kolom {listed(missing)} tidak ada {where}; tambahkan judulnya seperti di lembar contoh.",
        )
    return places, ignored


def _row(number, cells, places, width):
    taken = {field: cells[at] if at < len(cells) else Cell("") for field, at in places.items()}
    row = SheetRow(number, taken, overflow=width is not None and _filled(cells[width:]))
    if _may_be_a_title(taken["nik"]) and _known(cells) > len(places) / 2:
        row.skipped = "Judul kolom diulang di baris ini, tidak dibaca sebagai orang."
    elif not _is_data(taken):
        row.cells = dict(enumerate(cells))
        row.skipped = "Baris ini bukan data orang (jumlah, tanda tangan, atau catatan); tidak dibaca."
    return row


def _may_be_a_title(cell):
    """Asked first, because it is asked of every row."""
    return cell.is_blank or letters(cell.text) in _FIELDS


def _is_data(taken):
    """Totals and signatures have no number where the NIK stands, and fill at most two cells."""
    if any(sign.isdigit() for sign in taken["nik"].text):
        return True
    return sum(not cell.is_blank for cell in taken.values()) > 2


def _above(number, cells):
    return SheetRow(number, dict(enumerate(cells)), "Baris ini di atas judul kolom; tidak dibaca sebagai orang.")


def _notes(ignored):
    other = [title for title in ignored if letters(title) not in NOT_TAKEN]
    if other:
        yield f"Kolom yang tidak dipakai: {listed([title[:40] for title in other[:20]])}."
    for title in ignored:
        if reason := NOT_TAKEN.get(letters(title)):
            yield f"Kolom {title} tidak dipakai: {reason}."


def _letter(position):
    name, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name


__all__ = ["COLUMNS", "MESSAGES", "Cell", "Sheet", "SheetRefused", "SheetRow", "letters", "read"]
