"""The rules of the seven stages, as tables of cases."""

import dataclasses
import datetime as dt
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okoce.programme.stages import Stage
from participants.journey.facts import Fact
from participants.journey.stages import Policy, Reached, held, judge, modules_completed

pytestmark = pytest.mark.once

FREE = Policy(modules=("M1", "M2", "M3"))
SEQUENTIAL = Policy(modules=("M1", "M2", "M3"), is_sequential=True)


def day(number):
    """Day 1 is 1 January 2026."""
    return dt.date(2025, 12, 31) + dt.timedelta(days=number)


def fact(stage, kind, on, ref="", **fields):
    return Fact(1, stage, kind, day(on), ref or f"{kind}:{on}", **fields)


def registered(on=1, checked=1):
    return [
        fact(Stage.REGISTRATION, "registered", on),
        fact(Stage.REGISTRATION, "identity_checked", checked, "identitycheck:1"),
    ]


def attended(module, on, *, amount=1, whole=1):
    return fact(Stage.TRAINING, "module_attended", on, f"attendance:{on}", key=module, amount=amount, whole=whole)


def note(on):
    return fact(Stage.MENTORING, "note", on)


def follow_up(on):
    return fact(Stage.MENTORING, "follow_up", on)


def licence(on, kind="nib"):
    return fact(Stage.PERMITS, "licence", on, key=kind)


def statement(month, on):
    return fact(Stage.FINANCES, "statement", on, f"monthlystatement:{on}", key=month)


def test_a_fact_that_says_no_more_has_no_key_and_no_amount_and_stays_as_it_is():
    plain = Fact(1, Stage.PERMITS, "licence", day(1), "licence:1")

    assert (plain.key, plain.amount, plain.whole) == ("", 0, 0)
    with pytest.raises(dataclasses.FrozenInstanceError):
        plain.amount = 1
    assert not hasattr(plain, "__dict__")


# --- Each rule -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stage", "facts", "on"),
    [
        ("pelatihan", [attended("M1", 5), attended("M2", 9), attended("M3", 7)], 9),
        ("pelatihan", [attended("M1", 5), attended("M1", 6), attended("M2", 9)], None),
        # 3 of 4 meetings are 75 %: the module counts on the third, and a fourth does not move the day.
        ("pelatihan", [attended(m, d, amount=d, whole=4) for m in FREE.modules for d in (1, 2, 3, 4)], 3),
        ("pelatihan", [attended(m, d, amount=d, whole=4) for m in FREE.modules for d in (1, 2)], None),
        # Two halves of two sessions are not a module.
        ("pelatihan", [attended(m, d, amount=1, whole=2) for m in FREE.modules for d in (1, 2)], None),
        ("pendampingan", [note(1), note(8), follow_up(4)], 8),
        ("pendampingan", [note(1), note(8), follow_up(20)], 20),
        ("pendampingan", [note(1), note(7), follow_up(4)], None),
        ("pendampingan", [note(1), note(8)], None),
        ("pendampingan", [note(1), note(5), note(8), follow_up(8)], 8),
        ("perizinan", [licence(30), licence(12)], 12),
        ("perizinan", [licence(12, "halal")], None),
        ("pemasaran", [fact(Stage.MARKETING, "sale", 40, amount=90_000)], 40),
        ("pemasaran", [fact(Stage.MARKETING, "channel_sale", 41, amount=15_000)], 41),
        ("pelaporan", [statement("2026-01", 32), statement("2026-03", 92), statement("2026-06", 182)], 182),
        ("pelaporan", [statement("2026-01", 32), statement("2026-03", 92), statement("2026-07", 213)], None),
        ("pelaporan", [statement("2025-11", 1), statement("2025-12", 2), statement("2026-01", 32)], 32),
        ("permodalan", [fact(Stage.CAPITAL, "disbursement", 200, amount=5_000_000)], 200),
        ("permodalan", [fact(Stage.CAPITAL, "disbursement", 200, amount=0)], None),
        ("permodalan", [fact(Stage.CAPITAL, "disbursement", 200, amount=1)], 200),
        ("permodalan", [], None),
    ],
)
def test_each_stage_asks_for_its_evidence(stage, facts, on):
    reached = judge(registered() + facts, FREE)

    assert (reached[stage].on if stage in reached else None) == (on and day(on))


