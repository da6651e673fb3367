"""Serve the portal on this machine: web, two workers and beat, each started again when it ends.

The listening socket stays open here: while the web process starts anew, visitors wait and nobody is refused.
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import textwrap
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VAR = Path(os.environ.get("OKOCE_VAR", ROOT / "var"))
PATIENCE = 8  # seconds a child gets to finish what it is doing
BACK_OFF = [1, 2, 4, 8, 16, 30]  # seconds before a child is started again
RAN_WELL = 60  # seconds after which the back-off begins anew, and a first start has succeeded

stopping = False


def ask_to_stop(*_):
    global stopping
    stopping = True


def only_one():
    """Two supervisors in one folder would run two beats over the same queue."""
    lock = open(VAR / "run.lock", "a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.seek(0)
        sys.exit(f"The portal is already running here: {lock.read().strip()}. Stop that one first (Ctrl-C).")
    return lock


def listen():
    """Open the first free port from $PORT or 8000 on. It is passed on open, so nobody can take it in between."""
    wish = int(os.environ.get("PORT", 8000))
    for port in range(wish, wish + 100):
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            listener.bind(("127.0.0.1", port))
            listener.listen(1024)
            return listener
        listener.close()
    sys.exit(f"No free port between {wish} and {wish + 99}. Set PORT to another and start again.")


def commands(listener):
    python = sys.executable
    celery = [python, "-W", "ignore:You're running the worker with superuser", "-m", "celery", "-A", "okoce", "-q"]
    web = [python, "-m", "gunicorn", "okoce.wsgi:application", "--bind", f"fd://{listener.fileno()}"]
    web += ["--worker-class", "gthread", "--workers", "1", "--threads", "4", "--graceful-timeout", "4"]
    web += ["--log-level", "warning", "--no-control-socket"]
    if os.access("/dev/shm", os.W_OK):  # noqa: S108 - gunicorn's heartbeat file, kept off a slow disk
        web += ["--worker-tmp-dir", "/dev/shm"]  # noqa: S108
    worker = [*celery, "worker", "-P", "prefork", "--without-gossip", "--without-mingle", "-l", "warning"]
    quick = [*worker, "-Q", "quick", "-c", "1", "-n", "quick@%h"]
    bulk = [*worker, "-Q", "bulk", "-c", "2", "-n", "bulk@%h"]
    beat = [*celery, "beat", "-s", str(VAR / "beat/schedule"), "--pidfile=", "-l", "warning"]
    return {"web": web, "quick worker": quick, "bulk worker": bulk, "beat": beat}


def empty(folder):
    """Killed workers leave their drawing files and half-moved messages behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def end_with_parent():
    """A killed supervisor takes its children along (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


class Child:
    """One of the processes, and when it is started again after it has ended."""

    def __init__(self, name, command, environment, listener):
        self.name, self.command, self.environment = name, command, environment
        self.files = [listener.fileno()] if name == "web" else []
        self.failures, self.first = 0, True
        self.start()

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            pass_fds=self.files,
            start_new_session=True,  # Ctrl-C reaches only the supervisor
            preexec_fn=end_with_parent,
        )
        self.started_at, self.again_at = time.monotonic(), None

    def look(self):
        """Start it again if it has ended and its time has come. Return False if it ended at once, of itself.

        Who ends at the very first start, and not by a signal, has a reason that will be there the next time: a key
        or a setting that was refused. It has said so, and the portal ends.
        """
        if self.again_at is not None:
            if time.monotonic() >= self.again_at:
                self.start()
            return True
        code = self.process.poll()
        if code is None:
            return True
        self.end()
        ran = time.monotonic() - self.started_at
        if self.first and code >= 0 and ran < RAN_WELL:
            say(f"The {self.name} process ended at its start (exit code {code}); stopping the others.")
            return False
        self.first = False
        self.failures = 0 if ran >= RAN_WELL else self.failures
        wait = BACK_OFF[min(self.failures, len(BACK_OFF) - 1)]
        self.failures += 1
        self.again_at = time.monotonic() + wait
        how = f"signal {-code}" if code < 0 else f"exit code {code}"
        say(f"The {self.name} process ended ({how}); it is started again in {wait} s.")
        return True

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)

    def end(self):
        """End what is left of its group; an unfinished job is taken up again."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)


def say(sentence):
    print(f"{time.strftime('%Y-%m-%d %H:%M:%S')} {sentence}", file=sys.stderr, flush=True)


def answers(address):
    try:
        urllib.request.urlopen(f"{address}/sehat/web/", timeout=2)  # noqa: S310 - our own address
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True


def welcome(address):
    logins = VAR / "sample-logins.txt"  # empty where people are real
    print(f"\n  Portal OK OCE is open at {address}/\n", flush=True)
    if logins.exists() and (text := logins.read_text()):
        print(textwrap.indent(text, "  "), flush=True)
    print("  Ctrl-C stops everything; the data stay in var/.\n", flush=True)


def watch(children, address):
    """Until somebody asks to stop (0), or a child cannot start at all (1)."""
    is_open = False
    while not stopping:
        if not all([child.look() for child in children]) and not stopping:
            return 1
        if not is_open and answers(address):
            is_open = True
            welcome(address)
        time.sleep(0.2)
    return 0


def stop(children):
    for child in children:
        child.stop()
    deadline = time.monotonic() + PATIENCE
    for child in children:
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.process.wait(max(0.1, deadline - time.monotonic()))
    for child in children:
        child.end()


def main():
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, ask_to_stop)
    os.environ["TZ"] = "Asia/Jakarta"  # the clock of all log lines
    time.tzset()
    os.umask(0o077)  # what is kept in var/ is for its owner only
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "beat").mkdir(exist_ok=True)
    lock, listener = only_one(), listen()
    address = f"http://127.0.0.1:{listener.getsockname()[1]}"
    lock.truncate(0)
    lock.write(address)
    lock.flush()

    empty(VAR / "queue/moving")
    environment = {"SITE_URL": address, **os.environ, "TMPDIR": str(empty(VAR / "tmp"))}
    children = [Child(name, command, environment, listener) for name, command in commands(listener).items()]
    try:
        result = watch(children, address)
    finally:
        stop(children)
    sys.exit(result)


if __name__ == "__main__":
    main()
