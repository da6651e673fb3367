"""The processes of production, and the faults they meet: each fault is a context manager."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

from bench.sites import ROOT, Site

QUICK_PROCESSES = 2
HANG = 300  # seconds after which nothing comes any more


class Workers:
    """A worker for each queue, in process groups of their own, and the beat."""

    def __init__(self, environment, folder):
        self._environment, self._log = environment, (folder / "workers.log").open("w")
        celery = [sys.executable, "-m", "celery", "-A", "okoce"]
        worker = [*celery, "worker", "-c", str(QUICK_PROCESSES), "-l", "warning"]
        self._commands = {queue: [*worker, "-Q", queue] for queue in ("quick", "bulk")}
        beat = [*celery, "beat", "-s", str(folder / "beat"), "--pidfile=", "-l", "warning"]
        self._running = {name: self._popen(command) for name, command in (self._commands | {"beat": beat}).items()}

    def kill(self):
        """End the workers of both queues at once, in the middle of whatever they do."""
        groups = [self._running[queue] for queue in self._commands]
        for process in groups:
            os.killpg(process.pid, signal.SIGKILL)
        for process in groups:
            process.wait()

    def start_again(self):
        for queue, command in self._commands.items():
            self._running[queue] = self._popen(command)

    def stop(self):
        for process in self._running.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
        self._log.close()

    def _popen(self, command):
        return subprocess.Popen(
            command, cwd=ROOT, env=self._environment, stdout=self._log, stderr=self._log, start_new_session=True
        )


@contextlib.contextmanager
def started(environment, folder):
    """Web, a worker for each queue and the beat, as in production."""
    site = Site("okoce.wsgi:application", environment, None)
    workers = Workers(environment, folder)
    try:
        site.wait("/masuk/")
        yield site, workers
    finally:
        site.stop()
        workers.stop()


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


class Kills:
    """A context in which the workers are killed once at each stage of a mail, and started again each time.

    The mail server is slow meanwhile, so that mails are in flight; `done` has a sentence for each kill.
    """

    def __init__(self, workers, sink, stages, *, delay=0.5):
        self.workers, self.sink, self.stages, self.delay, self.done = workers, sink, stages, delay, []

    def __enter__(self):
        self._thread = threading.Thread(target=self._go)
        self._thread.start()

    def __exit__(self, *_):
        self._thread.join()

    def goes_on(self):
        return self._thread.is_alive()

    def _go(self):
        with self.sink.slow(self.delay):
            for stage in self.stages:
                until = time.monotonic() + HANG
                while not self.sink.waiting[stage]:
                    if time.monotonic() > until:
                        return
                    time.sleep(0.005)
                waiting = +self.sink.waiting
                self.workers.kill()
                self.done.append(", ".join(f"{count} {self.stages[stage]}" for stage, count in waiting.items()))
                self.workers.start_again()
