"""Identity checks as evidence of Pendaftaran."""

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.identity_checks.models import IdentityCheck
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind

KIND = "identitycheck"
_PLACES = dict(IdentityCheck.Place.choices)

SOURCES = [
    Source(
        KIND,
        Stage.REGISTRATION,
        IdentityCheck.objects.all(),
        IdentityCheck.objects.standing(),
        at="checked_on",
        key="place",
    )
]


def facts(rows):
    return [row.fact(Stage.REGISTRATION, FactKind.IDENTITY_CHECKED) for row in rows if row.kind == KIND]


def _in_words(row):
    at = "di " if row.key == IdentityCheck.Place.DESK else ""
    return f"KTP diperiksa {tanggal(row.on)} {at}{_PLACES[row.key]}"


SENTENCES = {KIND: _in_words}
