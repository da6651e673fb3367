"""Portal and floor as production serves them: gunicorn, two processes of four threads (see Dockerfile)."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from bench import client, processes
from bench.arithmetic import Sample

ROOT = Path(__file__).resolve().parent.parent
GUNICORN = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--worker-tmp-dir", "/dev/shm"]  # noqa: S108
GUNICORN += ["--graceful-timeout", "5", "--log-level", "warning", "--no-control-socket"]


class Site:
    """A running server; `postgres` is the process id of the database server, None where there is none."""

    def __init__(self, application, environment, postgres):
        self.postgres = postgres
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            listener.listen(256)
            self.port = listener.getsockname()[1]
            command = [sys.executable, "-m", "gunicorn", application, "--bind", f"fd://{listener.fileno()}", *GUNICORN]
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=environment, pass_fds=[listener.fileno()], start_new_session=True
            )

    def wait(self, path):
        errors = ["it ended at once"]
        for _ in range(120):
            if self.process.poll() is not None:
                break
            _, _, errors = client.play(self.port, [client.Request(path)], 1)
            if not errors:
                return
            time.sleep(0.5)
        sys.exit(f"The site does not answer {path}: {errors[:1]}")

    def measure(self, requests, clients):
        before = self._used()
        wall, latencies, errors = client.play(self.port, requests, clients)
        web, database, own, busy, all_ = (after - earlier for after, earlier in zip(self._used(), before, strict=True))
        others = max(0.0, busy - web - database - own) / max(all_, 0.01)
        return Sample(len(requests), web, database, wall, tuple(latencies), tuple(errors), others)

    def etag(self, path):
        """What a browser would remember of this page."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        return answer.getheader("ETag")

    def worker_mb(self):
        workers = processes.children(self.process.pid)
        return sum(map(processes.resident_mb, workers)) / len(workers)

    def stop(self):
        self.process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(10)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def _used(self):
        database = processes.cpu_seconds(self.postgres) if self.postgres else 0.0
        own = sum(os.times()[:2])
        return processes.cpu_seconds(self.process.pid), database, own, *processes.machine_seconds()
