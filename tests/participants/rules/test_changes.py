"""Who may propose, confirm, refuse and withdraw a change of rules, and what the database holds of it."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import day_starts_at, now, today
from okoce.jobs.models import Job
from okoce.notifications.models import Message
from okoce.programme import memory
from okoce.programme.models import ProgrammeYear
from participants.journey.actions import journeys
from participants.rules.actions import confirming, proposing
from participants.rules.models import RuleChange
from participants.rules.proposed import values_of
from tests.factories import evidence
from tests.factories.people import make_user
from tests.factories.rules import make_rule_change
from tests.factories.years import make_year
from tests.participants.journey.acting import make_resident

pytestmark = pytest.mark.django_db
State = RuleChange.State


@pytest.fixture
def first():
    return make_user("province", phone="+6281200007001")


@pytest.fixture
def second():
    return make_user("province", phone="+6281200007002")


def propose(first, year=None, *, counts_from=None, reason="Sesuai SK baru", **values):
    about = {"counts_from": counts_from or today(), "reason": reason}
    return proposing.propose(year or make_year(), values, by=first, **about)


def test_a_proposal_keeps_only_what_changes_with_the_old_values(first):
    change = propose(first, statements=2, months=6, modules=["M1", "M2"])

    assert change.values == {"statements": 2, "modules": ["M1", "M2"]}
    assert change.before == {"statements": 3, "modules": ["M1", "M2", "M3"]}
    assert (change.job.name, change.state) == ("rules.count", State.WAITING)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"statements": 3}, "Tidak ada aturan yang berubah"),
        ({"modules": []}, "Pilih sedikitnya satu modul"),
        ({"statements": 7}, "Jumlah bulan harus"),
        ({"counts_nib": False}, "Pilih sedikitnya satu jenis izin"),
        ({"attendance_percent": 101}, "100"),
        ({"notes": 5, "counts_from": "yesterday"}, "paling cepat hari ini"),
        ({"notes": 5, "counts_from": "next year"}, "sesudah tahun programnya berakhir"),
        ({"notes": 5, "reason": " "}, "Tulis alasan"),
    ],
)
def test_what_cannot_be_proposed_is_refused_in_words(first, values, words):
    days = {"yesterday": today() - dt.timedelta(days=1), "next year": dt.date(today().year + 1, 1, 1)}
    values = values | {"counts_from": days.get(values.get("counts_from"))}

    with pytest.raises(ValidationError, match=words):
        propose(first, **values)

    assert not RuleChange.objects.exists()


def test_one_change_of_a_year_is_open_at_a_time(first):
    propose(first, notes=5)

    with pytest.raises(ValidationError, match="belum selesai"):
        propose(first, notes=6)


@pytest.mark.parametrize("role", ["officer", "staff", "official", "auditor", "privacy", "mentor"])
def test_only_the_dinas_proposes_confirms_and_refuses(role):
    year = make_year()
    change, user = make_rule_change(year, notes=5), make_user(role)

    with pytest.raises(PermissionDenied):
        propose(user, year, notes=6)
    with pytest.raises(PermissionDenied):
        confirming.confirm(change, by=user, seen=change.digest)
    with pytest.raises(PermissionDenied):
        proposing.refuse(change, by=user, answer="tidak setuju")


def test_nobody_decides_their_own_change(first):
    change = make_rule_change(make_year(), by=first, notes=5)

    with pytest.raises(ValidationError, match="diputuskan orang lain"):
        confirming.confirm(change, by=first, seen=change.digest)
    with pytest.raises(ValidationError, match="diputuskan orang lain"):
        proposing.refuse(change, by=first, answer="tidak setuju")


def test_the_database_refuses_it_too(first):
    change = make_rule_change(make_year(), by=first, notes=5)
    rows = RuleChange.objects.filter(pk=change.pk)

    with pytest.raises(IntegrityError, match="rulechange_takes_two_people"), transaction.atomic():
        rows.update(state=State.CHECKING, decided_by=first, decided_at=now())
    with pytest.raises(IntegrityError, match="decided_rulechange_names_who"), transaction.atomic():
        rows.update(state=State.CHECKING)
    with pytest.raises(IntegrityError, match="rule_change_has_a_reason"), transaction.atomic():
        rows.update(reason="")
    with pytest.raises(IntegrityError, match="refused_rulechange_says_why"), transaction.atomic():
        rows.update(state=State.REFUSED, decided_by=make_user("province", phone="+6281200007003"))
    with pytest.raises(IntegrityError, match="done_rule_change_says_when"), transaction.atomic():
        rows.update(state=State.DONE, decided_by=make_user("province", phone="+6281200007004"))


@pytest.mark.parametrize(
    ("is_counted", "seen", "words"), [(False, "", "belum selesai dihitung"), (True, "lain", "dihitung ulang")]
)
def test_only_the_effect_that_was_seen_is_confirmed(second, is_counted, seen, words):
    change = make_rule_change(make_year(), is_counted=is_counted, notes=5)

    with pytest.raises(ValidationError, match=words):
        confirming.confirm(change, by=second, seen=seen)


def test_a_confirmed_change_is_written_into_the_year_with_its_history(first, second):
    year = make_year()
    change = make_rule_change(year, by=first, statements=2, modules=["M1"])

    confirming.confirm(change, by=second, seen=change.digest)
    confirming.carry_out(change.pk)

    year = ProgrammeYear.objects.get()
    assert (year.statements, year.rules_version) == (2, 2)
    assert values_of(memory.year_of(year.pk))["modules"] == ["M1"]
    copy = year.history.first()
    assert (copy.statements, copy.history_user, copy.history_change_reason) == (2, second, "Sesuai SK baru")
    assert Message.objects.filter(user=first, kind="rule_change", body__contains="sudah berlaku").count() == 1


def test_a_module_the_year_did_not_teach_becomes_one_that_it_requires(second):
    year, more = make_year(), make_year(2025).year_modules.first().module
    extra = type(more).objects.create(code="K1", name="Keterampilan")
    change = make_rule_change(year, modules=["K1", "M1"])

    confirming.confirm(change, by=second, seen=change.digest)
    confirming.carry_out(change.pk)

    rows = year.year_modules.order_by("position").values_list("module__code", "is_required")
    assert list(rows) == [("M1", True), ("M2", False), ("M3", False), (extra.code, True)]


def test_a_change_for_a_later_day_waits_for_it_and_shows_both_effects(first, second, time_machine):
    officer, year = make_user("officer"), make_year()
    person = make_resident(year=year)
    evidence.make_check(person, dt.date(year.year, 1, 6), by=officer)
    journeys.enter(person)
    day = today() + dt.timedelta(days=3)
    change = make_rule_change(year, by=first, counts_from=day, statements=1)

    confirming.confirm(change, by=second, seen=change.digest)
    confirming.carry_out(change.pk)
    change.refresh_from_db()
    job = change.job
    assert (change.state, job.name, job.due_at) == (State.CONFIRMED, "rules.carry_out", day_starts_at(day))
    confirming.carry_out(change.pk)
    assert ProgrammeYear.objects.get().statements == 3

    evidence.make_statement(person, dt.date(year.year, 2, 1))
    journeys.refresh([person.pk])
    time_machine.move_to(day_starts_at(day) + dt.timedelta(minutes=1))
    confirming.carry_out(change.pk)

    change.refresh_from_db()
    assert (change.state, ProgrammeYear.objects.get().statements) == (State.DONE, 1)
    assert (change.confirmed["people"], change.effect["people"]) == ({}, {"gained": 1})
    assert person.standings.filter(stage="pelaporan").exists()


def test_carrying_out_twice_changes_nothing_more(second):
    change = make_rule_change(make_year(), notes=5)
    confirming.confirm(change, by=second, seen=change.digest)
    confirming.carry_out(change.pk)

    confirming.carry_out(change.pk)

    assert ProgrammeYear.objects.get().rules_version == 2


def test_a_refused_change_says_why_and_leaves_the_rules(first, second):
    change = make_rule_change(make_year(), by=first, notes=5)

    with pytest.raises(ValidationError, match="alasan penolakan"):
        proposing.refuse(change, by=second, answer=" ")
    proposing.refuse(change, by=second, answer="SK-nya belum terbit")

    change.refresh_from_db()
    assert (change.state, change.answer, change.decided_by) == (State.REFUSED, "SK-nya belum terbit", second)
    assert "belum terbit" in Message.objects.get(user=first).body
    with pytest.raises(ValidationError, match="sudah diputuskan"):
        confirming.confirm(change, by=second, seen=change.digest)


def test_only_who_proposed_takes_it_back(first, second):
    change = make_rule_change(make_year(), by=first, notes=5)

    with pytest.raises(ValidationError, match="Hanya pengusulnya"):
        proposing.withdraw(change, by=second)
    proposing.withdraw(change, by=first)

    change.refresh_from_db()
    assert change.state == State.WITHDRAWN
    propose(first, notes=6)


def test_counting_again_starts_another_job(first):
    change = make_rule_change(make_year(), by=first, notes=5)

    proposing.recount(change, by=first)

    change.refresh_from_db()
    assert (change.counted_at, Job.objects.filter(name="rules.count").count()) == (None, 2)
