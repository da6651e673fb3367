"""What people choose for the columns of a list, and what was chosen before for lists of the same source."""

import hashlib
from dataclasses import dataclass, field

from okoce.clock import now
from okoce.formats import local
from participants.cleaning.sheet_cells import SEX_CODES
from participants.imports import headings, table_reader
from participants.imports.columns import PEOPLE
from participants.imports.fact_columns import OF_KIND
from participants.imports.fact_columns import TITLES as FIELD_TITLES
from participants.imports.headings import PLACE
from participants.imports.models import HeadMapping
from participants.imports.raw_tables import SheetRefused

TITLES = FIELD_TITLES | {PLACE: "tempat lahir, tidak disimpan"}


@dataclass
class Choice:
    """`fields` as `headings.read` takes them, `sex_codes` a key of SEX_CODES; `notes` say whose choice it was."""

    fields: dict | None = None
    sex_codes: str = ""
    notes: list[str] = field(default_factory=list)


def read(content, *, region, point, columns=None, listed=PEOPLE):
    """(Sheet, Choice) of a file, its columns as chosen for it, or as they were chosen for its source before.

    Raises SheetRefused.
    """
    if columns is not None:
        sheet, codes = table_reader.read(content, columns["fields"], listed), columns["sex_codes"]
        return sheet, Choice(columns["fields"], codes, _notes("Kolom dicocokkan dengan tangan", sheet, codes, listed))
    try:
        sheet = table_reader.read(content, listed=listed)
        known = remembered(heads_of(sheet), region, point, listed)
        if known is None:
            return sheet, Choice()
    except table_reader.HeadsUnknown as unknown:
        known = remembered(unknown.heads, region, point, listed)
        if known is None:
            _refuse_other_kind(content, listed)
            raise
    when = f"Kolom dicocokkan seperti dipilih {known.made_by.name} pada {local(known.made_at):%d/%m/%Y}"
    sheet = table_reader.read(content, known.fields, listed)
    return sheet, Choice(known.fields, known.sex_codes, _notes(when, sheet, known.sex_codes, listed))


def heads_of(sheet):
    """The heads of all lists of a file, each once."""
    found = {}
    for part in sheet.parts:
        for head in part.heads:
            found.setdefault(head.key, head)
    return list(found.values())


def remembered(heads, region, point, listed=PEOPLE):
    """The HeadMapping of a source for these heads, or None."""
    found = HeadMapping.objects.select_related("made_by")
    return found.filter(region=region, registration_point=point, heads=fingerprint(heads, listed)).first()


def remember(item, heads, fields, sex_codes, *, by):
    HeadMapping.objects.update_or_create(
        region_id=item.region_id,
        registration_point_id=item.registration_point_id,
        heads=fingerprint(heads, item.listed),
        defaults={"fields": fields, "sex_codes": sex_codes, "made_by": by, "made_at": now()},
    )


def fingerprint(heads, listed=PEOPLE):
    """Of the heads of a list in their order, whatever their case and signs."""
    of_kind = [] if listed is PEOPLE else [listed.noun]
    return hashlib.sha256("|".join([*of_kind, *(head.key for head in heads)]).encode()).hexdigest()


def _refuse_other_kind(content, listed):
    """Raise `SheetRefused` where the heads are those of a list of another kind."""
    for kind, other in OF_KIND.items():
        if other is not listed and _fits(content, other):
            said = f"Judul kolomnya seperti {other.noun}, bukan {listed.noun}"
            raise SheetRefused("OTHER_KIND", f"{said}; unggah lagi dengan isi daftar “{kind.label}”.")


def _fits(content, listed):
    try:
        table_reader.read(content, listed=listed)
    except SheetRefused:
        return False
    return True


def _notes(start, sheet, sex_codes, listed):
    """What the choice changed of what the heads say by themselves."""
    changed = []
    for head in heads_of(sheet):
        by_itself = headings.read(head.text, listed=listed)
        if head.fields != (by_itself.spelled if by_itself else ""):
            changed.append(f"“{head.text}” → {titles(head.fields)}")
    sexes = [f"Arti jenis kelamin: {SEX_CODES[sex_codes]}."] if sex_codes else []
    return ([f"{start}: {'; '.join(changed)}."] if changed else []) + sexes


def titles(fields):
    """The titles of the fields of a column, as people read them."""
    return " / ".join(TITLES[name] for name in fields.split()) or "tidak dipakai"