def test_the_online_form_alone_does_not_reach_pendaftaran():
    assert judge([fact(Stage.REGISTRATION, "registered", 1)], FREE) == {}


def test_pendaftaran_counts_from_the_day_of_the_check_and_names_it():
    reached = judge(registered(on=1, checked=4), FREE)

    assert reached == {"pendaftaran": Reached(day(4), "identitycheck:1")}


def test_the_measures_belong_to_the_year():
    lenient = Policy(modules=("M1",), attendance_percent=50, notes=1, finished_follow_up=0, licence_kinds=("halal",))
    facts = [*registered(), attended("M1", 2, amount=1, whole=2), note(3), licence(4, "halal")]

    assert set(judge(facts, lenient)) == {"pendaftaran", "pelatihan", "pendampingan", "perizinan"}
    assert set(judge(facts, FREE)) == {"pendaftaran"}


def test_a_year_without_required_modules_gives_nobody_the_training():
    assert "pelatihan" not in judge([*registered(), attended("M1", 2)], Policy())


def test_modules_completed_are_counted_one_by_one():
    facts = [attended("M2", 3), attended("M2", 9), attended("M1", 4, amount=1, whole=2)]

    assert modules_completed(facts, FREE) == {"M2": Reached(day(3), "attendance:3")}


# --- Order of stages -----------------------------------------------------------------------------------


def test_in_a_free_year_a_stage_stands_by_itself():
    assert set(judge([*registered(), licence(12)], FREE)) == {"pendaftaran", "perizinan"}


def test_even_in_a_free_year_nothing_counts_before_the_identity_check():
    assert judge([registered()[0], licence(12)], FREE) == {}
    assert judge([*registered(checked=20), licence(12)], FREE)["perizinan"].on == day(20)


def test_in_a_sequential_year_a_stage_waits_for_all_before_it():
    facts = [*registered(), attended("M1", 5), attended("M2", 9), licence(3)]

    assert set(judge(facts, SEQUENTIAL)) == {"pendaftaran"}


def test_in_a_sequential_year_the_day_is_not_before_that_of_the_stage_before():
    facts = [*registered(), *(attended(m, 30) for m in FREE.modules), note(2), note(10), follow_up(11), licence(3)]

    reached = judge(facts, SEQUENTIAL)

    assert {stage: at.on for stage, at in reached.items()} == {
        "pendaftaran": day(1),
        "pelatihan": day(30),
        "pendampingan": day(30),
        "perizinan": day(30),
    }


def test_the_order_is_that_of_the_year():
    swapped = ("pendaftaran", "pendampingan", "pelatihan", *SEQUENTIAL.stages[3:])
    facts = [*registered(), note(2), note(10), follow_up(11)]

    assert set(judge(facts, Policy(stages=swapped, is_sequential=True, modules=("M1",)))) == {
        "pendaftaran",
        "pendampingan",
    }
    assert set(judge(facts, SEQUENTIAL)) == {"pendaftaran"}


# --- Laws ----------------------------------------------------------------------------------------------

_DAYS = st.integers(1, 400)
_FACTS = st.lists(
    st.one_of(
        st.builds(registered, _DAYS, _DAYS).map(tuple),
        st.builds(attended, st.sampled_from(FREE.modules), _DAYS, amount=st.integers(1, 4), whole=st.just(4)),
        st.builds(note, _DAYS),
        st.builds(follow_up, _DAYS),
        st.builds(licence, _DAYS, st.sampled_from(["nib", "halal"])),
        st.builds(statement, st.sampled_from([f"2026-{month:02d}" for month in range(1, 13)]), _DAYS),
        st.builds(lambda on: fact(Stage.MARKETING, "sale", on, amount=1), _DAYS),
        st.builds(lambda on: fact(Stage.CAPITAL, "disbursement", on, amount=1), _DAYS),
    ),
    max_size=40,
).map(lambda found: [each for one in found for each in (one if isinstance(one, tuple) else (one,))])


