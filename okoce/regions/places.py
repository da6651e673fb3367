"""The names of places, for lists and boxes. Reference data, read once a process: a new name shows after a restart."""

from typing import NamedTuple

from okoce.regions.models import Region

_kept = {}


class Place(NamedTuple):
    code: str
    name: str
    level: str
    parent: str


def named(code):
    """What the place of this code is called."""
    return _place(code).name


def line(code):
    """The place and what it lies in: "Tomang, Grogol Petamburan"."""
    place = _place(code)
    return f"{place.name}, {named(place.parent)}"


def kecamatan(area=None):
    """(code, name) of each by name, in an area or everywhere: choices of a box."""
    places = sorted((place.name, place.code) for place in _all().values() if place.level == Region.Level.KECAMATAN)
    return [(code, name) for name, code in places if area is None or code in area]


def kota():
    """Each kota as a Place, in the order of their codes."""
    return sorted(place for place in _all().values() if place.level == Region.Level.KOTA)


def parts_of(parent):
    """What lies right in a place, as Places in the order of their codes."""
    return sorted(place for place in _all().values() if place.parent == parent)


def kelurahan(parent):
    """(code, name) of each in a kecamatan, in the order of their codes."""
    return sorted((place.code, place.name) for place in _all().values() if place.parent == parent)


def forget():
    """Places were loaded anew."""
    global _kept
    _kept = {}


def _place(code):
    if code not in _all():
        forget()  # it came after the others were read
    return _all()[code]


def _all():
    """Replaced as a whole, so that no other thread sees a part; not kept while none are loaded."""
    global _kept
    places = _kept
    if not places:
        rows = Region.objects.order_by().values_list("code", "name", "level", "parent_id")
        places = _kept = {code: Place(code, *row) for code, *row in rows}
    return places
