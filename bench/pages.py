"""Every page somebody opens daily, as the role that lives on it, compared with the floor's one-row page.

A page's cost is kept as a multiple of the floor's page in the same round, so that what it cost at another time and on
another machine (`before.json`, written by `--before`) can be compared with it.
"""

import json
from dataclasses import asdict, dataclass
from statistics import median

from bench import report
from bench.arithmetic import Comparison
from bench.profiling import counted
from bench.sites import ROOT

BEFORE = ROOT / "bench/before.json"
MARKS = "<!-- figures by page: written by make bench -->", "<!-- end of figures by page -->"
# Answers that are not 200, by slug.
MISSING = {"tidak-ada": 404, "laporan-belum-siap": 404}
ASKED, FLOOR_ASKED, CLIENTS = 40, 400, 4  # the kernel counts CPU in hundredths of a second


@dataclass(frozen=True)
class PageCost:
    """What one visit costs: milliseconds of CPU, statements, bytes before compression, multiple of the floor's page."""

    web_ms: float
    database_ms: float
    statements: int
    bytes: int
    ratio: float


def wanted(options):
    return not options.keys or "pages" in options.keys or any(key.startswith("page:") for key in options.keys)


def role_pages(ground):
    """{"page:role/slug": request} of every page of the table by which pictures are taken and axe is asked."""
    from bench.portal import sign_in, signed_in
    from tests import pages

    users, requests = pages.users(), {}
    for role, found in pages.pages().items():
        user = users[role]
        session = user and (sign_in([user])[0] if role == pages.PARTICIPANT_ROLE else signed_in(user))
        for slug, path in found.items():
            request = ground.reading(path, user=session, status=MISSING.get(slug, 200))
            requests[f"page:{role}/{slug}"] = request
    return requests


def measure(options, portal, floor, ground, floor_ground, say):
    """{key: PageCost}, and the wrong answers."""
    asked = role_pages(ground)
    if "pages" not in options.keys and options.keys:
        asked = {key: request for key, request in asked.items() if key in options.keys}
    one_row = floor_ground.reading(floor_ground.make_sessions(1, 100)[0])
    found = {}
    for key, request in asked.items():
        rounds = []
        for _ in range((2 if options.quick else 3) + 1):
            rounds.append(
                (
                    portal.measure([request] * ASKED, CLIENTS),
                    floor.measure([one_row] * FLOOR_ASKED, CLIENTS),
                )
            )
        comparison = Comparison(key, CLIENTS, tuple(rounds[1:]))
        statements, size = counted(request)
        found[key] = PageCost(
            round(1000 * comparison.middle(0, lambda sample: sample.web_seconds / sample.requests), 1),
            round(1000 * comparison.middle(0, lambda sample: sample.database_seconds / sample.requests), 1),
            len(statements),
            size,
            round(comparison.ratio(), 2),
        )
        say(f"{key}: {found[key].ratio:.1f} × the floor's page{report.complaint(comparison.errors)}")
    return found


def show(found, options, databases):
    """Print the table, write it into the docs when all pages were asked; with --before, keep the figures."""
    before = read_before()
    text = "\n".join([MARKS[0], "", *report.surroundings(databases, options), "", *_lines(found, before), "", MARKS[1]])
    print("\n" + text)
    if options.may_write and databases.is_postgres:
        report.write(text, MARKS)
    if options.before:
        keep_before({key: asdict(cost) for key, cost in found.items()})


def read_before():
    """{key of a journey or page: {"ratio", …}} as it was kept; empty when nothing is."""
    return json.loads(BEFORE.read_text()) if BEFORE.exists() else {}


def keep_before(figures):
    BEFORE.write_text(json.dumps(read_before() | figures, indent=1, sort_keys=True) + "\n")


def _lines(found, before):
    yield "| Page | web ms | database ms | statements | bytes | × the floor's page | share of before |"
    yield "| --- | --: | --: | --: | --: | --: | --: |"
    shares = []
    for key, cost in found.items():
        share = cost.ratio / before[key]["ratio"] if before.get(key, {}).get("ratio") else None
        shares += [share] if share else []
        yield (
            f"| {key.removeprefix('page:')} | {cost.web_ms} | {cost.database_ms} | {cost.statements} | {cost.bytes:,} "
            f"| **{cost.ratio:.1f}** | {'' if share is None else f'{share:.2f}'} |"
        )
    if shares:
        yield ""
        yield f"Share of before over all pages: median {median(shares):.2f}, most {max(shares):.2f}."
