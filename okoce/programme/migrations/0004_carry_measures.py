"""Carry the measures from the parameters of each stage over to the fields of its year, and through their history."""

from django.db import migrations

from okoce.history import STOOD

LIMITS = {
    "attendance_percent": (1, 100),
    "notes": (1, 24),
    "days_apart": (0, 90),
    "finished_follow_up": (0, 24),
    "statements": (1, 12),
    "months": (1, 24),
}
USUAL = {
    "attendance_percent": 75, "notes": 2, "days_apart": 7, "finished_follow_up": 1, "statements": 3, "months": 6,
    "counts_nib": True, "counts_pirt": False, "counts_halal": False, "counts_merek": False,
}  # fmt: skip
KINDS = ("nib", "pirt", "halal", "merek")
YOUNGEST = (10, 60)


def measures_of(rules):
    """Return ({field: value}, names that could not be carried) of the parameters of all stages, the last one winning.

    What was not known was never used and is left behind; what could not be judged by becomes the usual value.
    """
    given = {name: value for rule in rules if isinstance(rule, dict) for name, value in rule.items()}
    found, unusable = dict(USUAL), []
    for name, (lowest, highest) in LIMITS.items():
        if name not in given:
            continue
        number = _whole(given[name])
        if number is not None and lowest <= number <= highest:
            found[name] = number
        else:
            unusable.append(name)
    if found["months"] < found["statements"]:
        unusable += ["statements", "months"]
        found |= {name: USUAL[name] for name in ("statements", "months")}
    if "licence_kinds" in given:
        kinds = given["licence_kinds"] if isinstance(given["licence_kinds"], list) else []
        if any(kind in kinds for kind in KINDS):
            found |= {f"counts_{kind}": kind in kinds for kind in KINDS}
        else:
            unusable.append("licence_kinds")
    return found, unusable


def _whole(value):
    """75, 75.0 or "75"; None for anything else."""
    try:
        number = None if isinstance(value, bool) else float(value)
    except (TypeError, ValueError):
        return None
    return int(number) if number is not None and number.is_integer() else None


def carry(apps, schema_editor):
    Year = apps.get_model("programme", "ProgrammeYear")
    Copy = apps.get_model("programme", "HistoricalProgrammeYear")
    for year in Year.objects.all():
        rules = dict(year.stages.order_by("position").values_list("id", "rule"))
        measures, unusable = measures_of(rules.values())
        age = min(max(year.minimum_age, YOUNGEST[0]), YOUNGEST[1])
        if age != year.minimum_age:
            unusable.append("minimum_age")
        Year.objects.filter(pk=year.pk).update(minimum_age=age, **measures)
        if unusable:
            print(f"Tahun {year.year}: {', '.join(unusable)} di luar batas dan diganti; periksa di admin.")
    for pk in set(Copy.objects.values_list("id", flat=True)) | set(Year.objects.values_list("pk", flat=True)):
        carry_history(apps, pk)


def carry_history(apps, pk):
    """Give each copy of a year the measures of its instant, and each change of a measure a copy of the year.

    Copies are read in the order of their numbers, so where one comes in between, all are numbered anew.
    """
    Year, Copy, StageCopy = (
        apps.get_model("programme", name)
        for name in ("ProgrammeYear", "HistoricalProgrammeYear", "HistoricalProgrammeStage")
    )
    copies = list(Copy.objects.filter(id=pk).order_by("history_id"))
    of_stages = list(StageCopy.objects.filter(programme_year_id=pk).order_by("history_id"))
    standing = Year.objects.filter(pk=pk).first()
    if not copies and (standing is None or not of_stages):
        return
    rules = dict(apps.get_model("programme", "ProgrammeStage").objects.filter(programme_year_id=pk).order_by(
        "position").values_list("id", "rule"))  # fmt: skip
    for copy in reversed(of_stages):  # as each stage was when it is first heard of
        rules[copy.id] = copy.rule
    now, told = measures_of(rules.values())[0], []
    for copy in sorted([*copies, *of_stages], key=lambda copy: copy.history_date):
        if isinstance(copy, Copy):
            if not (told and copy.history_change_reason == STOOD):
                told.append(_copy(Copy, copy, now, copy, copy.history_type))
            continue
        rules[copy.id] = {} if copy.history_type == "-" else copy.rule
        before, now = now, measures_of(rules.values())[0]
        if now != before:
            if not told:
                stood = _copy(Copy, (copies or [standing])[0], before, copy, "+")
                stood.history_user_id, stood.history_change_reason = None, STOOD
                told.append(stood)
            told.append(_copy(Copy, told[-1], now, copy, "~"))
    Copy.objects.filter(id=pk).delete()
    Copy.objects.bulk_create(told)


def _copy(Copy, year, measures, act, kind):
    """A copy of a year with these measures, made by the act that another copy tells of."""
    names = ("id", "year", "name", "starts_on", "ends_on", "order", "minimum_age")
    return Copy(
        **{name: getattr(year, name) for name in names},
        **measures,
        history_date=act.history_date,
        history_user_id=act.history_user_id,
        history_change_reason=act.history_change_reason,
        history_type=kind,
    )


class Migration(migrations.Migration):
    dependencies = [("programme", "0003_measures")]
    operations = [migrations.RunPython(carry, migrations.RunPython.noop)]
