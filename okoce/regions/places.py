"""The places, for lists, boxes and forms: kept in memory (okoce/reference/memory.py)."""

from operator import itemgetter
from typing import NamedTuple

from okoce.reference.memory import Memory
from okoce.regions.models import Region


class Place(NamedTuple):
    code: str
    name: str
    level: str
    parent: str


def named(code):
    """What the place of this code is called."""
    return region(code).name


def line(code):
    """The place and what it lies in: "Tomang, Grogol Petamburan"."""
    place = region(code)
    return f"{place.name}, {place.parent.name}"


def region(code):
    """The kept Region of this code, with what it lies in; nobody may change it. Raises KeyError for no such place."""
    return _regions.get()[code]


def kecamatan(area=None):
    """(code, name) of each by name, in an area or everywhere: choices of a box."""
    return [(place.code, place.name) for place in _kecamatan(area)]


def kecamatan_by_kota(area=None):
    """[(kota's name, [(code, name) of each kecamatan by name])] in the order of the codes of the kota."""
    groups = {}
    for place in sorted(_kecamatan(area), key=lambda place: (place.parent, place.name)):
        groups.setdefault(named(place.parent), []).append((place.code, place.name))
    return list(groups.items())


def kota():
    """Each kota as a Place, in the order of their codes."""
    return _of_level(Region.Level.KOTA)


def parts_of(parent):
    """What lies right in a place, as Places in the order of their codes."""
    return [place for place in _places.get() if place.parent == parent]


def kelurahan(parent):
    """(code, name) of each in a kecamatan, in the order of their codes."""
    return [(place.code, place.name) for place in parts_of(parent) if place.level == Region.Level.KELURAHAN]


def kelurahan_inside(area):
    """Each kelurahan of an area as its kept Region, by kecamatan and name."""
    found = [place for code, place in _regions.get().items() if place.level == Region.Level.KELURAHAN and code in area]
    return sorted(found, key=lambda place: (place.parent.name, place.name))


def kelurahan_by_name(parent):
    """(code, name) of each in a kecamatan, by name."""
    return sorted(kelurahan(parent), key=itemgetter(1))


def _kecamatan(area):
    found = [place for place in _of_level(Region.Level.KECAMATAN) if area is None or place.code in area]
    return sorted(found, key=lambda place: place.name)


def _of_level(level):
    return [place for place in _places.get() if place.level == level]


def _read_regions():
    found = {region.code: region for region in Region.objects.order_by("code")}
    for region in found.values():
        region.parent = found.get(region.parent_id)
    return found


def _read_places():
    return [Place(each.code, each.name, each.level, each.parent_id) for each in _regions.get().values()]


_regions, _places = Memory(_read_regions), Memory(_read_places)
