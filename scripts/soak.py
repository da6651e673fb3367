"""Run the embedded portal under scripted clicks while its queue is spoiled and its processes are killed.

    scripts/soak.py --minutes 60 [--pause 1.5]

Own data, own port, stopped at the end. Judged on counts only, so that a busy machine makes it slower and not wrong:
no page fails, no connection is refused, every job takes effect once. Exit code 1 when something contradicts that.
"""

import argparse
import itertools
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
HANG = 900  # seconds without any progress after which the soak gives up

KEYS = ("SECRET_KEY", "NIK_KEYS", "NIK_HMAC_KEY", "ACCESS_LOG_KEY")
for name in ("DATABASE_URL", "REDIS_URL", "CACHE_URL", *KEYS, "STATIC_ROOT"):
    os.environ.pop(name, None)


class Soak:
    """The portal under test, and what the people say they did."""

    def __init__(self, var):
        self.var, self.log, self.process = var, var.with_name("log"), None
        self.registered, self.uploaded, self.notes, self.marks = [], [], [], []
        os.environ |= {
            "OKOCE_VAR": str(var),
            "JOB_MODULES": "tests.workers",
            "DJANGO_SETTINGS_MODULE": "okoce.settings",
            "LOG_LEVEL": "WARNING",
        }

    def start(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            os.environ["PORT"] = str(probe.getsockname()[1])
        subprocess.run([sys.executable, "scripts/prepare.py", "--sample"], cwd=ROOT, check=True)
        command = [sys.executable, "scripts/supervise.py"]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
        began = time.monotonic()
        while "is open at" not in (said := self.log.read_text()):
            if self.process.poll() is not None or time.monotonic() - began > HANG:
                sys.exit(f"The portal did not start:\n{said}")
            time.sleep(0.5)
        self.address = said.partition("is open at ")[2].split()[0].rstrip("/")

    def stop(self):
        """Return the exit code of the supervisor."""
        if self.process is None:
            return None
        self.process.terminate()
        return self.process.wait()


def walkers(soak, tally, over, minutes, pause):
    from okoce.accounts.roles import Role
    from participants.imports.models import Import
    from participants.people.models import Participant
    from sample.staff import LOGINS, PARTICIPANT, PASSWORD
    from scripts.soaking import people
    from tests.pages import pages
    from trainings.sessions.models import Session

    emails = {role.value: email for role, _, email, *_ in LOGINS} | {"peserta": PARTICIPANT[0]}
    sessions = list(Session.objects.bookable().upcoming().values_list("pk", flat=True))
    mentees = list(
        Participant.objects.filter(mentor__email=emails[Role.MENTOR.value]).values_list("pk", flat=True)[:20]
    )

    def lists(*, proposed):
        ready = Import.objects.filter(file_name="daftar.csv", state=Import.State.READY)
        return list(ready.exclude(proposed_at__isnull=proposed).values_list("pk", flat=True)[:1])

    acts = {
        "peserta": people.book_a_seat(sessions),
        Role.MENTOR.value: people.write_a_note(mentees, soak.notes),
        Role.OFFICER.value: people.work_at_the_desk(soak.registered, soak.uploaded, partial(lists, proposed=False)),
        Role.STAFF.value: people.decide_lists(partial(lists, proposed=True)),
        Role.OFFICIAL.value: people.press_all_reports if minutes >= 20 else None,
    }
    for role, paths in pages().items():
        login = (emails[role], PASSWORD) if role in emails else None
        shown = {"address": soak.address, "tally": tally, "over": over, "pause": pause}
        there = [path for path in paths.values() if path != "/tidak-ada/"]
        yield people.Walker(role, login, there, acts.get(role), **shown)


def feed(soak):
    """A job for each queue whose effect can be counted: one message with its own subject."""
    from okoce.accounts.models import User
    from okoce.jobs.outbox import enqueue

    user = User.objects.order_by("pk").first()
    for name in ("tests.write", "tests.write_bulk"):
        subject = f"{name} {len(soak.marks)}"
        enqueue(name, {"user": user.pk, "subject": subject}, key=subject)
        soak.marks.append(subject)


def settle():
    """Wait until no job is left to do, as long as any goes on."""
    from django.db.models import Count

    from okoce.jobs.models import Job

    before, since = None, time.monotonic()
    while True:
        states = dict(Job.objects.order_by().values_list("state").annotate(Count("pk")))
        if not states.get("queued") and not states.get("running"):
            return
        if states != before:
            before, since = states, time.monotonic()
        if time.monotonic() - since > HANG:
            return
        time.sleep(1)


def run(minutes, pause, soak):
    import django

    django.setup()
    from scripts.soaking.browser import Tally
    from scripts.soaking.checks import all_checks
    from scripts.soaking.disturbance import Disturbance

    settle()  # the jobs of the sample: its papers are among the pages that are opened
    tally, over = Tally(), threading.Event()
    clicking = list(walkers(soak, tally, over, minutes, pause))
    disturbance = Disturbance(soak.process.pid, soak.var / "queue/messages", tally)
    for walker in clicking:
        walker.start()
    began, whole = time.monotonic(), 60 * minutes
    for turn in itertools.count():
        passed = time.monotonic() - began
        if passed >= whole and not disturbance.kills:
            break
        if soak.process.poll() is not None:
            tally.fault("the supervisor ended")
            break
        disturbance.go_on(passed, whole)
        if turn % 5 == 0:
            feed(soak)
        if turn % 60 == 59:
            print(f"  {passed / 60:4.1f} min: {tally.counts['pages']} pages, {len(tally.faults)} faults", flush=True)
        time.sleep(1)
    over.set()
    for walker in clicking:
        walker.join()
    settle()
    return tally, list(all_checks(tally, disturbance, soak))


def report(tally, checks):
    """Print the counts and what was found. Returns how many checks passed and failed."""
    print("  " + ", ".join(f"{count} {what}" for what, count in sorted(tally.counts.items())))
    for sentence, contradicts in checks:
        print(f"  {'FAILED' if contradicts else 'ok    '} {sentence}")
        for one in list(contradicts)[:20]:
            print(f"           {one}")
    failed = sum(bool(contradicts) for _, contradicts in checks)
    return len(checks) - failed, failed


def main():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--pause", type=float, default=1.5, help="seconds between two clicks of one person")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    os.umask(0o077)
    folder = Path(tempfile.mkdtemp(prefix="okoce-soak-"))
    soak, passed, failed = Soak(folder / "var"), 0, 1
    try:
        try:
            soak.start()
            tally, checks = run(options.minutes, options.pause, soak)
        finally:
            code = soak.stop()
        checks.append(("everything ends when it is asked to", [code] if code else []))
        passed, failed = report(tally, checks)
    finally:
        if "OKOCE_TALLY" in os.environ:  # ./test adds it to its own
            with open(os.environ["OKOCE_TALLY"], "a") as lines:
                lines.write(f"{passed} {failed} 0\n")
    if failed:
        print("".join(f"  | {line}\n" for line in soak.log.read_text().splitlines()[-60:]))
        print(f"  Data and log are in {folder}.")
    else:
        shutil.rmtree(folder)
    sys.exit(bool(failed))


if __name__ == "__main__":
    main()
