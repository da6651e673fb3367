"""The places, for lists, boxes and forms: kept in memory (okoce/reference/memory.py).

Each is a Region with what it lies in as `parent`; nobody may change it.
"""

from functools import cache
from operator import itemgetter

from okoce import name_keys
from okoce.reference.memory import Memory
from okoce.regions.models import Region


def named(code):
    """What the place of this code is called."""
    return region(code).name


def line(code):
    """The place and what it lies in: "Tomang, Grogol Petamburan"."""
    place = region(code)
    return f"{place.name}, {place.parent.name}"


def region(code):
    """The kept Region of this code. Raises KeyError for no such place."""
    return _regions.get()[code]


def known(code):
    """The same, or None for no such place."""
    return _regions.get().get(code)


def kecamatan(area=None):
    """(code, name) of each by name, in an area or everywhere: choices of a box."""
    return list(_kecamatan_in.get()(area))


def kecamatan_by_kota(area=None):
    """[(kota's name, [(code, name) of each kecamatan by name])] in the order of the codes of the kota."""
    groups = {}
    for place in sorted(_kecamatan(area), key=lambda place: (place.parent_id, place.name)):
        groups.setdefault(place.parent.name, []).append((place.code, place.name))
    return list(groups.items())


def kota():
    """Each kota, in the order of their codes."""
    return of_level(Region.Level.KOTA)


def parts_of(parent):
    """What lies right in a place, in the order of their codes."""
    return [place for place in _regions.get().values() if place.parent_id == parent]


def kelurahan(parent):
    """(code, name) of each in a kecamatan, in the order of their codes."""
    return [(place.code, place.name) for place in parts_of(parent) if place.level == Region.Level.KELURAHAN]


def kelurahan_inside(area):
    """Each kelurahan of an area, by kecamatan and name."""
    found = [place for place in of_level(Region.Level.KELURAHAN) if place.code in area]
    return sorted(found, key=lambda place: (place.parent.name, place.name))


def kelurahan_by_name(parent):
    """(code, name) of each in a kecamatan, by name."""
    return sorted(kelurahan(parent), key=itemgetter(1))


def kelurahan_called(name):
    """The codes of those of this name, whatever its capitals and signs; none for no such place."""
    return _kelurahan_by_key.get().get(name_keys.key(name), [])


def _kecamatan(area):
    found = [place for place in of_level(Region.Level.KECAMATAN) if area is None or place.code in area]
    return sorted(found, key=lambda place: place.name)


def of_level(level):
    """Each place of a level, in the order of their codes."""
    return [place for place in _regions.get().values() if place.level == level]


def _read_regions():
    found = {region.code: region for region in Region.objects.order_by("code")}
    for region in found.values():
        region.parent = found.get(region.parent_id)
    return found


def _by_key(found):
    kept = {}
    for place in found:
        kept.setdefault(name_keys.key(place.name), []).append(place.code)
    return kept


_regions = Memory(_read_regions)
_kelurahan_by_key = Memory(lambda: _by_key(of_level(Region.Level.KELURAHAN)))
# Of each area, put together once: every list of an office asks for its own.
_kecamatan_in = Memory(lambda: cache(lambda area: tuple((place.code, place.name) for place in _kecamatan(area))))
