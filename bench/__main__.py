"""`make bench`: the portal and its floor side by side, round by round. See README.md."""

import argparse
import math
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

from bench import pages, portal, report, wire
from bench.arithmetic import Comparison
from bench.databases import Databases, floor_environment
from bench.journeys import SESSIONS, Rush, all_journeys
from bench.sites import ROOT, Site

MARK = "OKOCE_BENCH_SERVICES"  # set when DATABASE_URL is a throw-away server of ours and nobody's real one


def main():
    options = read_options()
    if options.planner:
        from bench import planner

        return planner.run(say)
    if MARK not in os.environ:
        with_services()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="okoce-bench."))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        run(options, folder, stack)


def read_options():
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--people", type=int, default=3_000, help="people of the sample (default 3,000)")
    parser.add_argument("--rounds", type=int, default=5, help="rounds that count, after one that does not (default 5)")
    parser.add_argument(
        "--only", default="", metavar="KEYS", help="a few journeys: book-8,register,papers,bytes or rush"
    )
    parser.add_argument("--quick", action="store_true", help="two short rounds; shows that all works, proves nothing")
    parser.add_argument("--full", action="store_true", help="the rush of 44 sessions, 6,600 people, 64 at a time")
    parser.add_argument(
        "--scale",
        nargs="?",
        const="10000,1000000",
        metavar="FEW,MANY",
        help="instead: the portal over few people beside the portal over many (default 10000,1000000)",
    )
    parser.add_argument(
        "--history",
        nargs="?",
        const="10,10000",
        metavar="FEW,MANY",
        help="instead: pages of sessions with few of them in the past against very many (default 10,10000)",
    )
    parser.add_argument(
        "--before", action="store_true", help="keep what pages and walks cost now as what later figures are shares of"
    )
    parser.add_argument("--planner", action="store_true", help="instead: the planner of sessions over 1,000 people")
    parser.add_argument("--profile", metavar="KEYS", help="instead: where the portal's Python spends its time")
    options = parser.parse_args()
    options.rush = Rush(44, 6_600, 64) if options.full else Rush(2, 300, 32) if options.quick else Rush(8, 1_200, 32)
    options.people = max(options.people, math.ceil(options.rush.people * 1.2))
    options.rounds = 2 if options.quick else options.rounds
    options.scale = sorted(map(int, options.scale.split(","))) if options.scale else None
    options.history = sorted(map(int, options.history.split(","))) if options.history else None
    options.keys = set(filter(None, options.only.split(",")))
    options.may_write = not (options.quick or options.keys or options.profile)
    return options


def with_services():
    """Start this again beside a private PostgreSQL and Redis; whatever the shell names is left alone."""
    find = ". scripts/services.sh && postgres_folder && redis_program"
    found = subprocess.run(["bash", "-c", find], cwd=ROOT, stdout=subprocess.DEVNULL, check=False).returncode == 0
    os.environ[MARK] = "1"
    if found:
        command = ["with_services.sh", sys.executable, "-m", "bench", *sys.argv[1:]]
        os.execv(ROOT / "scripts/with_services.sh", command)  # noqa: S606
    print("No PostgreSQL or Redis here: falling back to SQLite. These are not the figures of production.")
    for name in ("DATABASE_URL", "REDIS_URL"):
        os.environ.pop(name, None)


