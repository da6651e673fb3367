"""Where somebody may look: a province, some kota, some kecamatan. Codes nest by prefix."""

from dataclasses import dataclass

from django.db.models import Q

from okoce.regions import places
from okoce.regions.levels import JAKARTA


@dataclass(frozen=True)
class Area:
    """A set of region codes; a code covers all that begins with it. No code covers nothing."""

    codes: frozenset[str]

    @classmethod
    def nowhere(cls):
        return cls(frozenset())

    @classmethod
    def everywhere(cls):
        return cls(frozenset({JAKARTA}))

    @classmethod
    def of_region(cls, code):
        return cls(frozenset({code}))

    @classmethod
    def union(cls, areas):
        codes = {code for area in areas for code in area.codes}
        return cls(frozenset(code for code in codes if not any(covers(o, code) and o != code for o in codes)))

    def __bool__(self):
        return bool(self.codes)

    @property
    def is_everywhere(self):
        return JAKARTA in self.codes

    @property
    def is_one_kecamatan(self):
        return len(places.kecamatan(self)) == 1

    def __contains__(self, code):
        return any(covers(own, code) for own in self.codes)

    def on(self, path):
        """A condition on a foreign key to a region, for example area.on("kecamatan"); "" for Region itself."""
        code_of = f"{path}__code" if path else "code"
        if path.rpartition("__")[2] == "kecamatan":
            return ~Q(pk__in=[]) if self.is_everywhere else self._on_kecamatan(code_of)
        condition = Q(pk__in=[])
        for code in sorted(self.codes):
            condition |= Q(**{code_of: code}) | Q(**{f"{code_of}__startswith": f"{code}."})
        return condition

    def _on_kecamatan(self, code_of):
        """By whole codes: an index that begins with the kecamatan is of use to values, not to the beginning of one."""
        codes = [code for code, _ in places.kecamatan(self)]
        return Q(**{code_of: codes[0]}) if len(codes) == 1 else Q(**{f"{code_of}__in": codes})


def covers(outer, inner):
    return inner == outer or inner.startswith(f"{outer}.")
