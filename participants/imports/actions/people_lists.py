"""Lists of people (actions/kinds.py): judged, written and taken back."""

from participants.imports.actions import field_days
from participants.imports.actions import rows as import_rows
from participants.imports.actions.people_undoing import outlook, take_back
from participants.imports.row_verdicts import settle_doubles
from participants.people import written
from participants.registration.actions.register import was_taken_meanwhile as is_lost_race

BATCH = import_rows.BATCH
note_days, announce = field_days.note, written.announce


def lock(rows):
    import_rows.lock_people(rows)


def clean(sheet, *, area, places, sex_codes):
    return import_rows.clean(sheet, area=area, known=places, sex_codes=sex_codes)


def compare(rows, *, area, by):
    import_rows.compare(rows, area=area)


def write(rows, *, item, year, reason):
    return import_rows.write(rows, year=year, point=item.registration_point, by=item.confirmed_by, reason=reason)


__all__ = [
    "BATCH", "announce", "clean", "compare", "is_lost_race", "lock", "note_days", "outlook",
    "settle_doubles", "take_back", "write",
]  # fmt: skip
