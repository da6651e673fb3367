"""The table, on the screen and in docs/benchmarks.md between its two marks."""

import os
import platform
import re
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from bench.arithmetic import Comparison, ratios, verdict
from bench.journeys import Rush
from bench.sites import ROOT

PAGE = ROOT / "docs/benchmarks.md"
BEGIN, END = "<!-- figures: written by make bench -->", "<!-- end of figures -->"
SCALE = "<!-- figures by size: written by python -m bench --scale -->", "<!-- end of figures by size -->"
HISTORY = "<!-- figures by history: written by python -m bench --history -->", "<!-- end of figures by history -->"
MEMORY_MUST = 2.3
HEAD = (
    "| What | at a time | CPU ms, portal : floor | **ratio** | must | goal | | of before | web only | SQL statements "
    "| p50 ms | p95 ms | floor p50 / p95 |\n"
    "| --- | --: | --: | --: | --: | --: | --- | --: | --: | --: | --: | --: | --: |"
)


@dataclass(frozen=True)
class RushFound:
    rush: Rush
    comparison: Comparison
    is_sold_out: bool
    memory: tuple  # MB of a web worker, portal and floor

    @property
    def wall_ratio(self):
        return self.comparison.ratio(lambda sample: sample.wall)


def complaint(errors):
    return f"; {len(errors)} WRONG ANSWERS, first: {errors[0]}" if errors else ""


def figures(found, rush, weight=(), *, databases, options):
    lines = [BEGIN, "", *surroundings(databases, options), "", HEAD, *map(_row, found)]
    wrong = [error for comparison in found for error in comparison.errors]
    if rush:
        lines += ["", *_rush_lines(rush)]
        wrong += rush.comparison.errors
    lines += ["", *weight] if weight else []
    lines += ["", f"Password hashing, apart: {_hashing_ms():.0f} ms of CPU an account that is opened."]
    lines += [
        f"Answers that were not as they should be: {len(wrong)}." + "".join(f"\n- {error}" for error in wrong[:5])
    ]
    spreads = [_spread(comparison) for comparison in found]
    if spreads:
        lines.append(f"Widest spread of a ratio between rounds: {max(spreads):.0%} of its median.")
        others = [sample.others for comparison in found for pair in comparison.rounds for sample in pair]
        lines.append(
            f"Used by others of the machine meanwhile: {median(others):.0%} (median), {max(others):.0%} (most)."
        )
    return "\n".join([*lines, "", END])


def write(text, marks=(BEGIN, END)):
    """Between its marks; where there are none yet, at the foot."""
    page = PAGE.read_text()
    if marks[0] not in page:
        page = f"{page.rstrip()}\n\n{marks[0]}\n{marks[1]}\n"
    start, end = page.index(marks[0]), page.index(marks[1]) + len(marks[1])
    PAGE.write_text(page[:start] + text + page[end:])


def scale(found, sizes, *, databases, options):
    """What one request costs with many people beside what it costs with few (bench/scale.py)."""
    few, many = sizes
    lines = [
        SCALE[0],
        "",
        *surroundings(databases, options, f"--scale {few.people},{many.people}"),
        *(f"- {size.people:,} people: loaded in {size.seconds:.0f} s, {size.megabytes:,} MB" for size in sizes),
        "",
        *_side_by_side(found, f"{many.people:,} : {few.people:,} people"),
    ]
    return "\n".join([*lines, "", SCALE[1]])


def history(found, histories, *, databases, options):
    """Return the block of the benchmarks in which each page stands with many past sessions against few."""
    few, many = histories
    lines = [
        HISTORY[0],
        "",
        *surroundings(databases, options, f"--history {few.sessions},{many.sessions}"),
        *(f"- {each.sessions:,} sessions of the kecamatan are over: {each.megabytes:,} MB" for each in histories),
        "",
        *_side_by_side(found, f"{many.sessions:,} : {few.sessions:,} past sessions"),
    ]
    return "\n".join([*lines, "", HISTORY[1]])


