"""Mentoring notes as evidence of Pendampingan."""

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.journey.evidence_rows import Source
from participants.journey.facts import Fact, FactKind
from participants.mentoring.models import MentoringNote

KIND = "mentoringnote"

SOURCES = [
    Source(
        KIND,
        Stage.MENTORING,
        MentoringNote.objects.all(),
        MentoringNote.objects.standing(),
        at="met_on",
        then="next_step_done_on",
    )
]


def facts(rows):
    """Yield a fact for each note, and one for each follow-up that is done."""
    for row in rows:
        if row.kind == KIND:
            yield row.fact(Stage.MENTORING, FactKind.NOTE)
            if row.then:
                yield Fact(row.participant_id, Stage.MENTORING, FactKind.FOLLOW_UP, row.then_on, row.ref)


def _in_words(row):
    if row.then:
        return f"Pendampingan {tanggal(row.on)}, tindak lanjut selesai {tanggal(row.then_on)}"
    return f"Pendampingan {tanggal(row.on)}"


SENTENCES = {KIND: _in_words}
