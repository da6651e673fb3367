"""Write a table of targets with the decision it stands on: pasted, or copied from the year before."""

from django.core.exceptions import ValidationError
from django.db import transaction

from okoce.programme.models import ProgrammeYear, TargetDecree
from trainings.targets.judging import Judged, Line

NOTHING = "Tidak ada angka yang baru atau berubah di tabel ini."
MOVED = "Target berubah sejak tabel ini ditampilkan; periksa lagi, lalu tulis."
WRONG_SUM = "Jumlahnya tidak cocok atau tidak disebut. Betulkan tabelnya, atau centang bahwa tetap ditulis."
NOTHING_BEFORE = "Tidak ada target tahun {} untuk instansi ini; tempelkan tabelnya."


def present(kind, year, office):
    """Return {(kecamatan, column): number that stands} of an office."""
    return {(row.kecamatan_id, kind.column_of(row)): getattr(row, kind.amount) for row in kind.rows(year, office.pks)}


@transaction.atomic
def write(kind, year, judge, *, seen, number, signed_on, by, accepted=False, source=None, percent=None):
    """Write what a table changes, and return its decision. `judge()` says what that is, asked with the year locked.

    Raise `ValidationError` when it adds up to no sum that was stated and nobody accepted that, when targets changed
    since they were `seen`, and when nothing is left to write.
    """
    ProgrammeYear.objects.select_for_update(no_key=True).get(pk=year.pk)
    judged = judge()
    if judged.digest != seen:
        raise ValidationError(MOVED)
    if not (judged.adds_up or accepted):
        raise ValidationError(WRONG_SUM)
    if not (judged.new or judged.changed):
        raise ValidationError(NOTHING)
    decree = TargetDecree.objects.create(
        programme_year=year,
        number=number,
        signed_on=signed_on,
        source=source or TargetDecree.Source.PASTED,
        percent=percent,
        added_up=judged.adds_up,
        written_by=by,
    )
    kind.model.objects.bulk_create(kind.row(year, line, decree) for line in judged.new)
    _change(kind, year, judged.changed, decree)
    return decree


def _change(kind, year, lines, decree):
    wanted = {(line.kecamatan, line.column): line.new for line in lines}
    changed = []
    for row in kind.rows(year, {line.agency for line in lines}):
        key = row.kecamatan_id, kind.column_of(row)
        if key in wanted:
            setattr(row, kind.amount, wanted[key])
            row.decree = decree
            changed.append(row)
    kind.model.objects.bulk_update(changed, [kind.amount, "decree"], batch_size=200)


def copied(kind, year, before, office, *, percent):
    """Return what copying last year's table would write; each number is rounded to the nearest whole one.

    Raise `ValidationError` where that year has no table of this office.
    """
    stands, judged = present(kind, year, office), Judged()
    for row in kind.rows(before, office.pks).order_by("kecamatan", "pk"):
        key = row.kecamatan_id, kind.column_of(row)
        new = max((getattr(row, kind.amount) * percent + 50) // 100, kind.least)
        judged.lines.append(Line(*key, row.agency_id, stands.get(key), new))
    if not judged.lines:
        raise ValidationError(NOTHING_BEFORE.format(before.year))
    return judged
