"""Whose targets: one agency, or the offices of one name of which each serves its own kota."""

from dataclasses import dataclass

from okoce.programme.models import Agency
from okoce.regions import places


@dataclass(frozen=True)
class Office:
    """What is chosen on a page: a code in the address, and the agencies behind it."""

    code: str
    name: str
    agencies: tuple

    @property
    def pks(self):
        return [agency.pk for agency in self.agencies]

    def by_kecamatan(self):
        """Return {kecamatan: the id of the agency that serves it}."""
        return {
            code: agency.pk
            for agency in self.agencies
            for code, _ in places.kecamatan()
            if code.startswith(agency.region_id or "")
        }


def offices():
    """Return {code: Office}; those with one office a kota first, since their table is of all kecamatan."""
    groups, agencies = {}, list(Agency.objects.order_by("pk"))
    for agency in agencies:
        groups.setdefault(agency.code.partition("-")[0], []).append(agency)
    together = {
        code: Office(code, f"{_shared_name(group)}, semua kota", tuple(group))
        for code, group in groups.items()
        if len({agency.region_id for agency in group}) == len(group) > 1
    }
    return together | {agency.code: Office(agency.code, agency.name, (agency,)) for agency in agencies}


def _shared_name(group):
    """The words with which all their names begin."""
    words = [agency.name.split() for agency in group]
    shared = [parts[0] for parts in zip(*words, strict=False) if len(set(parts)) == 1]
    if shared[-1:] == ["Jakarta"]:
        shared.pop()
    return " ".join(shared) or group[0].name
