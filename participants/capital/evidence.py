"""Disbursed capital as evidence of Permodalan."""

from okoce.formats import rupiah, tanggal
from okoce.programme.stages import Stage
from participants.capital.models import CapitalApplication
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind

KIND = "capitalapplication"

SOURCES = [
    Source(
        KIND,
        Stage.CAPITAL,
        CapitalApplication.objects.all(),
        CapitalApplication.objects.counting(),
        at="disbursed_on",
        words="lender",
        amount="amount",
    )
]
SENTENCES = {
    KIND: lambda row: f"{rupiah(row.amount)} cair dari {row.words}, {tanggal(row.on)}",
}


def facts(rows):
    return [row.fact(Stage.CAPITAL, FactKind.DISBURSEMENT, amount=row.amount) for row in rows if row.kind == KIND]
