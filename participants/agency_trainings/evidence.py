"""Modules attended at other agencies, as evidence of Pelatihan; old claims are none."""

from django.db.models import Value
from django.db.models.functions import Concat

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.agency_trainings.models import AgencyAttendance
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind

KIND = "agencyattendance"
SOURCES = [
    Source(
        KIND,
        Stage.TRAINING,
        AgencyAttendance.objects.all(),
        AgencyAttendance.objects.standing(),
        at="attended_on",
        key="module__code",
        words=Concat("module__name", Value(" di "), "agency__name"),
    )
]
SENTENCES = {KIND: lambda row: f"Hadir {row.words}, {tanggal(row.on)}, menurut daftar instansinya"}


def facts(rows):
    """Return a fact for each module: the list of an agency says that all of it was attended."""
    whole = {"amount": 1, "whole": 1}
    return [
        row.fact(Stage.TRAINING, FactKind.MODULE_ATTENDED, key=row.key, **whole) for row in rows if row.kind == KIND
    ]
