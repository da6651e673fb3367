"""Which papers belong to an area."""

from okoce.regions import places
from okoce.regions.levels import JAKARTA, Level
from reports.papers.models import PaperKind

EVERY = tuple(PaperKind)


def papers_of(kecamatan, kinds=EVERY):
    """[(region, kind)]: each kecamatan; each kota, and the province, of which all kecamatan are there; a deck.

    A deck is of the province or, short of that, of each whole kota.
    """
    whole, province = _whole({region.pk for region in kecamatan})
    found = {
        PaperKind.KECAMATAN: sorted(kecamatan, key=lambda region: region.pk),
        PaperKind.KOTA: whole,
        PaperKind.PROVINCE: province,
        PaperKind.DECK: province or whole,
    }
    return [(region, kind) for kind in kinds for region in found[kind]]


def kinds_of(area):
    """The kinds of paper that an area has."""
    kecamatan = [place for place in places.of_level(Level.KECAMATAN) if place.code in area]
    found = {kind for _, kind in papers_of(kecamatan)}
    return [kind for kind in EVERY if kind in found]


def _whole(there):
    """(kota of which every kecamatan is among these codes, [the province] if it is whole)."""
    parts = {}
    for place in places.of_level(Level.KECAMATAN):
        parts.setdefault(place.parent_id, set()).add(place.code)
    whole = [kota for kota in places.kota() if parts[kota.code] <= there]
    province = [places.region(JAKARTA)] if len(whole) == len(parts) else []
    return whole, province
