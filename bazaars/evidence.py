"""What bazaars saw of people: takings at a stall."""

from bazaars.models import StallSale
from okoce.formats import rupiah, tanggal
from okoce.programme.stages import Stage
from participants.journey.evidence_rows import Source
from participants.journey.facts import Fact, FactKind

KIND = "stallsale"

SOURCES = [
    Source(
        KIND,
        Stage.MARKETING,
        StallSale.objects.all(),
        StallSale.objects.counting(),
        at="sold_on",
        words="bazaar__name",
        amount="amount",
    )
]


def facts(seen):
    for row in seen:
        if row.kind == KIND:
            yield Fact(row.participant_id, Stage.MARKETING, FactKind.SALE, row.on, row.ref, amount=row.amount)


SENTENCES = {KIND: lambda row: f"Berjualan di {row.words}, {tanggal(row.on)}: {rupiah(row.amount)}"}
