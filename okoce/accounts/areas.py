"""Where somebody may look: a province, some kota, some kecamatan. Pure; codes nest by prefix."""

from dataclasses import dataclass

from django.db.models import Q

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

    def __contains__(self, code):
        return any(covers(own, code) for own in self.codes)

    def on(self, path):
        """A condition on a foreign key to a region, for example area.on("kecamatan"); "" for Region itself."""
        code_of = f"{path}__code" if path else "code"
        is_kecamatan = path.rpartition("__")[2] == "kecamatan"
        if is_kecamatan and self.is_everywhere:
            return ~Q(pk__in=[])
        condition = Q(pk__in=[])
        for code in sorted(self.codes):
            condition |= Q(**{code_of: code})
            if not is_kecamatan or code.count(".") < 2:  # an index in order is of use to one value, not to a beginning
                condition |= Q(**{f"{code_of}__startswith": f"{code}."})
        return condition


def covers(outer, inner):
    return inner == outer or inner.startswith(f"{outer}.")
