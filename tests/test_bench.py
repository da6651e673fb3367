"""The bench measures rightly, and its floor stays where it was laid."""

import hashlib
import math
import re
from pathlib import Path

import pytest

from bench import arithmetic, report, scale
from bench.arithmetic import Comparison, Sample

FLOOR = Path(__file__).resolve().parent.parent / "bench/floor"


def sample(web=1.0, database=0.0, requests=100, **fields):
    return Sample(requests, web, database, fields.pop("wall", 1.0), **fields)


# --- The floor -----------------------------------------------------------------------------------------


def test_the_floor_is_frozen():
    """It may only ever be made faster, and then the sums are written anew on purpose (bench/README.md)."""
    written = dict(reversed(line.split("  ")) for line in (FLOOR / "SHA256SUMS").read_text().splitlines())

    found = {
        path.relative_to(FLOOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in FLOOR.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS" and path.suffix != ".pyc"
    }

    assert found == written


def test_the_floor_takes_nothing_from_the_portal():
    taken = re.compile(r"^ *(?:from|import) +(?:okoce|participants|trainings|bazaars|reports)\b", re.MULTILINE)

    assert {path.name: taken.findall(path.read_text()) for path in FLOOR.rglob("*.py")} == {
        path.name: [] for path in FLOOR.rglob("*.py")
    }


# --- Arithmetic ----------------------------------------------------------------------------------------


def test_cost_is_web_and_database_together_for_one_request():
    assert sample(web=0.3, database=0.2, requests=100).server_ms == pytest.approx(5)


def test_the_ratio_is_the_median_of_the_rounds_own_ratios():
    rounds = tuple((sample(web=portal), sample(web=floor)) for portal, floor in ((2, 1), (9, 3), (40, 1)))

    assert Comparison("x", 8, rounds).ratio() == 3  # of 2, 3 and 40: one bad round does not move it


def test_sides_may_have_made_different_numbers_of_requests():
    rounds = ((sample(web=1.0, requests=50), sample(web=1.0, requests=200)),)

    assert Comparison("x", 8, rounds).ratio() == pytest.approx(4)


def test_a_round_too_short_to_be_counted_has_no_ratio():
    assert arithmetic.ratios([(1, 0), (6, 2)]) == [3]
    assert math.isnan(arithmetic.ratios([(1, 0)])[0])
    assert arithmetic.verdict(math.nan, 3, 2) == "not measured"


@pytest.mark.parametrize(
    ("share", "expected"),
    [(0.5, 50), (0.95, 95), (1, 100), (0.001, 1)],
)
def test_a_percentile_is_one_of_the_values(share, expected):
    assert arithmetic.percentile(range(1, 101), share) == expected


def test_a_percentile_of_nothing_is_not_a_number():
    assert math.isnan(arithmetic.percentile([], 0.5))


@pytest.mark.parametrize(
    ("ratio", "must", "goal", "expected"),
    [
        (1.9, 3, 2, "goal"),
        (2.0, 3, 2, "goal"),
        (2.5, 3, 2, "must"),
        (3.0, 3, 2, "must"),
        (3.1, 3, 2, "MISSES"),
        (9.0, None, 8, "misses the goal"),
        (9.0, None, None, ""),
        (2.4, 2.3, None, "MISSES"),
    ],
)
def test_a_verdict_says_what_was_reached(ratio, must, goal, expected):
    assert arithmetic.verdict(ratio, must, goal) == expected


# --- What the kernel says ------------------------------------------------------------------------------


def test_a_process_counts_itself_and_the_children_it_buried():
    stat = "4242 (gunicorn: (a) b) S 17 4242 4242 0 -1 4194560 100 200 0 0 310 45 1000 6 20 0 5 0 99"

    assert arithmetic.parse_stat(stat) == (17, 310 + 45 + 1000 + 6)


def test_a_tree_is_the_root_and_all_below_it():
    parents = {1: 0, 10: 1, 11: 10, 12: 10, 13: 12, 20: 1, 21: 20}

    assert sorted(arithmetic.tree(10, parents)) == [10, 11, 12, 13]


def test_a_tree_without_its_root_is_empty():
    assert arithmetic.tree(10, {1: 0}) == []


def test_waiting_is_not_work():
    line = "cpu  100 5 50 800 20 3 2 1 0 0\ncpu0 1 2 3"

    assert arithmetic.machine_ticks(line) == (161, 981)


# --- The page ------------------------------------------------------------------------------------------


def test_figures_by_size_and_figures_against_the_floor_leave_each_other_alone(tmp_path, monkeypatch):
    page = tmp_path / "benchmarks.md"
    page.write_text(f"# Head\n\n{report.BEGIN}\nold\n{report.END}\n\nby hand\n")
    monkeypatch.setattr(report, "PAGE", page)

    report.write(f"{report.SCALE[0]}\nby size\n{report.SCALE[1]}", report.SCALE)
    report.write(f"{report.BEGIN}\nnew\n{report.END}")
    report.write(f"{report.SCALE[0]}\nby size again\n{report.SCALE[1]}", report.SCALE)

    assert page.read_text() == (
        f"# Head\n\n{report.BEGIN}\nnew\n{report.END}\n\nby hand\n\n"
        f"{report.SCALE[0]}\nby size again\n{report.SCALE[1]}\n"
    )


def test_sizes_are_compared_by_the_cpu_of_a_request():
    rounds = (
        (sample(web=1.2), sample(web=1.0)),
        (sample(web=1.0), sample(web=1.0)),
        (sample(web=1.05), sample(web=1.0)),
    )

    found = Comparison("a page", 4, rounds, must=scale.MUST)

    assert arithmetic.verdict(found.ratio(), found.must, None) == "must"
    assert arithmetic.verdict(1.11, scale.MUST, None) == "MISSES"
