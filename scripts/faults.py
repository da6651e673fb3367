"""What people notice while mail, Redis or a row fails, on PostgreSQL and Redis with real web and worker processes.

scripts/with_services.sh .venv/bin/python scripts/faults.py [seconds of each fault]

Thirty-two clients go on all the time. For each fault: errors, and how much the 95th percentile of everybody else grew
over the quiet run. Afterwards every acknowledged act has to be there and every message sent once.
"""

import contextlib
import itertools
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from types import SimpleNamespace

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bench import client, portal  # noqa: E402
from bench.sites import Site  # noqa: E402
from scripts.smtp_sink import Sink  # noqa: E402

CLIENTS, PRESSING = 32, 3
PAUSE = 0.3  # seconds between the requests of a client
SPARED = 1000  # milliseconds by which the 95th percentile may grow
SECONDS = int(sys.argv[1]) if len(sys.argv) > 1 else 20


class Crowd:
    """Clients that read, book and ask for codes until they are stopped; three may press one thing instead."""

    def __init__(self, ground, port, sessions):
        self.ground, self.port = ground, port
        self._pairs = ((person, session) for session in sessions for person in range(len(ground.people)))
        self._turn, self._lock = itertools.count(), threading.Lock()
        self.booked, self.asked = [], []

    def next(self):
        with self._lock:
            turn = next(self._turn)
            kind = turn % 8
            if kind == 0:
                person, session = next(self._pairs)
                return ("book", (self.ground.people[person][1], session)), self.ground.booking(person, session)
            if kind == 1:
                address = f"tanya{turn}@ukur.example"
                return ("code", address), self._form("/masuk/kode/", f"email={address}", turn, "/masuk/kode/")
            if kind == 2:
                return ("login", None), self._form("/masuk/", f"login=0812{turn:08d}&password=salah", turn, "", 200)
        user = self.ground.cookies[turn % len(self.ground.cookies)]
        path = ("/perjalanan/", "/pelatihan/", "/pesan/", "/kemajuan/", "/akun/")[turn % 5]
        return ("read", None), self.ground.reading(path, user=user)

    def _form(self, path, body, turn, goes_to, status=302):
        place = ("X-Forwarded-For", f"10.{turn >> 16 & 255}.{turn >> 8 & 255}.{turn & 255}")
        headers = (*portal.form_headers("isian="), place)
        return client.Request(path, headers, f"csrfmiddlewaretoken={portal.CSRF}&{body}".encode(), status, goes_to)

    def run(self, seconds, pressed=None):
        """(milliseconds of each request of the crowd, what went wrong, statuses of the pressed)."""
        until, latencies, errors, statuses = time.monotonic() + seconds, [], [], Counter()

        def go_on(presses):
            while time.monotonic() < until:
                time.sleep(PAUSE)  # people read, too: a full machine would hide what a fault adds
                (kind, what), request = ("press", None), pressed
                if not presses:
                    (kind, what), request = self.next()
                own, wrong = [], []
                client._run(self.port, iter([request]), own, wrong)
                if presses:
                    statuses[re.search(r": (\d+|.*)", wrong[0])[1] if wrong else request.status] += 1
                    continue
                latencies.extend(own)
                errors.extend(wrong)
                if not wrong:
                    {"book": self.booked, "code": self.asked}.get(kind, []).append(what)

        threads = [
            threading.Thread(target=go_on, args=(pressed is not None and number < PRESSING,))
            for number in range(CLIENTS)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return latencies, errors, statuses


def p95(latencies):
    return sorted(latencies)[int(len(latencies) * 0.95)] if latencies else float("nan")


@contextlib.contextmanager
def started(environment, folder):
    """Web, a worker for each queue and the beat, as in production."""
    celery = [sys.executable, "-m", "celery", "-A", "okoce"]
    commands = [[*celery, "worker", "-Q", queue, "-c", "2", "-l", "warning"] for queue in ("quick", "bulk")]
    commands.append([*celery, "beat", "-s", str(folder / "beat"), "--pidfile=", "-l", "warning"])
    site = Site("okoce.wsgi:application", environment, None)
    log = (folder / "workers.log").open("w")
    workers = [
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, start_new_session=True)
        for command in commands
    ]
    try:
        site.wait("/masuk/")
        yield site, workers
    finally:
        site.stop()
        for worker in workers:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(worker.pid, signal.SIGKILL)


@contextlib.contextmanager
def redis_stopped():
    """It still accepts connections, and answers none: the worst way to be away."""
    pid = int(Path(os.environ["REDIS_URL"].removeprefix("unix://")).with_name("pid").read_text())
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def mail(sink, mode):
    sink.set(mode)
    try:
        yield
    finally:
        sink.set("take")


