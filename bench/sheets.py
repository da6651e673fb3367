"""`python -m bench.sheets`: 20,000 good people by spreadsheet, from upload to register, while pages are asked for.

A real worker does it beside the web server, as production runs them. Then the same without visitors, against
django-import-export as it comes (`stock_import.py`: dry run and real, the same file but for other people) and against
the floor (`floor/sheet.py`). `--sqlite` shows the embedded portal; it has neither.
"""

import argparse
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median

from bench import client, portal, processes
from bench.__main__ import MARK, say
from bench.arithmetic import percentile
from bench.databases import Databases
from bench.sites import ROOT, Site

ASKED = ("/pelatihan/", "/kemajuan/", "/peserta/")
ROWS = 20_000
PAUSE = 0.05  # seconds between two pages of the visitor
LONGEST, LARGEST, LEAST = 25, 150, 4  # seconds, megabytes, times as fast as django-import-export: the musts


def main():
    parser = argparse.ArgumentParser(prog="python -m bench.sheets", description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS)
    parser.add_argument("--rounds", type=int, default=2, help="against the floor")
    parser.add_argument("--sqlite", action="store_true")
    options = parser.parse_args()
    if not options.sqlite and MARK not in os.environ:
        os.environ[MARK] = "1"
        command = ["with_services.sh", sys.executable, "-m", "bench.sheets", *sys.argv[1:]]
        os.execv(ROOT / "scripts/with_services.sh", command)  # noqa: S606
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with ExitStack() as stack:
        folder = Path(tempfile.mkdtemp(prefix="okoce-bench."))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        run(options, folder, stack)


def run(options, folder, stack):
    databases = Databases("" if options.sqlite else os.environ["DATABASE_URL"], folder)
    databases.make()
    environment = portal.environment(databases, os.environ.get("REDIS_URL", ""), folder)
    portal.prepare(environment, 1_000)
    databases.settle()
    site = Site("okoce.wsgi:application", environment, databases.server_pid())
    stack.callback(site.stop)
    site.wait("/pelatihan/")
    worker = Worker(environment, databases)
    stack.callback(worker.stop)
    desk = Desk(site)
    desk.import_(b"", worker)  # warm: a file of nothing is judged and refused

    say(f"{options.rows:,} rows while pages are asked for")
    alone = desk.visit(until=time.monotonic() + 5)
    busy, memory = desk.busy(options.rows, 0, worker)
    figures = [
        f"| {options.rows:,} good rows, upload to register, with a visitor | {busy.wall:.1f} s | "
        f"{options.rows / busy.wall:,.0f} rows/s | judged {busy.judged:.1f} s, written {busy.written:.1f} s |",
        f"| growth of the worker | {memory:.0f} MB | | |",
        f"| p95 of a page meanwhile | {percentile(busy.latencies, 0.95):.0f} ms | before: "
        f"{percentile(alone.latencies, 0.95):.0f} ms | {len(busy.latencies)} pages, {len(busy.errors)} errors |",
    ]
    wrong = [*alone.errors, *busy.errors]
    if options.rows >= ROWS:
        wrong += [f"{busy.wall:.1f} s are more than {LONGEST}"] if busy.wall > LONGEST else []
        wrong += [f"{memory:.0f} MB are more than {LARGEST}"] if memory > LARGEST else []
    if databases.is_postgres:
        from bench import stock_import

        line, times = stock_import.against(options.rows, desk, worker)
        wrong += [f"{times:.1f} times as fast as django-import-export, not {LEAST}"] if times < LEAST else []
        figures += [line, against_the_floor(options, desk, worker, databases)]
    print("\n" + "\n".join(figures))
    for fault in wrong[:5]:
        print("WRONG:", fault)
    sys.exit(bool(wrong))


def against_the_floor(options, desk, worker, databases):
    import psycopg2

    from bench.floor import sheet

    pairs = []
    for number in range(1, options.rounds + 1):
        before = worker.cpu()
        desk.import_(sheet_of(options.rows, number), worker)
        ours = worker.cpu() - before
        content, before = sheet_of(options.rows, number + 100), worker.cpu() + time.process_time()
        with closing(psycopg2.connect(databases.floor)) as connection:
            entered, bad = sheet.enter(content, connection)
        if (entered, bad) != (options.rows, []):
            sys.exit(f"The floor took {entered} rows and refused {len(bad)}.")
        pairs.append((ours, worker.cpu() + time.process_time() - before))
        say(f"  {pairs[-1][0]:.2f} : {pairs[-1][1]:.2f} CPU s")
    ours, floors = (median(side) for side in zip(*pairs, strict=True))
    return f"| CPU of worker and database : floor | {ours:.1f} : {floors:.2f} s | **{ours / floors:.1f}** | |"