@given(facts=_FACTS, policy=st.sampled_from([FREE, SEQUENTIAL]), data=st.data())
def test_the_order_of_the_facts_never_matters(facts, policy, data):
    shuffled = data.draw(st.permutations(facts))

    assert judge(shuffled, policy) == judge(facts, policy)


@given(facts=_FACTS)
def test_a_sequential_year_reaches_a_beginning_of_the_path_in_order_of_days(facts):
    reached = judge(facts, SEQUENTIAL)

    days = [reached[stage].on for stage in SEQUENTIAL.stages if stage in reached]
    assert list(reached) == list(SEQUENTIAL.stages[: len(reached)])
    assert days == sorted(days)


@given(facts=_FACTS, policy=st.sampled_from([FREE, SEQUENTIAL]))
def test_every_reached_stage_names_a_fact_of_its_own(facts, policy):
    for stage, reached in judge(facts, policy).items():
        assert reached.ref in {each.ref for each in facts if each.stage == stage}


@given(facts=_FACTS, more=_FACTS, policy=st.sampled_from([FREE, SEQUENTIAL]))
def test_more_evidence_never_takes_a_stage_away_nor_delays_it(facts, more, policy):
    before, after = judge(facts, policy), judge(facts + more, policy)

    assert all(after[stage].on <= reached.on for stage, reached in before.items())


# --- As of a day, as known at an instant ---------------------------------------------------------------


@dataclass
class Event:
    kind: str
    happened_on: dt.date
    known_at: dt.datetime
    participant_id: int = 1
    stage: str = "pelatihan"


def known(number):
    return dt.datetime(2026, 1, number, tzinfo=dt.UTC)


def test_a_stage_is_held_from_its_day_and_once_it_is_known():
    events = [Event("gained", day(5), known(10))]

    assert held(events, on=day(5), known_at=known(10)) == {(1, "pelatihan")}
    assert held(events, on=day(4), known_at=known(10)) == set()
    assert held(events, on=day(9), known_at=known(9)) == set()


def test_a_later_correction_does_not_change_what_was_known_before():
    events = [
        Event("gained", day(5), known(6)),
        Event("lost", day(5), known(20)),
        Event("gained", day(8), known(20)),
    ]

    assert held(events, on=day(6), known_at=known(19)) == {(1, "pelatihan")}
    assert held(events, on=day(6), known_at=known(20)) == set()
    assert held(events, on=day(8), known_at=known(20)) == {(1, "pelatihan")}


# --- Measures to the last unit -------------------------------------------------------------------------


def test_without_a_year_the_measures_are_the_usual_ones():
    usual = Policy()

    assert (usual.attendance_percent, usual.notes, usual.days_apart, usual.finished_follow_up) == (75, 2, 7, 1)
    assert (usual.licence_kinds, usual.statements, usual.months, usual.is_sequential) == (("nib",), 3, 6, False)


@pytest.mark.parametrize(("amount", "is_enough"), [(299, False), (300, True)])
def test_attendance_is_enough_from_the_very_percent_on(amount, is_enough):
    facts = [attended("M1", 5, amount=amount, whole=400)]

    assert bool(modules_completed(facts, Policy(modules=("M1",)))) is is_enough


@pytest.mark.parametrize(("finished", "is_reached"), [(1, False), (2, True)])
def test_each_follow_up_counts_once(finished, is_reached):
    facts = [*registered(), note(1), note(8), *[follow_up(10 + number) for number in range(finished)]]

    assert ("pendampingan" in judge(facts, Policy(finished_follow_up=2))) is is_reached


@pytest.mark.parametrize(("first", "is_reached"), [("2025-11", True), ("2025-10", False)])
def test_months_are_counted_across_the_new_year(first, is_reached):
    facts = [*registered(), statement(first, 1), statement("2025-12", 2), statement("2026-01", 32)]

    assert ("pelaporan" in judge(facts, Policy(statements=3, months=3))) is is_reached
