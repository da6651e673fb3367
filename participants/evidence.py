"""What the register saw of people, and how each piece of it reads."""

from okoce.formats import bulan, rupiah, tanggal
from okoce.programme.stages import Stage
from participants.facts import Fact
from participants.models import (
    CapitalApplication,
    IdentityCheck,
    Licence,
    MentoringNote,
    MonthlyStatement,
    Participant,
)
from participants.sightings import Source

_PLACES, _KINDS = dict(IdentityCheck.Place.choices), dict(Licence.Kind.choices)

SOURCES = [
    # Data are complete by constraint; that the notice was shown is part of it.
    Source(
        "participant",
        Participant.objects.all(),
        Participant.objects.exclude(notice_version=""),
        person="id",
        at="registered_at",
    ),
    Source(
        "identitycheck", IdentityCheck.objects.all(), IdentityCheck.objects.standing(), at="checked_on", key="place"
    ),
    Source(
        "mentoringnote",
        MentoringNote.objects.all(),
        MentoringNote.objects.standing(),
        at="met_on",
        then="next_step_done_on",
    ),
    Source(
        "licence",
        Licence.objects.all(),
        Licence.objects.standing().filter(state=Licence.State.ISSUED),
        at="issued_on",
        key="kind",
        words="number",
    ),
    Source(
        "monthlystatement",
        MonthlyStatement.objects.all(),
        MonthlyStatement.objects.standing(),
        at="submitted_on",
        then="month_on",
    ),
    Source(
        "capitalapplication",
        CapitalApplication.objects.all(),
        CapitalApplication.objects.counting(),
        at="disbursed_on",
        words="lender",
        amount="amount",
    ),
]


def facts(seen):
    """The facts in rows of these sources."""
    for row in seen:
        if row.kind in _FACTS:
            yield from _FACTS[row.kind](row)


def _fact(row, stage, kind, **more):
    return Fact(row.participant_id, stage, kind, row.on, row.ref, **more)


def _noted(row):
    yield _fact(row, Stage.MENTORING, "note")
    if row.then:
        yield Fact(row.participant_id, Stage.MENTORING, "follow_up", row.then_on, row.ref)


_FACTS = {
    "participant": lambda row: [_fact(row, Stage.REGISTRATION, "registered")],
    "identitycheck": lambda row: [_fact(row, Stage.REGISTRATION, "identity_checked")],
    "mentoringnote": _noted,
    "licence": lambda row: [_fact(row, Stage.PERMITS, "licence", key=row.key)],
    "monthlystatement": lambda row: [_fact(row, Stage.FINANCES, "statement", key=row.then[:7])],
    "capitalapplication": lambda row: [_fact(row, Stage.CAPITAL, "disbursement", amount=row.amount)],
}


def _check_in_words(row):
    at = "di " if row.key == IdentityCheck.Place.DESK else ""
    return f"KTP diperiksa {tanggal(row.on)} {at}{_PLACES[row.key]}"


def _note_in_words(row):
    if row.then:
        return f"Pendampingan {tanggal(row.on)}, tindak lanjut selesai {tanggal(row.then_on)}"
    return f"Pendampingan {tanggal(row.on)}"


# Each kind as a sentence for the person themself.
SENTENCES = {
    "identitycheck": _check_in_words,
    "mentoringnote": _note_in_words,
    "licence": lambda row: f"{_KINDS[row.key]} nomor {row.words} terbit {tanggal(row.on)}",
    "monthlystatement": lambda row: f"Laporan keuangan {bulan(row.then_on)} diserahkan {tanggal(row.on)}",
    "capitalapplication": lambda row: f"{rupiah(row.amount)} cair dari {row.words}, {tanggal(row.on)}",
}