def sheet_of(rows, number):
    from bench import sample_sheet

    return sample_sheet.workbook(rows, sample_sheet.places(), first=number * rows)


class Worker:
    def __init__(self, environment, databases):
        self.postgres = databases.server_pid()
        command = [sys.executable, "-m", "celery", "-A", "okoce", "-q", "worker", "-P", "prefork", "-c", "1"]
        self.process = subprocess.Popen(
            [*command, "--without-gossip", "--without-mingle", "-l", "error"],
            cwd=ROOT,
            env=environment,
            start_new_session=True,
        )

    def cpu(self):
        return sum(processes.cpu_seconds(pid) for pid in (self.process.pid, self.postgres) if pid)

    def megabytes(self):
        return max(map(processes.resident_mb, processes.children(self.process.pid)), default=0)

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


class Visits:
    def __init__(self):
        self.latencies, self.errors, self.wall = [], [], 0.0
        self.judged = self.written = 0.0


class Desk:
    """A provincial officer at the pages: uploads, waits, approves, waits."""

    def __init__(self, site):
        from allauth.mfa.models import Authenticator

        from okoce.accounts.models import User

        self.site = site
        self.user = User.objects.get(email="dinas@contoh.okoce.example")
        Authenticator.objects.get_or_create(user=self.user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        self.cookie = f"sessionid={portal.sign_in([self.user])[0]}"

    def busy(self, rows, number, worker):
        """(what the visitor found, megabytes the worker grew) while one file is imported."""
        content, before, most = sheet_of(rows, number), worker.megabytes(), [0.0]
        over = threading.Event()

        def watch():
            while not over.wait(0.1):
                most[0] = max(most[0], worker.megabytes())

        found = Visits()
        threads = [
            threading.Thread(target=watch),
            threading.Thread(target=self.visit, args=(found,), kwargs={"over": over}),
        ]
        for thread in threads:
            thread.start()
        try:
            found.judged, found.written = self.import_(content, worker)
        finally:
            over.set()
            for thread in threads:
                thread.join()
        found.wall = found.judged + found.written
        return found, most[0] - before

    def visit(self, found=None, *, until=float("inf"), over=None):
        found = found or Visits()
        while time.monotonic() < until and not (over and over.is_set()):
            for path in ASKED:
                _, latencies, errors = client.play(
                    self.site.port, [client.Request(path, (("Cookie", self.cookie),))], 1
                )
                found.latencies += latencies
                found.errors += errors
                time.sleep(PAUSE)
        return found

    def import_(self, content, worker):
        """(seconds until it was judged, seconds until it was written)."""
        from okoce.programme.models import RegistrationPoint
        from participants.imports.models import Import

        fields = {"registration_point": RegistrationPoint.DESK, "region": "31"}
        began = time.monotonic()
        self._post("/peserta/impor/", *multipart(fields, content or b"kosong"))
        item = Import.objects.latest("pk")
        self._wait(item, "reading", worker)
        judged = time.monotonic()
        if item.state == "ready":
            self._post(
                f"/peserta/impor/{item.pk}/setuju/",
                f"csrfmiddlewaretoken={portal.CSRF}&notice_shown=on".encode(),
                "application/x-www-form-urlencoded",
            )
            item.refresh_from_db()
            self._wait(item, "writing", worker)
            if item.state != "done" or item.good_rows != item.rows_total:
                sys.exit(f"The import ended as {item.state}: {item.counts}")
        return judged - began, time.monotonic() - judged

    def _post(self, path, body, kind):
        cookies = f"csrftoken={portal.CSRF}; {self.cookie}"
        headers = (("Cookie", cookies), ("Content-Type", kind))
        _, _, errors = client.play(self.site.port, [client.Request(path, headers, body, 302)], 1)
        if errors:
            sys.exit(errors[0])

    def _wait(self, item, state, worker):
        while item.state == state:
            if worker.process.poll() is not None:
                sys.exit("The worker has ended.")
            time.sleep(0.2)
            item.refresh_from_db(fields=["state"])
        item.refresh_from_db()


def multipart(fields, content):
    mark = secrets.token_hex(16)
    parts = [
        f'--{mark}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (fields | {"csrfmiddlewaretoken": portal.CSRF}).items()
    ]
    parts.append(f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="daftar.xlsx"\r\n\r\n')
    return "".join(parts).encode() + content + f"\r\n--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


if __name__ == "__main__":
    main()
