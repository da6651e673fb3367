"""Monthly statements, capital, stalls and takings: how many, of whom, and in rupiah."""

from django.db.models import Case, F, Value, When
from django.db.models.functions import Coalesce, Least

from bazaars.models import StallDay, StallSale
from participants.capital.models import CapitalApplication
from participants.finances.models import MonthlyStatement
from reports.figures.definitions import Figure, Group, Measure, Unit
from reports.figures.fact_rows import NOTHING, day_of, of_people, registered

ALL = "semua"
State = CapitalApplication.State
WANTED = (State.APPLIED.value, State.DISBURSED.value, State.REFUSED.value)
WRITTEN = "Pada hari permohonannya dicatat."


def statements(year, on):
    """Monthly statements that were handed in by a day."""
    rows = MonthlyStatement.objects.standing().filter(registered(year, on), submitted_on__lte=on)
    return of_people(rows, on, day=F("submitted_on"), part=Value(ALL))


def applications(year, on):
    """Applications for capital that were made by a day, by how they stand, with what was asked for."""
    written = day_of("recorded_at")
    day = Case(When(disbursed_on__isnull=False, then=Least(written, F("disbursed_on"))), default=written)
    rows = CapitalApplication.objects.standing().filter(registered(year, on)).annotate(asked_on=day)
    worth = Coalesce(F("amount"), NOTHING)
    return of_people(rows.filter(asked_on__lte=on), on, day=F("asked_on"), part=F("state"), worth=worth)


def disbursed(year, on):
    """Capital that came by a day, where somebody else than its owner said so or checked it."""
    rows = CapitalApplication.objects.counting().filter(registered(year, on), disbursed_on__lte=on)
    return of_people(rows, on, day=F("disbursed_on"), part=Value(ALL), worth=F("amount"))


def takings(year, on):
    """What people sold at bazaars by a day, written down or checked by somebody else."""
    rows = StallSale.objects.counting().filter(registered(year, on), sold_on__lte=on)
    return of_people(rows, on, day=F("sold_on"), part=Value(ALL), worth=F("amount"))


def stall_days(year, on):
    """Stalls that people had, one for each day that has come."""
    person = "application__participant"
    rows = StallDay.objects.standing().filter(registered(year, on, person), day_on__lte=on)
    return of_people(rows, on, day=F("day_on"), part=Value(ALL), person=person)


def _figure(key, name, definition, unit, group, rows, measure, parts=(ALL,)):
    where = "Orang dihitung sekali, di tempat tinggalnya pada hari angka ini."
    if measure != Measure.PEOPLE:
        where = "Dihitung di kecamatan tempat tinggal orangnya pada hari itu."
    return Figure(
        key=key,
        version=1,
        name=name,
        definition=f"{definition} {where}",
        unit=unit,
        group=group,
        rows=rows,
        parts=parts,
        measure=measure,
    )


def _statements(key, name, definition, unit, measure):
    return _figure(key, name, definition, unit, Group.STATEMENTS, statements, measure)


def _applications(key, name, definition, measure, parts):
    unit = Unit.RUPIAH if measure == Measure.AMOUNT else Unit.APPLICATIONS
    return _figure(key, name, f"{definition} {WRITTEN}", unit, Group.CAPITAL, applications, measure, parts)


def _disbursed(key, name, definition, unit, measure):
    return _figure(key, name, definition, unit, Group.CAPITAL, disbursed, measure)


def _stalls(key, name, definition, unit, rows, measure):
    return _figure(key, name, definition, unit, Group.STALLS, rows, measure)


ROWS, PEOPLE, AMOUNT = Measure
FIGURES = [
    _statements(
        "laporan_bulanan", "Laporan bulanan", "Laporan keuangan bulanan yang diserahkan.", Unit.STATEMENTS, ROWS
    ),
    _statements("pelapor", "Pelapor", "Orang dengan sedikitnya satu laporan bulanan.", Unit.PEOPLE, PEOPLE),
    _applications("modal_diajukan", "Modal diajukan", "Permohonan modal, apa pun hasilnya.", ROWS, WANTED),
    _applications("rupiah_diajukan", "Rupiah diajukan", "Jumlah semua permohonan modal.", AMOUNT, WANTED),
    _applications("modal_ditolak", "Modal ditolak", "Permohonan modal yang ditolak.", ROWS, (State.REFUSED.value,)),
    _applications("rupiah_ditolak", "Rupiah ditolak", "Jumlah yang ditolak.", AMOUNT, (State.REFUSED.value,)),
    _applications(
        "tidak_berminat",
        "Tidak berminat modal",
        "Catatan bahwa orangnya tidak berminat pinjam; sah, dan bukan kegagalan.",
        ROWS,
        (State.NOT_WANTED.value,),
    ),
    _disbursed("modal_cair", "Modal cair", "Permohonan yang dananya cair, sudah dipastikan.", Unit.APPLICATIONS, ROWS),
    _disbursed("penerima_modal", "Penerima modal", "Orang yang dananya sudah cair.", Unit.PEOPLE, PEOPLE),
    _disbursed("rupiah_cair", "Rupiah cair", "Jumlah dana yang cair.", Unit.RUPIAH, AMOUNT),
    _stalls("lapak_terpakai", "Lapak", "Lapak bazar yang ditempati, dihitung per hari.", Unit.STALLS, stall_days, ROWS),
    _stalls("penjual", "Penjual di bazar", "Orang dengan penjualan tercatat di bazar.", Unit.PEOPLE, takings, PEOPLE),
    _stalls("rupiah_penjualan", "Penjualan bazar", "Jumlah penjualan di bazar.", Unit.RUPIAH, takings, AMOUNT),
]
