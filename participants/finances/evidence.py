"""Monthly statements as evidence of Pelaporan Keuangan."""

from okoce.formats import bulan, tanggal
from okoce.programme.stages import Stage
from participants.finances.models import MonthlyStatement
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind

KIND = "monthlystatement"

SOURCES = [
    Source(
        KIND,
        Stage.FINANCES,
        MonthlyStatement.objects.all(),
        MonthlyStatement.objects.standing(),
        at="submitted_on",
        then="month_on",
    )
]
SENTENCES = {
    KIND: lambda row: f"Laporan keuangan {bulan(row.then_on)} diserahkan {tanggal(row.on)}",
}


def facts(rows):
    """Return a fact for each statement; its key is the month it is about, as 2026-11."""
    return [row.fact(Stage.FINANCES, FactKind.STATEMENT, key=row.then[:7]) for row in rows if row.kind == KIND]