def run(options, folder, stack):
    url, redis_url = os.environ.get("DATABASE_URL", ""), os.environ.get("REDIS_URL", "")
    if options.scale or options.history:
        from bench import history, scale

        instead = scale if options.scale else history
        return instead.run(options, folder, stack, url=url, redis_url=redis_url)
    databases = Databases(url, folder)
    databases.make()
    say(f"Inventing {options.people:,} people")
    environment, secret = portal.environment(databases, redis_url, folder), secrets.token_hex(32)
    portal.prepare(environment, options.people)
    from bench.floor_site import FloorGround

    ground = portal.Ground(options.rush.people)
    floor_ground = FloorGround(databases, options.rush.people, secret)
    databases.settle()
    sites = (
        Site("okoce.wsgi:application", environment, databases.server_pid()),
        Site("bench.floor.wsgi:application", floor_environment(databases, secret), databases.server_pid()),
    )
    for site in sites:
        stack.callback(site.stop)
    wanted = all_journeys(ground, floor_ground, portal.make_sessions, sites[0].etag)
    sites[0].wait("/pelatihan/")
    sites[1].wait(wanted[-1].floor(1)[0].path)
    if options.profile:
        return profile([journey for journey in wanted if journey.key in options.profile.split(",")])
    found = [measure(journey, sites, options) for journey in wanted if journey.key in (options.keys or {journey.key})]
    rush = None
    if not options.keys or "rush" in options.keys:
        rush = measure_rush(options, sites, ground, floor_ground)
    by_page = pages.measure(options, *sites, ground, floor_ground, say) if pages.wanted(options) else None
    if not options.keys or "papers" in options.keys:  # after the rush: a press makes a web worker larger
        found += measure_papers(options, sites[0], environment, folder, stack)
    weight = wire.measure(sites[0].port, ground) if "bytes" in (options.keys or {"bytes"}) else []
    text = report.figures(found, rush, weight, databases=databases, options=options)
    print("\n" + text)
    if options.may_write and databases.is_postgres:
        report.write(text)
    if by_page:
        pages.show(by_page, options, databases)


def measure(journey, sites, options):
    from bench.profiling import statements

    say(f"{journey.name}, {journey.clients} at a time")
    share = 3 if options.quick else 1
    rounds = []
    for _ in range(options.rounds + 1):
        rounds.append(
            (
                sites[0].measure(journey.portal(journey.count // share), journey.clients),
                sites[1].measure(journey.floor(journey.floor_count // share), journey.clients),
            )
        )
    found = Comparison(
        journey.name,
        journey.clients,
        tuple(rounds[1:]),
        must=journey.must,
        goal=journey.goal,
        statements=len(statements(journey.portal(1)[0])),
        before=pages.read_before().get(journey.key, {}).get("ratio"),
    )
    if options.before:
        pages.keep_before({journey.key: {"ratio": round(found.ratio(), 2)}})
    say(f"  {found.ratio():.2f} × the floor's CPU{report.complaint(found.errors)}")
    return found


def measure_rush(options, sites, ground, floor_ground):
    rush, rounds, sold = options.rush, [], True
    for number in range(1 if options.quick else 3):
        say(f"rush {number + 1}: {rush.people:,} people, {rush.sessions} × 100 seats, {rush.clients} at a time")
        made = portal.make_sessions(
            rush.sessions, 100, first_day=2 * SESSIONS + number * rush.sessions, modules=[f"R{number}"]
        )
        requests = rush.requests(ground.booking, made, goes_to="/pelatihan/kursi/")
        ours = sites[0].measure(requests, rush.clients)
        floor_made = floor_ground.make_sessions(rush.sessions, 100)
        requests = rush.requests(floor_ground.booking, floor_made, goes_to="/(kursi|penuh)/")
        theirs = sites[1].measure(requests, rush.clients)
        sold = sold and portal.is_sold_out(made) and floor_ground.is_sold_out(floor_made)
        rounds.append((ours, theirs))
    memory = tuple(site.worker_mb() for site in sites)
    found = report.RushFound(rush, Comparison("the rush", rush.clients, tuple(rounds), must=3), sold, memory)
    say(f"  {found.wall_ratio:.2f} × the floor's wall{report.complaint(found.comparison.errors)}")
    return found


def measure_papers(options, site, environment, folder, stack):
    from bench.papers import Papers

    say("44 reports by two workers")
    papers = Papers(site, environment, folder)
    stack.callback(papers.stop)
    found = papers.compare(1 if options.quick else 3, say)
    for comparison in found:
        say(f"  {comparison.name}: {comparison.ratio():.2f} × the floor's CPU{report.complaint(comparison.errors)}")
    return found


def profile(chosen):
    from bench.profiling import profiled

    for journey in chosen:
        say(f"{journey.key}: {journey.name}")
        print(profiled(journey.portal(60)))


def say(text):
    print(f"» {text}", flush=True)


if __name__ == "__main__":
    main()
