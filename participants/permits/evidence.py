"""Issued licences as evidence of Perizinan."""

from django.db.models import IntegerField
from django.db.models.functions import Cast

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind
from participants.permits.models import Licence

KIND = "licence"
FROM_LIST = ", dari daftar"
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
        whole=Cast("from_list", IntegerField()),
    )
]
SENTENCES = {
    KIND: lambda row: f"{_KINDS[row.key]} nomor {row.words} terbit {tanggal(row.on)}{FROM_LIST if row.whole else ''}"
}


def facts(rows):
    return [row.fact(Stage.PERMITS, FactKind.LICENCE, key=row.key) for row in rows if row.kind == KIND]
