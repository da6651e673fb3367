"""What people notice while mail, Redis, a row or the workers fail, on PostgreSQL and Redis with real processes.

    scripts/with_services.sh .venv/bin/python scripts/faults.py [seconds of each fault] [--away MINUTES]

Thirty-two clients go on all the time. For each fault: errors, and how much the 95th percentile of everybody else grew
over the quiet run. With --away the mail server refuses connections for so many minutes at the end, while the clients
go on at a lower pace. Afterwards every acknowledged act has to be there and every message sent once; what a kill
interrupted while the mail server had the text is counted by itself, since no client can know whether it was accepted.
"""

import argparse
import contextlib
import itertools
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import client, portal  # noqa: E402
from scripts.faulting import afterwards, processes  # noqa: E402
from scripts.faulting.crowd import Crowd, p95  # noqa: E402
from scripts.smtp_sink import STAGES, Sink  # noqa: E402

ALLOWED = 1000  # milliseconds by which the 95th percentile may grow
SLOW_PAUSE = 4  # seconds between the requests of a client during a long absence


@dataclass
class Fault:
    name: str
    context: object
    seconds: float
    messages: int = 20
    options: dict | None = None  # of Crowd.run


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("seconds", nargs="?", type=int, default=20, help="of each fault (default: 20)")
    parser.add_argument("--away", type=int, default=0, metavar="MINUTES", help="mail server away for so long")
    return parser.parse_args()


def faults(options, sink, workers, ground, kills):
    press = client.Request(
        "/pesan/tandai/",
        portal.form_headers(f"sessionid={ground.cookies[0]}"),
        f"csrfmiddlewaretoken={portal.CSRF}".encode(),
        302,
    )
    seconds = options.seconds
    yield Fault("quiet", contextlib.nullcontext(), seconds)
    yield Fault("mail server silent", processes.mail(sink, "silent"), seconds)
    yield Fault("mail server refusing", processes.mail(sink, "refuse"), seconds)
    yield Fault("mail server away", processes.mail(sink, "away"), seconds)
    yield Fault("Redis stopped", processes.redis_stopped(), seconds)
    held = processes.row_held(ground.people[0][0])
    yield Fault("a row held, 3 of 32 press it", held, seconds, options={"pressed": press})
    yield Fault("the workers killed three times", kills, seconds, messages=100, options={"goes_on": kills.goes_on})
    if options.away:
        away = processes.mail(sink, "away")
        name = f"mail server away for {options.away} minutes"
        yield Fault(name, away, 60 * options.away, options={"pause": SLOW_PAUSE})


def main():
    options = arguments()
    folder, sink = Path(tempfile.mkdtemp(prefix="okoce-faults-")), Sink()
    databases = SimpleNamespace(portal=os.environ["DATABASE_URL"], is_postgres=True)
    environment = portal.environment(databases, os.environ["REDIS_URL"], folder)
    environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "JOB_SWEEP_SECONDS": "2"}
    portal.prepare(environment, 2_000)
    ground, numbers = portal.Ground(200), itertools.count(1)
    sessions = portal.make_sessions(40, 300, first_day=1)
    users = [user for user, _ in ground.people]
    afterwards.write_messages(users[:1], numbers, "awal")
    with processes.started(environment, folder) as (site, workers):
        crowd = Crowd(ground, site.port, sessions, int(16 * (12 * options.seconds + 60)) + 90 * options.away)
        crowd.run(5)
        kills = processes.Kills(workers, sink, STAGES)
        quiet, bad = None, []
        for fault in faults(options, sink, workers, ground, kills):
            afterwards.write_messages(users[1 : 1 + fault.messages], numbers, fault.name)
            with fault.context:
                latencies, errors, statuses = crowd.run(fault.seconds, **(fault.options or {}))
            quiet = quiet if quiet is not None else p95(latencies)
            bad += judge(fault.name, latencies, errors, statuses, quiet)
        for kill in kills.done:
            print(f"killed with mails in flight: {kill}")
        if len(kills.done) < len(STAGES):
            bad.append(f"the workers were killed {len(kills.done)} times only")
        most = processes.QUICK_PROCESSES * len(kills.done)
        bad += afterwards.check(crowd, sink, next(numbers) - 1, kills=most)
    print("\n".join(["", *bad[:20], f"{len(bad)} faults" if bad else "Everything held."]))
    sys.exit(bool(bad))


def judge(name, latencies, errors, statuses, quiet):
    """Print what people noticed of a fault, and return what they may not notice."""
    grown = p95(latencies) - quiet
    print(
        f"{name}: {len(latencies)} requests, {len(errors)} failed, p95 {p95(latencies):.0f} ms "
        f"({grown:+.0f})" + (f", pressed: {dict(statuses)}" if statuses else ""),
        flush=True,
    )
    for error in errors[:3]:
        print("   ", error)
    bad = [f"{name}: {error}" for error in errors] + ([f"{name}: p95 +{grown:.0f} ms"] if grown > ALLOWED else [])
    return bad + [f"{name}: {status} for the pressed" for status in statuses if status not in (302, "503")]


if __name__ == "__main__":
    main()
