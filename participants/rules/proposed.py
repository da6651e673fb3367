"""A programme year as it would be with other values: what a change is made of, and how it is judged and written."""

from copy import copy

from okoce.programme import memory
from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.models import MEASURES, Module, YearModule

COUNTED = [f"counts_{kind.value}" for kind in LicenceKind]
FIELDS = ["order", *MEASURES, *COUNTED]
MODULES = "modules"


def values_of(year):
    """Return {name: value} of all that a change may be about."""
    required = [code for code, _, is_required in year.ordered_modules if is_required]
    return {name: getattr(year, name) for name in FIELDS} | {MODULES: required}


def with_values(year, values):
    """Return a copy of a year, whose stages and modules are read, with other values. Nothing is saved."""
    proposed = copy(year)
    for name, value in values.items():
        if name != MODULES:
            setattr(proposed, name, value)
    if MODULES in values:
        proposed.ordered_modules = _modules(year, values[MODULES])
    return proposed


def write(year, values):
    """Write these values into a locked year: its fields, and which modules it requires."""
    fields = [name for name in values if name != MODULES]
    for name in fields:
        setattr(year, name, values[name])
    year.rules_version += 1
    year.save(update_fields=[*fields, "rules_version"])
    if MODULES in values:
        _write_modules(year, values[MODULES])


def _modules(year, required):
    """[(code, name, whether it is required)], with modules that the year did not teach at the end."""
    known = [(code, name, code in required) for code, name, _ in year.ordered_modules]
    taught = {code for code, _, _ in known}
    more = [(module.code, module.name, True) for module in memory.modules().values() if module.code in required]
    return known + [row for row in more if row[0] not in taught]


def _write_modules(year, required):
    rows = list(year.year_modules.select_related("module").order_by("position"))
    for row in rows:
        if row.is_required != (row.module.code in required):
            row.is_required = not row.is_required
            row.save(update_fields=["is_required"])
    taught, last = {row.module.code for row in rows}, max((row.position for row in rows), default=0)
    missing = [module for module in Module.objects.order_by("code") if module.code in set(required) - taught]
    for position, module in enumerate(missing, start=last + 1):
        YearModule.objects.create(programme_year=year, module=module, position=position, is_required=True)
