"""What agrees between two records and what differs, in words and as rows of two columns."""

from typing import NamedTuple

from okoce.formats import tanggal
from okoce.regions import places
from participants.cleaning import phones
from participants.twins.matching import Reason

AGREES = {
    Reason.NAME: "nama sama",
    Reason.SOUND: "nama sama bunyinya",
    Reason.SWAPPED: "kata nama bertukar tempat",
    Reason.CLOSE: "nama mirip",
    Reason.GIVEN: "nama depan sama",
    Reason.BIRTH: "tanggal lahir sama",
    Reason.BIRTH_CLOSE: "tanggal lahir beda satu angka",
    Reason.PHONE: "nomor HP sama",
    Reason.KELURAHAN: "kelurahan sama",
    Reason.NIK_CLOSE: "NIK beda satu angka",
}
SURE, LIKELY = 100, 85


class Row(NamedTuple):
    label: str
    one: str
    other: str

    @property
    def differs(self):
        return self.one != self.other


def agreement(reasons):
    """Return what agrees as one phrase: "nama sama, tanggal lahir sama"."""
    return ", ".join(AGREES[reason] for reason in Reason if reason in reasons)


def strength(score):
    """Return how likely it is, as a state for the tag `status` and its word."""
    if score >= SURE:
        return {"state": "approved", "label": "sangat mirip"}
    return {"state": "waiting", "label": "mirip"} if score >= LIKELY else {"state": "draft", "label": "mungkin"}


def side_by_side(one, other):
    """Return what two officers compare, line by line; a NIK only masked."""
    return [Row(label, in_words(one), in_words(other)) for label, in_words in _LINES]


def _business(person):
    own = getattr(person, "business", None)
    return own.trade if own else "Belum diisi"


_LINES = [
    ("Nama", lambda person: person.name),
    ("NIK", lambda person: person.nik_masked),
    ("Tanggal lahir", lambda person: tanggal(person.birth_on)),
    ("Jenis kelamin", lambda person: person.get_sex_display()),
    ("Nomor HP", lambda person: phones.shown(person.phone)),
    ("Surel", lambda person: person.email or "Tidak ada"),
    ("Alamat", lambda person: ", ".join(filter(None, [person.street, _rt_rw(person)]))),
    ("Kelurahan", lambda person: places.line(person.kelurahan_id)),
    ("Usaha", _business),
    ("Pendamping", lambda person: person.mentor.name if person.mentor else "Belum ditunjuk"),
    ("KTP", lambda person: "Sudah diperiksa" if person.is_checked else "Belum diperiksa"),
    ("Langkah", lambda person: ", ".join(person.stages_held) or "Belum ada"),
    ("Mendaftar", lambda person: tanggal(person.registered_at)),
    ("Tempat pendaftaran", lambda person: person.registration_point.name),
    ("Akun", lambda person: "Punya akun" if person.user_id else "Tanpa akun"),
]


def _rt_rw(person):
    return " ".join(f"{word} {value}" for word, value in (("RT", person.rt), ("RW", person.rw)) if value)
