"""That somebody is in the register: evidence of Pendaftaran together with the identity check."""

from okoce.programme.stages import Stage
from participants.journey.evidence_rows import Source
from participants.journey.facts import FactKind
from participants.people.models import Participant

KIND = "participant"

SOURCES = [
    # Data are complete by constraint; that the notice was shown is part of it.
    Source(
        KIND,
        Stage.REGISTRATION,
        Participant.objects.all(),
        Participant.objects.exclude(notice_version=""),
        person="id",
        at="registered_at",
    )
]
SENTENCES = {}  # a participant knows that they registered


def facts(rows):
    return [row.fact(Stage.REGISTRATION, FactKind.REGISTERED) for row in rows if row.kind == KIND]
