"""The fortnight's papers: one press and 44 + 6 + 1 by the portal's workers, against bare WeasyPrint of the same HTML.

The portal's seconds run from the press (a request like any other) until the last file is stored: web, workers, database
and broker. The floor gets the finished HTML of the very same papers, and its files must say the same on as many pages:
the portal completes the tags after drawing (okoce/pdf_tags.py), so the bytes differ. The bundle of all of them, with
workbook and open data, is asked for once after each press and timed on its own. Before a meeting papers are drawn from
an edition, whose figures are frozen the evening before; between meetings the press freezes those of now.
"""

import datetime as dt
import json
import os
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from functools import partial

from bench import client, portal, processes
from bench import profiling as inside
from bench.arithmetic import Comparison, Sample
from bench.client import Request
from bench.sites import ROOT

STYLE = ROOT / "static/css/pdf.css"
WORKER = ["celery", "-A", "okoce", "worker", "-P", "prefork", "-c", "2", "--without-gossip", "--without-mingle"]
PATIENCE = 300  # seconds for one press
ALL, ONE = "44 + 6 + 1 papers, two workers", "the same again, one kecamatan changed"
FROZEN = "44 + 6 + 1 papers of an approved edition"
PAPERS = ("kecamatan", "kota", "provinsi")


class Papers:
    """The workers of both sides, started; `site` is the running portal."""

    def __init__(self, site, environment, folder):
        from okoce.accounts.models import User

        self.site, self.folder, self.redis = site, folder, _redis_pid(environment.get("REDIS_URL"))
        self.meanwhile = []  # milliseconds of a visitor's pages while papers are drawn
        user = User.objects.get(email="pejabat@contoh.okoce.example")
        self.cookie, self.statements = portal.signed_in(user), _statements(user)
        log = {"stdout": subprocess.DEVNULL, "stderr": (folder / "worker.log").open("w")}
        command = [sys.executable, "-m", *WORKER, "-l", "warning"]
        self.worker = subprocess.Popen(command, cwd=ROOT, env=environment, start_new_session=True, **log)
        command = [sys.executable, "-m", "bench.floor.papers", str(STYLE)]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
        self.floor = subprocess.Popen(command, cwd=ROOT, env=_floor_environment(), start_new_session=True, **pipes)

    def compare(self, rounds, say):
        """Comparisons of all papers against all, of the three that one kecamatan changes, and of all of an edition."""
        every, changed, frozen = [], [], []
        for number in range(rounds + 1):
            say(f"  round {number}" + ("" if number else ", which does not count"))
            period = _period()
            _move(period, _kecamatan())
            ours, run = self._press(period)
            say(self._bundle(run))
            every.append((ours, self._bare(run, number)))
            _move(period, _kecamatan()[number : number + 1])
            again, run = self._press(period)
            changed.append((again, self._bare(run, f"{number}-changed")))
            edition = self._edition(say)
            ours, run = self._press(edition.period)
            say(self._bundle(run))
            frozen.append((ours, self._bare(run, f"{number}-edition")))
        say(f"  pages meanwhile: {len(self.meanwhile)}, the slowest {max(self.meanwhile, default=0):.0f} ms")
        words = {"statements": self.statements}
        return [
            Comparison(ALL, 2, tuple(every[1:]), must=1.15, **words),
            Comparison(ONE, 2, tuple(changed[1:]), must=1.5, **words),
            Comparison(FROZEN, 2, tuple(frozen[1:]), must=1.15, **words),
        ]

    def _edition(self, say):
        """An edition of the newest fortnight that has ended: people came late, one prepares it, another approves."""
        from okoce.accounts.models import User
        from okoce.clock import today
        from reports.snapshots.actions import editions
        from reports.snapshots.models import Period

        period = Period.objects.filter(ends_on__lt=today()).latest("starts_on")
        one, other = (User.objects.get(email=f"{name}@contoh.okoce.example") for name in ("dinas", "dinas2"))
        _move(period, _kecamatan())
        began = time.perf_counter()
        edition = editions.prepare(period, by=one)
        say(f"  figures of an edition frozen in {time.perf_counter() - began:.1f} s")
        return editions.approve(edition, by=other, seen=edition.sha256)

    def _bundle(self, run):
        """One download of everything, in words: how large, how long, and what the largest drawing process held."""
        began, connection = time.perf_counter(), client.connect(self.site.port)
        connection.request("GET", f"/laporan/{run.pk}/semua.zip", headers={"Cookie": f"sessionid={self.cookie}"})
        answer = connection.getresponse()
        size = len(answer.read())
        seconds = time.perf_counter() - began
        peak = max(map(processes.peak_mb, processes.children(self.worker.pid)), default=0)
        return f"  bundle {answer.status}: {size / 1e6:.1f} MB in {seconds:.1f} s; a drawing process held {peak:.0f} MB"

    def stop(self):
        for process in (self.worker, self.floor):
            process.terminate()
            process.wait(60)

    def _press(self, period):
        """One press, until every report is there."""
        from reports.papers.models import ReportRun

        ReportRun.objects.update(requested_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))  # else it is the same press
        sample = self._measured((self.site.process, self.worker), 1, partial(self._until_ready, period))
        run = ReportRun.objects.order_by("-pk").first()
        return replace(sample, requests=run.reports.exclude(job=None).count()), run

    def _until_ready(self, period):
        from reports.papers.models import Report, ReportRun

        headers = portal.form_headers(f"sessionid={self.cookie}")
        papers = "".join(f"&papers={kind}" for kind in PAPERS)
        body = f"csrfmiddlewaretoken={portal.CSRF}&period={period.pk}{papers}".encode()
        began = asked = time.time()
        _, _, errors = client.play(
            self.site.port, [Request("/laporan/berkas/buat/", headers, body, 302, r"/laporan/\d")], 1
        )
        reports = Report.objects.filter(run=ReportRun.objects.order_by("-pk").first())
        while not errors and reports.filter(ready_at=None).exists():
            if time.time() - began > PATIENCE or self.worker.poll() is not None:
                errors.append("reports are missing: " + (self.folder / "worker.log").read_text()[-300:])
            time.sleep(0.1)
            if time.time() - asked > 1:  # a visitor meanwhile
                asked = time.time()
                _, took, wrong = client.play(self.site.port, [Request("/pelatihan/")], 1)
                self.meanwhile += took
                errors += wrong
        ready = reports.filter(ready_at__isnull=False).values_list("ready_at", flat=True)
        return [1000 * (at.timestamp() - began) for at in ready], errors

    def _bare(self, run, number):
        """The floor's turn with the HTML of what a run drew, where other words are a wrong answer."""
        from django.template.loader import render_to_string

        from reports.papers.actions import documents

        folder, expected = self.folder / f"papers-{number}", {}
        folder.mkdir()
        for report in run.reports.exclude(job=None).select_related("snapshot", "document"):
            (folder / f"{report.region_id}.html").write_text(
                render_to_string(documents.TEMPLATES[report.kind], documents.context_of(report.snapshot, report.kind))
            )
            expected[report.region_id] = said(bytes(report.document.content))
        sample = self._measured((self.floor,), len(expected), partial(self._draw, folder))
        found = {path.stem: said(path.read_bytes()) for path in folder.glob("*.pdf")}
        wrong = [f"{code}: other words than the floor's" for code in expected if expected[code] != found.get(code)]
        return replace(sample, errors=(*sample.errors, *wrong))

    def _draw(self, folder):
        print(folder, file=self.floor.stdin, flush=True)
        return json.loads(self.floor.stdout.readline()), []

    def _measured(self, servers, count, act):
        before, began = self._used(servers), time.perf_counter()
        latencies, errors = act()
        wall = time.perf_counter() - began
        after = self._used(servers)
        drawing, database, own, busy, all_ = (late - early for late, early in zip(after, before, strict=True))
        others = max(0.0, busy - drawing - database - own) / max(all_, 0.01)
        return Sample(count, drawing, database, wall, tuple(latencies), tuple(errors), others)

    def _used(self, servers):
        stores = filter(None, (self.site.postgres, self.redis))
        return (
            sum(processes.cpu_seconds(server.pid) for server in servers),
            sum(map(processes.cpu_seconds, stores)),
            sum(os.times()[:2]),
            *processes.machine_seconds(),
        )


