"""What the register saw of people, and how each piece of it reads."""

from collections import defaultdict

from okoce.clock import wib_day
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


def facts(participant_ids):
    yield from _registered(participant_ids)
    yield from _identity_checked(participant_ids)
    yield from _mentored(participant_ids)
    yield from _licensed(participant_ids)
    yield from _reported(participant_ids)
    yield from _disbursed(participant_ids)


def words(refs):
    """Each reference of the register as a sentence for the person themself."""
    numbers = defaultdict(list)
    for ref in refs:
        model, _, number = ref.partition(":")
        numbers[model].append(number)
    told = {}
    for model, (rows, sentence) in _SENTENCES.items():
        if numbers[model]:
            for row in rows.objects.filter(pk__in=numbers[model]):
                told[f"{model}:{row.pk}"] = sentence(row)
    return told


def _registered(ids):
    """Data are complete by constraint; that the notice was shown is part of it."""
    rows = Participant.objects.filter(pk__in=ids).exclude(notice_version="")
    for pk, at in rows.values_list("pk", "registered_at"):
        yield Fact(pk, Stage.REGISTRATION, "registered", wib_day(at), f"participant:{pk}")


def _identity_checked(ids):
    rows = IdentityCheck.objects.standing().filter(participant__in=ids)
    for pk, person, day in rows.values_list("pk", "participant_id", "checked_on"):
        yield Fact(person, Stage.REGISTRATION, "identity_checked", day, f"identitycheck:{pk}")


def _mentored(ids):
    rows = MentoringNote.objects.filter(participant__in=ids, voided_at=None)
    for pk, person, met_on, done_on in rows.values_list("pk", "participant_id", "met_on", "next_step_done_on"):
        yield Fact(person, Stage.MENTORING, "note", met_on, f"mentoringnote:{pk}")
        if done_on:
            yield Fact(person, Stage.MENTORING, "follow_up", done_on, f"mentoringnote:{pk}")


def _licensed(ids):
    rows = Licence.objects.standing().filter(participant__in=ids, state=Licence.State.ISSUED)
    for pk, person, kind, day in rows.values_list("pk", "participant_id", "kind", "issued_on"):
        yield Fact(person, Stage.PERMITS, "licence", day, f"licence:{pk}", key=kind)


def _reported(ids):
    rows = MonthlyStatement.objects.standing().filter(participant__in=ids)
    for pk, person, month, day in rows.values_list("pk", "participant_id", "month_on", "submitted_on"):
        yield Fact(person, Stage.FINANCES, "statement", day, f"monthlystatement:{pk}", key=f"{month:%Y-%m}")


def _disbursed(ids):
    disbursed = CapitalApplication.objects.standing().filter(state=CapitalApplication.State.DISBURSED)
    rows = disbursed.filter(participant__in=ids)
    for pk, person, amount, day in rows.values_list("pk", "participant_id", "amount", "disbursed_on"):
        yield Fact(person, Stage.CAPITAL, "disbursement", day, f"capitalapplication:{pk}", amount=amount)


def _check_in_words(check):
    at = "di " if check.place == IdentityCheck.Place.DESK else ""
    return f"KTP diperiksa {tanggal(check.checked_on)} {at}{check.get_place_display()}"


def _note_in_words(note):
    if note.next_step_done_on:
        return f"Pendampingan {tanggal(note.met_on)}, tindak lanjut selesai {tanggal(note.next_step_done_on)}"
    return f"Pendampingan {tanggal(note.met_on)}"


_SENTENCES = {
    "identitycheck": (IdentityCheck, _check_in_words),
    "mentoringnote": (MentoringNote, _note_in_words),
    "licence": (
        Licence,
        lambda licence: f"{licence.get_kind_display()} nomor {licence.number} terbit {tanggal(licence.issued_on)}",
    ),
    "monthlystatement": (
        MonthlyStatement,
        lambda statement: f"Laporan keuangan {bulan(statement.month_on)} diserahkan {tanggal(statement.submitted_on)}",
    ),
    "capitalapplication": (
        CapitalApplication,
        lambda money: f"{rupiah(money.amount)} cair dari {money.lender}, {tanggal(money.disbursed_on)}",
    ),
}
