"""Names of venues as they are compared: "Aula Kec. Cengkareng" and "AULA KANTOR KECAMATAN CENGKARENG" are one. Pure."""

from okoce.name_columns import NameKeyField
from okoce.name_keys import key

# Short forms as offices write them. Every hall of an office is called with and without the word "kantor".
WRITTEN_OUT = {
    "kec": "kecamatan",
    "kel": "kelurahan",
    "gd": "gedung",
    "gdg": "gedung",
    "ktr": "kantor",
    "lt": "lantai",
    "jl": "jalan",
    "jln": "jalan",
    "blk": "blok",
    "mts": "madrasah tsanawiyah",
    "ps": "pasar",
}
LEFT_OUT = {"kantor", "di", "dan"}


def venue_key(name):
    """Return one text for all ways of writing the name of a venue."""
    words = [WRITTEN_OUT.get(word, word) for word in key(name).split()]
    words = [word.lstrip("0") or "0" if word.isdigit() else word for word in words]
    kept = [word for word in words if word not in LEFT_OUT]
    return " ".join(kept or words)


class VenueKeyField(NameKeyField):
    """The key of a venue's name."""

    def pre_save(self, instance, add):
        found = venue_key(instance.name)[: self.max_length]
        setattr(instance, self.attname, found)
        return found
