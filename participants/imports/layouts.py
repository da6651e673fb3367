"""Which column of a list holds which field, and what is said where that is not clear. Pure."""

from dataclasses import dataclass, field

from okoce.formats import listed
from okoce.masking import blank_nik
from participants.cleaning.sheet_cells import letters
from participants.imports import headings
from participants.imports.columns import PEOPLE, ListColumns
from participants.imports.header_rows import HEADER_WITHIN
from participants.imports.raw_tables import SheetRefused

MOST_COLUMNS = 64
SAMPLES = 3
LIKELY = 3  # known titles that make a sheet a list of people


@dataclass
class Head:
    """A column for the page on which people choose its field; `fields` as `headings.Heading` has them, by blanks."""

    key: str
    letter: str
    text: str
    fields: str
    samples: list[str] = field(default_factory=list)


class HeadsUnknown(SheetRefused):
    """The columns are not clear; `heads` are those of the sheet."""

    def __init__(self, code, message, heads, missing=0):
        self.heads, self.missing = heads, missing
        super().__init__(code, message)

    @property
    def may_be_chosen(self):
        """Whether the columns of the file could hold what is missed."""
        return sum(not head.fields for head in self.heads) >= self.missing


@dataclass
class Layout:
    listed: ListColumns = PEOPLE
    places: dict[str, int] = field(default_factory=dict)  # field → position
    combined: dict[int, tuple[str, ...]] = field(default_factory=dict)  # position → fields
    birthplaces: set[int] = field(default_factory=set)  # positions where a place stands before the date
    heads: list[Head] = field(default_factory=list)
    ignored: list[Head] = field(default_factory=list)

    def why_not(self, head):
        """Return why lists of this kind never take such a column in, or ""."""
        return self.listed.not_taken.get(letters(head.text), "")

    @property
    def fields(self):
        return {*self.places, *(name for names in self.combined.values() for name in names)}


def of(header, below, chosen, listed):
    """The Layout of a header. `below` are the first rows under it. Raises HeadsUnknown."""
    if sum(not cell.is_blank for cell in header.cells) > MOST_COLUMNS:
        code = "TOO_BIG" if header.known >= LIKELY else "TOO_WIDE"
        raise SheetRefused(code, f"Baris {header.top} berisi lebih dari {MOST_COLUMNS} kolom; hapus yang lebih.")
    layout, twice = Layout(listed), ()
    for position, cell in enumerate(header.cells):
        head = _head(position, cell, below)
        if any(head.key == other.key for other in layout.heads):
            head.key += head.letter
        heading = headings.read(head.text, chosen, head.key, listed=listed)
        if cell.is_blank and not (heading or head.samples):
            continue
        layout.heads.append(head)
        fields = heading.fields if heading else ()
        head.fields = heading.spelled if heading else ""
        twice = twice or next(((name, position) for name in fields if name in layout.fields), ())
        _take(layout, position, heading)
        if not fields and not cell.is_blank:
            layout.ignored.append(head)
    _check(layout, header, twice)
    return layout


def _take(layout, position, heading):
    if heading and len(heading.fields) == 1:
        layout.places.setdefault(heading.fields[0], position)
    elif heading and heading.fields:
        layout.combined[position] = heading.fields
    if heading and heading.has_place:
        layout.birthplaces.add(position)


def _check(layout, header, twice):
    if twice:
        name, position = twice
        others = [head.letter for head in layout.heads if name in head.fields.split()]
        raise HeadsUnknown(
            "COLUMN_TWICE",
            f"Kolom {layout.listed.columns[name].title} ada dua di baris {header.top} "
            f"({others[0]} dan {letter(position)}); hapus salah satu.",
            layout.heads,
        )
    missing = layout.listed.missing(layout.fields)
    if not missing:
        return
    where = header.where if header.known else f"di {HEADER_WITHIN} baris pertama"
    strange = [f"“{head.text[:30]}” ({head.letter})" for head in layout.ignored if not layout.why_not(head)]
    mend = "; tambahkan judulnya seperti di lembar contoh."
    if header.known and strange:
        more = f" dan {len(strange) - 8} lainnya" if len(strange) > 8 else ""
        mend = f". Judul yang tidak dikenali: {', '.join(strange[:8])}{more}; tulis judulnya seperti di lembar contoh."
    raise HeadsUnknown("COLUMN_MISSING", f"Kolom {listed(missing)} tidak ada {where}{mend}", layout.heads, len(missing))


def _head(position, cell, below):
    texts = (cells[position].text.strip() for _, cells in below if position < len(cells))
    samples = [_sample(text) for text in texts if text][:SAMPLES]
    shown = cell.text.strip() or f"(kolom {letter(position)})"
    return Head(headings.key(shown), letter(position), blank_nik(shown)[: headings.LONGEST], "", samples)


def _sample(text):
    """As people know the value again; nothing of the length of a NIK is shown whole."""
    if sum(sign.isdigit() for sign in text) >= 12:
        digits = [sign for sign in text if sign.isdigit()]
        return f"{''.join(digits[:4])}••••••••{''.join(digits[-2:])}"
    return text[:40]


def notes(layout):
    """What is to be said of columns that are not taken, or not wholly."""
    other = [head.text for head in layout.ignored if not layout.why_not(head)]
    if other:
        yield f"Kolom yang tidak dipakai: {listed([title[:40] for title in other[:20]])}."
    for head in layout.ignored:
        if reason := layout.why_not(head):
            yield f"Kolom {head.text} tidak dipakai: {reason}."
    for position in sorted(layout.birthplaces):
        yield f"Kolom {letter(position)} berisi tempat dan tanggal lahir; hanya tanggalnya yang dipakai."


def letter(position):
    name, position = "", position + 1
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(65 + rest) + name
    return name
