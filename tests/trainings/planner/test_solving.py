"""The planner finds the best plan, the same one each time, and says why somebody is left out."""

import subprocess
import sys
import time
from dataclasses import replace

import pytest

from tests.trainings.planner import exhaustive
from tests.trainings.planner.instances import hundred_and_twenty, shuffled, small
from trainings.planner import greedy, linear, reasons, solving
from trainings.planner.problem import Reason

pytestmark = pytest.mark.once

SMALL = 200


@pytest.fixture(scope="module")
def plan_of_120():
    return solving.solve(hundred_and_twenty())


def test_on_200_random_problems_nothing_is_better_than_the_plan():
    wrong = []
    for number in range(SMALL):
        problem = small(number)
        plan = solving.solve(problem)
        answer = (len(plan.covered), plan.lost_minutes)
        if not answer == exhaustive.best(problem) == exhaustive.of_sessions(problem, plan.sessions) or plan.gap:
            wrong.append((number, answer, exhaustive.best(problem), plan.gap))

    assert wrong == []


def test_no_hall_teacher_or_moment_is_used_twice():
    for number in range(SMALL):
        problem = small(number)
        plan = solving.solve(problem)
        used = [
            (kind, pk, moment)
            for each in plan.sessions
            for kind, pk in (("hall", each.hall), ("teacher", each.teacher))
            for moment in each.slot.moments
        ]

        assert len(used) == len(set(used))
        assert len(plan.sessions) <= problem.limits.sessions


def test_120_people_get_at_least_the_greedy_plan_within_two_percent_of_the_best(plan_of_120):
    assert len(plan_of_120.covered) >= len(greedy.plan(hundred_and_twenty()).covered) > 0
    assert plan_of_120.gap <= 0.02


def test_the_greedy_plan_does_not_look_at_every_session_anew_after_each(monkeypatch):
    problem, looks, look = hundred_and_twenty(), [], greedy._Search._look
    monkeypatch.setattr(greedy._Search, "_look", lambda *about: looks.append(about) or look(*about))

    sessions = greedy.plan(problem).sessions

    assert len(looks) < len(problem.possible()) * len(sessions) / 2


def test_the_same_people_in_another_order_get_the_same_plan(plan_of_120):
    began = time.process_time()

    again = solving.solve(shuffled(hundred_and_twenty(), 5))

    assert repr(again) == repr(plan_of_120)
    assert time.process_time() - began < 60


def test_everybody_left_out_has_one_reason_that_is_true():
    """Who could finish alone is marked as such; who could not, with any number of sessions, by what holds."""
    seen = set()
    for number in range(SMALL):
        problem = small(number)
        why = reasons.reasons(problem, plan := solving.solve(problem))

        assert set(why) == {person.pk for person in problem.people} - set(plan.covered)
        for person in problem.people:
            if person.pk in why:
                seen.add(why[person.pk].reason)
                assert _is_true(why[person.pk], person, problem), (number, person)

    assert seen == set(Reason)


def _is_true(why, person, problem):
    alone = replace(problem, people=(person,))
    endless = replace(alone, limits=replace(problem.limits, sessions=99))
    slots = [slot for slot in problem.slots if not slot.mask & ~person.free]
    open_slots = [slot for slot in slots if any(hall.takes(slot) for hall in problem.halls)]
    if why.reason == Reason.FULL:
        return bool(solving.solve(alone).covered)
    if why.reason == Reason.LIMIT:
        return not solving.solve(alone).covered and bool(solving.solve(endless).covered)
    if solving.solve(endless).covered:
        return False
    return {
        Reason.NO_HOURS: lambda: not person.free,
        Reason.NO_SLOT: lambda: person.free and not slots,
        Reason.NO_VENUE: lambda: slots and not open_slots,
        Reason.NO_TRAINER: lambda: (
            why.module in person.missing
            and not solving.solve(replace(endless, people=(replace(person, missing=frozenset({why.module})),))).covered
        ),
        Reason.TOO_FEW: lambda: all(
            solving.solve(replace(endless, people=(replace(person, missing=frozenset({module})),))).covered
            for module in person.missing
        ),
    }[why.reason]()


def test_all_day_classes_alone_cover_no_more_than_everything():
    problem = hundred_and_twenty()

    plan = solving.solve(replace(problem, slots=tuple(slot for slot in problem.slots if slot.is_all_day)))

    assert all(each.slot.is_all_day and each.modules == (1, 2, 3) for each in plan.sessions)
    assert 0 < len(plan.covered) <= len(solving.solve(problem).covered)


def test_too_many_kinds_of_people_are_planned_by_their_most_wanted_hours(monkeypatch):
    monkeypatch.setattr(solving, "MOST_KINDS", 30)
    problem = hundred_and_twenty()

    plan = solving.solve(problem)

    assert len(plan.covered) >= len(greedy.plan(problem).covered)
    assert plan.bound == reasons.coverable(problem)


@pytest.mark.parametrize("most_nodes", [0, 1])
def test_a_search_cut_short_keeps_the_greedy_plan_and_tells_an_honest_gap(plan_of_120, most_nodes):
    problem = hundred_and_twenty()

    plan = solving.solve(problem, most_nodes=most_nodes)

    assert len(plan.covered) >= len(greedy.plan(problem).covered)
    assert plan_of_120.bound <= plan.bound <= len(problem.people)
    assert plan == solving.solve(shuffled(problem, 5), most_nodes=most_nodes)


def test_what_the_solver_does_at_its_root_is_bounded_too(monkeypatch):
    """Where HiGHS counts no node yet: it is asked to stop each time it looks at its limits."""
    looks, set_callback = [], linear._Bounded.setCallback

    def counted(solver, look, data):
        def count(kind, message, found, answer, more):
            look(kind, message, found, answer, more)
            looks.append(answer.user_interrupt)

        return set_callback(solver, count, data)

    monkeypatch.setattr(linear._Bounded, "setCallback", counted)

    plan = solving.solve(hundred_and_twenty(), most_nodes=0)

    assert any(looks)
    assert 0 <= plan.gap < 1


def test_a_solver_that_fails_fails_the_job(monkeypatch):
    monkeypatch.setattr(linear, "USABLE", set())

    with pytest.raises(RuntimeError, match="HiGHS"):
        solving.solve(small(3))


def test_the_solver_prints_nothing(capfd):
    solving.solve(small(3))

    assert capfd.readouterr() == ("", "")


def test_pages_do_without_the_solver():
    script = (
        "import sys, django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        "from django.contrib import admin; admin.autodiscover();"
        "from okoce.jobs.outbox import handlers; handlers();"
        "sys.exit('highspy' in sys.modules or 'numpy' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
