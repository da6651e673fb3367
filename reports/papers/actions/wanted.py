"""Which papers belong to an area."""

from okoce.regions.levels import JAKARTA
from okoce.regions.models import Region
from reports.papers.models import PaperKind

EVERY = tuple(PaperKind)


def papers_of(kecamatan, kinds=EVERY):
    """[(region, kind)]: each kecamatan; each kota, and the province, of which all kecamatan are there; a deck.

    A deck is of the province or, short of that, of each whole kota.
    """
    whole, province = _whole(kecamatan)
    found = {
        PaperKind.KECAMATAN: sorted(kecamatan, key=lambda region: region.pk),
        PaperKind.KOTA: whole,
        PaperKind.PROVINCE: province,
        PaperKind.DECK: province or whole,
    }
    return [(region, kind) for kind in kinds for region in found[kind]]


def kinds_of(kecamatan):
    """The kinds of paper that an area has."""
    found = {kind for _, kind in papers_of(kecamatan)}
    return [kind for kind in EVERY if kind in found]


def _whole(kecamatan):
    """(kota of which every kecamatan is there, [the province] if it is whole)."""
    there = {region.pk for region in kecamatan}
    parts = {}
    for code, parent in Region.objects.kecamatan().values_list("code", "parent_id"):
        parts.setdefault(parent, set()).add(code)
    whole = {kota for kota, codes in parts.items() if codes <= there}
    found = {region.pk: region for region in Region.objects.filter(pk__in=[*whole, JAKARTA]).order_by("code")}
    province = [found[JAKARTA]] if whole == set(parts) and whole else []
    return [region for code, region in found.items() if code in whole], province
