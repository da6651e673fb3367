"""A new programme year from an older one: its rules, stages, modules and targets."""

from okoce.programme.models import ProgrammeStage, ProgrammeYear, Target, YearModule
from trainings.sessions.models import TrainingTarget

OWN = {"id", "year", "starts_on", "ends_on", "rules_version"}  # what a new year does not have from the old one


def make_year(old, *, number, starts_on, ends_on, percent):
    """Make the year with all its parts; `percent` of the old targets, none where it is None."""
    rules = {field.name: getattr(old, field.name) for field in old._meta.concrete_fields if field.name not in OWN}
    year = ProgrammeYear.objects.create(year=number, starts_on=starts_on, ends_on=ends_on, **rules)
    _copy(ProgrammeStage, old, year)
    _copy(YearModule, old, year)
    if percent is not None:
        _copy(Target, old, year, amount="people", percent=percent, least=0)
        _copy(TrainingTarget, old, year, amount="amount", percent=percent, least=1)
    return year


def _copy(model, old, year, *, amount=None, percent=100, least=0):
    rows = list(model.objects.filter(programme_year=old).order_by("pk"))
    for row in rows:
        row.pk, row._state.adding, row.programme_year = None, True, year
        if amount:
            setattr(row, amount, max((getattr(row, amount) * percent + 50) // 100, least))
            row.decree = None  # the new year has a decision of its own
    model.objects.bulk_create(rows)
