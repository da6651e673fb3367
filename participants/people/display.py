"""A person's data as lines for parts/_definitions.html, for pages of officers and of the person."""

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from okoce.regions import places
from participants.cleaning import availability, nik, person_names, phones


def row(person, stages, claims=()):
    """For directory/_rows.html, of one of `for_rows()`, the stages they reached, and what old lists only claim."""
    return {
        "pk": person.pk,
        "name": person.name,
        "number": person.registration_number,
        "home": places.line(person.kelurahan_id),
        "phone": phones.masked(person.phone),
        "is_checked": person.is_checked,
        "stages": ", ".join(stage.label for stage in Stage if stage in stages) or "Belum ada",
        "claims": "; ".join(claims),
    }


def contact(person):
    if person.erased_at:
        return [{"label": "Kelurahan", "value": places.line(person.kelurahan_id)}]
    numbers = [f"{word} {value}" for word, value in (("RT", person.rt), ("RW", person.rw)) if value]
    return [
        {"label": "NIK", "value": person.nik_masked},
        {"label": "Tanggal lahir", "value": tanggal(person.birth_on)},
        {"label": "Jenis kelamin", "value": person.get_sex_display()},
        {"label": "Nomor HP", "value": phones.shown(person.phone)},
        {"label": "Surel", "value": person.email or "Tidak ada"},
        {"label": "Alamat", "value": ", ".join([person.street, *numbers])},
        {"label": "Kelurahan", "value": places.line(person.kelurahan_id)},
        {"label": "Waktu luang", "value": availability.in_words(person.availability)},
        {"label": "Ikut seharian", "value": "Tidak bisa" if person.cannot_whole_day else "Bisa"},
        {"label": "Pendamping", "value": person.mentor.name if person.mentor else "Belum ditunjuk"},
    ]


def business(person):
    own = getattr(person, "business", None)
    if own is None:
        return []
    return [
        {"label": "Usaha", "value": own.trade},
        {"label": "Nama usaha", "value": own.name or "Belum ada"},
        {"label": "Keadaan", "value": own.get_standing_display()},
        {"label": "Jenis (KBLI)", "value": str(own.business_class) if own.business_class else "Belum dipilih"},
        {"label": "Sejak", "value": own.since_year or "Belum diisi"},
        {"label": "Tempat usaha", "value": places.named(own.kelurahan_id) if own.kelurahan_id else "Belum diisi"},
    ]


def doubts(person):
    """What the cleaning of the form found odd, in words: the officer compares it with the card."""
    return doubts_of(person.flags)


def doubts_of(flags):
    return [_DOUBTS[flag] for flag in flags if flag in _DOUBTS]


CONTACT_NOT_SHOWN = "CONTACT_NOT_SHOWN"
ERASED_BEFORE = "ERASED_BEFORE"
_DOUBTS = nik.FLAG_MESSAGES | person_names.FLAG_MESSAGES
_DOUBTS |= {
    CONTACT_NOT_SHOWN: "Nomor HP diketik di formulir daring dan belum dipastikan pemiliknya; tanyakan nomornya, lalu "
    "betulkan di Ubah kontak.",
    ERASED_BEFORE: "Orang dengan NIK ini pernah meminta datanya dihapus; pastikan ia sendiri ingin terdaftar lagi.",
}


def phone(person):
    return phones.shown(person.phone)
