"""What stands on the card of a person: read, compared, judged and written in words. Pure, without the database."""

from datetime import date
from typing import NamedTuple

from okoce.formats import tanggal
from okoce.masking import mask_nik
from participants.cleaning import dates, nik, person_names
from participants.cleaning.sexes import Sex

LABELS = {"name": "Nama", "nik": "NIK", "birth_on": "Tanggal lahir", "sex": "Jenis kelamin"}
IN_NIK = {"nik", "birth_on", "sex"}  # what a NIK is held against
_WORDS = {
    "nik": mask_nik,
    "birth_on": lambda value: tanggal(date.fromisoformat(value)),
    "sex": lambda value: Sex(value).label,
}


class Line(NamedTuple):
    label: str
    old: str
    new: str
    note: str = ""

    @property
    def differs(self):
        return self.old != self.new or bool(self.note)


def of(person):
    """Return {field: value} of a person, as JSON takes it."""
    return {"name": person.name, "nik": person.nik, "birth_on": person.birth_on.isoformat(), "sex": person.sex}


def plain(values):
    """Return typed values as JSON takes them."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def changed(old, new):
    """Return the names of the fields that differ, in their usual order."""
    return [name for name in LABELS if old[name] != new[name]]


def errors(values, *, today):
    """Return {field: sentence} of the new values that cannot stand on a card; empty where all may."""
    found = {name: read.message for name, read in _read(values, today) if not read.is_ok}
    born_on = values.get("birth_on")
    if born_on and (code := dates.age_code(date.fromisoformat(born_on), today)):
        found["birth_on"] = dates.MESSAGES[code]
    return found


def _read(values, today):
    if "name" in values:
        yield "name", person_names.clean(values["name"])
    if "nik" in values:
        yield "nik", nik.clean(values["nik"], today=today)


def doubts(values, *, kelurahan, today):
    """Return the flags that such a card would raise."""
    born_on = date.fromisoformat(values["birth_on"])
    judged = nik.clean(values["nik"], today=today, birth_date=born_on, sex=values["sex"], region_code=kelurahan)
    return [*judged.flags, *person_names.clean(values["name"]).flags]


def warnings(values, *, kelurahan, today):
    """Return what two officers should look at again before such a card is written, in words."""
    words = nik.FLAG_MESSAGES | person_names.FLAG_MESSAGES
    return [words[flag] for flag in doubts(values, kelurahan=kelurahan, today=today) if flag != "NIK_REGION_DIFFERS"]


def settled(flags, names):
    """Return the flags that are left once two officers have compared these fields with a card."""
    over = set()
    if IN_NIK & set(names):
        over |= nik.FLAG_MESSAGES.keys()
    if "name" in names:
        over |= person_names.FLAG_MESSAGES.keys()
    return [flag for flag in flags if flag not in over]


def side_by_side(old, new):
    """Return a line per field with the value before and after; a NIK masked, with the places that differ."""
    return [
        Line(label, in_words(name, old[name]), in_words(name, new[name]), _places(name, old[name], new[name]))
        for name, label in LABELS.items()
    ]


def in_words(name, value):
    return _WORDS[name](value) if name in _WORDS else value


def labels(names):
    """Return these fields as one phrase: "nama, NIK"."""
    words = [label if label.isupper() else label.lower() for name, label in LABELS.items() if name in names]
    return ", ".join(words)


def _places(name, old, new):
    if name != "nik" or old == new:
        return ""
    places = [str(place) for place, (one, other) in enumerate(zip(old, new, strict=True), start=1) if one != other]
    return f"Yang berbeda: angka ke-{', '.join(places)}"
