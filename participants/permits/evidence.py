"""Issued licences as evidence of Perizinan."""

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind
from participants.permits.models import Licence

KIND = "licence"
_KINDS = dict(Licence.Kind.choices)

SOURCES = [
    Source(
        KIND,
        Stage.PERMITS,
        Licence.objects.all(),
        Licence.objects.standing().filter(state=Licence.State.ISSUED),
        at="issued_on",
        key="kind",
        words="number",
    )
]
SENTENCES = {KIND: lambda row: f"{_KINDS[row.key]} nomor {row.words} terbit {tanggal(row.on)}"}


def facts(rows):
    return [row.fact(Stage.PERMITS, FactKind.LICENCE, key=row.key) for row in rows if row.kind == KIND]
