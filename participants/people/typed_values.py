"""What a registration says of a person, to be compared with a record of the same NIK and taken over field by field."""

from datetime import date
from typing import NamedTuple

from okoce.formats import tanggal
from okoce.regions import places
from participants.cleaning import availability, phones
from participants.cleaning.sexes import Sex

ON_CARD = ("name", "birth_on", "sex")  # corrected by other means, never by taking over
CONTACT = ("phone", "email", "street", "rt", "rw", "kelurahan_id")
TIMES = ("availability", "cannot_whole_day")
BUSINESS = ("trade", "business_name")
_LABELS = {
    "name": "Nama",
    "birth_on": "Tanggal lahir",
    "sex": "Jenis kelamin",
    "phone": "Nomor HP",
    "email": "Surel",
    "street": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "kelurahan_id": "Kelurahan",
    "availability": "Waktu luang",
    "cannot_whole_day": "Ikut seharian",
    "trade": "Usaha",
    "business_name": "Nama usaha",
}
_WORDS = {
    "birth_on": lambda value: tanggal(date.fromisoformat(value)),
    "sex": lambda value: Sex(value).label,
    "phone": phones.shown,
    "kelurahan_id": places.line,
    "availability": availability.in_words,
    "cannot_whole_day": lambda value: "Tidak bisa" if value else "Bisa",
}


_ON_CARD_ONLY = "Yang tertulis di KTP dibetulkan dari halaman peserta."
_ELSEWHERE = "Pindah kecamatan diusulkan dari halaman peserta."


class Difference(NamedTuple):
    name: str
    label: str
    typed: str
    stored: str
    refusal: str  # why it is not taken over from here; "" where it may be

    @property
    def may_be_taken(self):
        return not self.refusal


def of(person):
    """Return {field: value} of a person and their business, as JSON takes it."""
    business = getattr(person, "business", None)
    return {
        **{name: getattr(person, name) for name in (*ON_CARD, *CONTACT, *TIMES)},
        "birth_on": person.birth_on.isoformat(),
        "trade": business.trade if business else "",
        "business_name": business.name if business else "",
    }


def differences(typed, person):
    """Return what was typed and is stored otherwise; what was left empty says nothing."""
    stored = of(person)
    return [
        Difference(
            name, label, in_words(name, typed[name]), in_words(name, stored[name]), _refusal(name, typed, person)
        )
        for name, label in _LABELS.items()
        if typed.get(name) and typed[name] != stored[name]
    ]


def _refusal(name, typed, person):
    if name in ON_CARD:
        return _ON_CARD_ONLY
    is_elsewhere = name == "kelurahan_id" and places.region(typed[name]).parent_id != person.kecamatan_id
    return _ELSEWHERE if is_elsewhere else ""


def in_words(name, value):
    return _WORDS[name](value) if name in _WORDS and value != "" else value or "Belum diisi"