@contextlib.contextmanager
def row_held(user):
    from django.db import connection, transaction

    from okoce.notifications.models import Message

    with transaction.atomic():
        list(Message.objects.select_for_update().filter(user=user))
        yield
    connection.close()


def tell(users, numbers, name):
    """A message to each of some people, as an act of the portal would write it."""
    from okoce.notifications.sending import notify

    for user in users:
        number = next(numbers)
        notify(user, "uji", key=f"faults:{number}", subject=f"Kabar nomor {number:05d}.", body=f"Saat: {name}")


def main():
    folder, sink = Path(tempfile.mkdtemp(prefix="okoce-faults-")), Sink()
    databases = SimpleNamespace(portal=os.environ["DATABASE_URL"], is_postgres=True)
    environment = portal.environment(databases, os.environ["REDIS_URL"], folder)
    environment |= {"EMAIL_URL": f"smtp://127.0.0.1:{sink.port}", "JOB_SWEEP_SECONDS": "2"}
    portal.prepare(environment, 2_000)
    ground, numbers = portal.Ground(200), itertools.count(1)
    sessions = portal.make_sessions(40, 300, first_day=1)
    users = [user for user, _ in ground.people]
    tell(users[:1], numbers, "awal")
    press = client.Request(
        "/pesan/tandai/",
        portal.form_headers(f"sessionid={ground.cookies[0]}"),
        f"csrfmiddlewaretoken={portal.CSRF}".encode(),
        302,
    )
    with started(environment, folder) as (site, _):
        crowd = Crowd(ground, site.port, sessions)
        crowd.run(5)
        faults = {
            "quiet": contextlib.nullcontext(),
            "mail server silent": mail(sink, "silent"),
            "mail server refusing": mail(sink, "refuse"),
            "mail server away": mail(sink, "away"),
            "Redis stopped": redis_stopped(),
            "a row held, 3 of 32 press it": row_held(users[0]),
        }
        quiet, bad = None, []
        for name, fault in faults.items():
            tell(users[1:21], numbers, name)
            with fault:
                latencies, errors, statuses = crowd.run(SECONDS, press if "row" in name else None)
            quiet = quiet if quiet is not None else p95(latencies)
            grown = p95(latencies) - quiet
            bad += [f"{name}: {error}" for error in errors] + (
                [f"{name}: p95 +{grown:.0f} ms"] if grown > SPARED else []
            )
            bad += [f"{name}: {status} for the pressed" for status in statuses if status not in (302, "503")]
            print(
                f"{name}: {len(latencies)} requests, {len(errors)} failed, p95 {p95(latencies):.0f} ms "
                f"({grown:+.0f})" + (f", pressed: {dict(statuses)}" if statuses else ""),
                flush=True,
            )
            for error in errors[:3]:
                print("   ", error)
        bad += afterwards(crowd, sink, next(numbers) - 1)
    print("\n".join(["", *bad[:20], f"{len(bad)} faults" if bad else "Everything held."]))
    sys.exit(bool(bad))


def afterwards(crowd, sink, told):
    """What is missing or there twice, once every delivery is over."""
    from okoce.notifications.models import Delivery
    from trainings.models import Seat

    until = time.monotonic() + 600
    waiting = Delivery.objects.filter(state__in=["queued", "sending"])
    while waiting.exists() and time.monotonic() < until:
        time.sleep(2)
    seats = set(Seat.objects.values_list("participant", "session"))
    lost = [pair for pair in crowd.booked if pair not in seats]
    texts = [text for _, text in sink.taken]
    times = Counter(int(found[1]) for text in texts if (found := re.search(r"Kabar nomor (\d{5})\.", text)))
    states = Counter(Delivery.objects.values_list("state", flat=True))
    asked = Counter(receiver for receivers, _ in sink.taken for receiver in receivers if receiver.startswith("tanya"))
    print(f"acknowledged: {len(crowd.booked)} seats, {len(lost)} lost; {len(crowd.asked)} codes asked for")
    print(f"messages: {told} written, {len(times)} sent, {sum(count > 1 for count in times.values())} sent twice")
    print(
        f"mails to who asked: {len(asked)}, sent twice {sum(n > 1 for n in asked.values())}; deliveries {dict(states)}"
    )
    bad = [f"seat {pair} was lost" for pair in lost]
    bad += [f"message {number} was sent {times[number]} times" for number in range(1, told + 1) if times[number] != 1]
    bad += [f"{address} got {count} mails" for address, count in asked.items() if count > 1]
    return bad + [f"{address} got no mail" for address in crowd.asked if address not in asked]


if __name__ == "__main__":
    main()