def _side_by_side(found, sizes):
    lines = [f"| What | CPU ms, {sizes} | **ratio** | must | | p95 ms |", "| --- | --: | --: | --: | --- | --: |"]
    for comparison in found:
        dear, cheap = (comparison.middle(side, lambda sample: sample.server_ms) for side in (0, 1))
        ratio, late = comparison.ratio(), [comparison.percentile(side, 0.95) for side in (0, 1)]
        lines.append(
            f"| {comparison.name} | {dear:.1f} : {cheap:.1f} | **{ratio:.2f}** | {_or_dash(comparison.must)} "
            f"| {verdict(ratio, comparison.must, None)} | {late[0]:.0f} : {late[1]:.0f} |"
        )
    wrong = [error for comparison in found for error in comparison.errors]
    lines += ["", f"Answers that were not as they should be: {len(wrong)}."]
    others = [sample.others for comparison in found for pair in comparison.rounds for sample in pair]
    lines += [*(f"- {error}" for error in wrong[:5]), f"Used by others of the machine meanwhile: {median(others):.0%}."]
    return lines


def _row(comparison):
    ratio, portal, floor = comparison.ratio(), *(comparison.middle(side, lambda s: s.server_ms) for side in (0, 1))
    cells = [
        comparison.name,
        comparison.clients,
        f"{portal:.1f} : {floor:.2f}",
        f"**{ratio:.2f}**" if ratio < 2 else f"**{ratio:.1f}**",
        _or_dash(comparison.must),
        _or_dash(comparison.goal),
        verdict(ratio, comparison.must, comparison.goal),
        "" if comparison.share is None else f"{comparison.share:.2f}",
        f"{comparison.ratio(lambda sample: sample.web_seconds / sample.requests):.1f}",
        comparison.statements,
        *(f"{comparison.percentile(0, share):.0f}" for share in (0.5, 0.95)),
        " / ".join(f"{comparison.percentile(1, share):.0f}" for share in (0.5, 0.95)),
    ]
    return f"| {' | '.join(map(str, cells))} |"


def _rush_lines(found):
    rush, comparison = found.rush, found.comparison
    wall = [comparison.middle(side, lambda sample: sample.wall) for side in (0, 1)]
    memory = found.memory[0] / found.memory[1]
    sold = "every seat sold, none twice" if found.is_sold_out else "SEATS MISSING OR SOLD TWICE"
    return [
        f"| Rush: {rush.sessions} × 100 seats, {rush.people:,} people, {rush.clients} at a time "
        f"({len(comparison.rounds)} rounds) | portal | floor | **ratio** | must | |",
        "| --- | --: | --: | --: | --: | --- |",
        f"| wall, s | {wall[0]:.1f} | {wall[1]:.1f} | **{found.wall_ratio:.1f}** | 3 "
        f"| {verdict(found.wall_ratio, 3, None)} |",
        f"| CPU a booking, ms | {comparison.middle(0, lambda s: s.server_ms):.1f} "
        f"| {comparison.middle(1, lambda s: s.server_ms):.2f} | **{comparison.ratio():.1f}** | | |",
        f"| resident memory of a web worker after it, MB | {found.memory[0]:.0f} | {found.memory[1]:.0f} "
        f"| **{memory:.2f}** | {MEMORY_MUST} | {verdict(memory, MEMORY_MUST, None)} |",
        f"| {sold}; wrong answers: {len(comparison.errors)} | | | | | |",
    ]


def surroundings(databases, options, size=""):
    from django.utils.timezone import localdate

    release = re.search(r'PRETTY_NAME="(.*)"', Path("/etc/os-release").read_text())[1]
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = int(re.search(r"MemTotal:\s+(\d+)", Path("/proc/meminfo").read_text())[1]) / 1024 / 1024
    size = size or f"--people {options.people}"
    flags = "".join(f" --{name}" for name in ("quick", "full") if getattr(options, name))
    parts = ["django", "gunicorn", "psycopg2-binary"]
    return [
        f"- {localdate():%Y-%m-%d}, `python -m bench {size} --rounds {options.rounds}{flags}`",
        f"- {os.cpu_count()} cores ({cpu[1] if cpu else platform.machine()}), {memory:.0f} GB, {release}",
        f"- Python {platform.python_version()}, {databases.version()}, "
        + ", ".join(f"{name} {version(name)}" for name in parts),
    ]


def _hashing_ms():
    import time

    from django.contrib.auth.hashers import make_password

    make_password("warm")
    began = time.process_time()
    for _ in range(3):
        make_password("kembang sepatu")
    return 1000 * (time.process_time() - began) / 3


def _spread(comparison):
    found = ratios([(portal.server_ms, floor.server_ms) for portal, floor in comparison.rounds])
    return (max(found) - min(found)) / median(found)


def _or_dash(value):
    return "" if value is None else f"≤ {value:g}"
