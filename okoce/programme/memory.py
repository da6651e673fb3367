"""Years with their rules, modules, business classes, communities, offices and registration points, kept in memory.

What is returned is shared by all requests of the process: nobody may change it.
"""

from collections import Counter

from okoce.clock import today
from okoce.programme.models import (
    BusinessClass,
    Community,
    KecamatanOffice,
    Module,
    ProgrammeYear,
    RegistrationPoint,
    Target,
)
from okoce.reference.memory import Memory


def current_year():
    """The year that takes registrations today; None when there is none."""
    return year_on(today())


def year_on(day):
    """The year that a day lies in, the later one where two overlap; None when there is none."""
    found = [year for year in _years.get().values() if year.starts_on <= day <= year.ends_on]
    return max(found, key=_first_day, default=None)


def newest_year():
    """The year of today, else the last one that began; None before the first."""
    day = today()
    return max((year for year in _years.get().values() if year.starts_on <= day), key=_first_day, default=None)


def years():
    """{id: ProgrammeYear}, each with `ordered_stages` and `ordered_modules` read."""
    return _years.get()


def year_of(pk):
    """The year with this id."""
    return _years.get()[pk]


def modules():
    """{id: Module} of every module, in their order."""
    return _modules.get()


def module_names():
    """{id: name} of every module, in their order."""
    return {pk: module.name for pk, module in modules().items()}


def required_modules(year):
    """The ids of the modules that a year requires, in their order; none without a year."""
    required = {code for code, _, is_required in year_of(year.pk).ordered_modules if is_required} if year else set()
    return [pk for pk, module in modules().items() if module.code in required]


def business_classes():
    """{id: BusinessClass with its commodity}, by code."""
    return _classes.get()


def communities_near(kecamatan):
    """Communities that are active and guide people of this kecamatan, by name: of it, of its kota, or of all."""
    around = {None, "", kecamatan[:2], kecamatan[:5], kecamatan}
    return [row for row in _communities.get() if row.region_id in around]


def targets(year_pk):
    """{kecamatan: Counter of people by stage} to be reached in a year, all agencies together."""
    return _targets.get().get(year_pk, {})


def targets_state(year_pk):
    """Return text that differs whenever a target of a year does."""
    return _targets_state.get().get(year_pk, "")


def registration_points():
    """{code: RegistrationPoint} in their order."""
    return _points.get()


def office_of(kecamatan):
    """The KecamatanOffice of this code, with what is known of it; None where it has no row."""
    return _offices.get().get(kecamatan)


def _first_day(year):
    return year.starts_on


def _read_years():
    found = {}
    for year in ProgrammeYear.objects.prefetch_related("stages", "year_modules__module"):
        year.ordered_stages = sorted(year.stages.all(), key=lambda row: row.position)
        rows = sorted(year.year_modules.all(), key=lambda row: row.position)
        year.ordered_modules = [(row.module.code, row.module.name, row.is_required) for row in rows]
        found[year.pk] = year
    return found


def _read_targets():
    found = {}
    for year, kecamatan, stage, people in Target.objects.order_by().values_list(
        "programme_year_id", "kecamatan_id", "stage", "people"
    ):
        found.setdefault(year, {}).setdefault(kecamatan, Counter())[stage] += people
    return found


_years = Memory(_read_years)
_modules = Memory(Module.objects.in_bulk)
_classes = Memory(lambda: {row.pk: row for row in BusinessClass.objects.select_related("commodity").order_by("code")})
_communities = Memory(lambda: list(Community.objects.filter(is_active=True)))
_points = Memory(lambda: {row.code: row for row in RegistrationPoint.objects.order_by("position")})
_targets = Memory(_read_targets)
_targets_state = Memory(lambda: {year: repr(sorted(rows.items())) for year, rows in _targets.get().items()})
_offices = Memory(lambda: {row.kecamatan_id: row for row in KecamatanOffice.objects.all()})
