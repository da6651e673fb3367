"""What people choose for the columns of a list, and what was chosen before for lists of the same source."""

import hashlib
from dataclasses import dataclass, field

from okoce.clock import now
from okoce.formats import local
from participants.cleaning.sheet_cells import SEX_CODES
from participants.imports import headings, table_reader
from participants.imports.columns import COLUMNS
from participants.imports.headings import PLACE
from participants.imports.models import HeadMapping

TITLES = {name: column.title for name, column in COLUMNS.items()} | {PLACE: "tempat lahir, tidak disimpan"}


@dataclass
class Choice:
    """`fields` as `headings.read` takes them, `sex_codes` a key of SEX_CODES; `notes` say whose choice it was."""

    fields: dict | None = None
    sex_codes: str = ""
    notes: list[str] = field(default_factory=list)


def read(content, *, region, point, columns=None):
    """(Sheet, Choice) of a file, its columns as chosen for it, or as they were chosen for its source before.

    Raises SheetRefused.
    """
    if columns is not None:
        sheet, codes = table_reader.read(content, columns["fields"]), columns["sex_codes"]
        return sheet, Choice(columns["fields"], codes, _notes("Kolom dicocokkan dengan tangan", sheet, codes))
    try:
        sheet = table_reader.read(content)
        known = remembered(heads_of(sheet), region, point)
        if known is None:
            return sheet, Choice()
    except table_reader.HeadsUnknown as unknown:
        known = remembered(unknown.heads, region, point)
        if known is None:
            raise
    when = f"Kolom dicocokkan seperti dipilih {known.made_by.name} pada {local(known.made_at):%d/%m/%Y}"
    sheet = table_reader.read(content, known.fields)
    return sheet, Choice(known.fields, known.sex_codes, _notes(when, sheet, known.sex_codes))


def heads_of(sheet):
    """The heads of all lists of a file, each once."""
    found = {}
    for part in sheet.parts:
        for head in part.heads:
            found.setdefault(head.key, head)
    return list(found.values())


def remembered(heads, region, point):
    """The HeadMapping of a source for these heads, or None."""
    found = HeadMapping.objects.select_related("made_by")
    return found.filter(region=region, registration_point=point, heads=fingerprint(heads)).first()


def remember(item, heads, fields, sex_codes, *, by):
    HeadMapping.objects.update_or_create(
        region_id=item.region_id,
        registration_point_id=item.registration_point_id,
        heads=fingerprint(heads),
        defaults={"fields": fields, "sex_codes": sex_codes, "made_by": by, "made_at": now()},
    )


def fingerprint(heads):
    """Of the heads of a list in their order, whatever their case and signs."""
    return hashlib.sha256("|".join(head.key for head in heads).encode()).hexdigest()


def _notes(start, sheet, sex_codes):
    """What the choice changed of what the heads say by themselves."""
    changed = []
    for head in heads_of(sheet):
        by_itself = headings.read(head.text)
        if head.fields != (by_itself.spelled if by_itself else ""):
            changed.append(f"“{head.text}” → {titles(head.fields)}")
    sexes = [f"Arti jenis kelamin: {SEX_CODES[sex_codes]}."] if sex_codes else []
    return ([f"{start}: {'; '.join(changed)}."] if changed else []) + sexes


def titles(fields):
    """The titles of the fields of a column, as people read them."""
    return " / ".join(TITLES[name] for name in fields.split()) or "tidak dipakai"