def said(content):
    """The words of a PDF as they are laid out, page by page."""
    return subprocess.run(["pdftotext", "-layout", "-", "-"], input=content, capture_output=True, check=True).stdout


def _period():
    """The fortnight that runs, which has no edition yet: its papers are drawn from figures of now."""
    from reports.snapshots.actions import periods

    return periods.current()


def _kecamatan():
    from okoce.regions.models import Region

    return list(Region.objects.kecamatan().order_by("code"))


def _move(period, kecamatan):
    """One person more in Pelatihan in each of these, within the period."""
    from participants.journey.actions.tallies import add_tallies

    key = (period.programme_year_id, "pelatihan", period.starts_on)
    homes = [(region.children.first().pk, region.pk) for region in kecamatan]
    add_tallies(Counter((key[0], *home, *key[1:]) for home in homes))


def _statements(user):
    """Of one report in a worker, begin and commit left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from okoce.jobs.tasks import run_job
    from reports.papers.actions import runs

    asked = {"regions": _kecamatan()[:2], "papers": ["kecamatan"]}
    first, second = runs.start(_period(), by=user, **asked).reports.all()
    run_job(first.job_id)
    with CaptureQueriesContext(connection) as seen:
        run_job(second.job_id)
    return len(inside.without_transactions(seen))


def _redis_pid(url):
    import redis

    return redis.Redis.from_url(url).info("server")["process_id"] if url else None


def _floor_environment():
    return {name: os.environ[name] for name in ("PATH", "LANG", "TMPDIR") if name in os.environ}
