"""Serve the portal on this machine: web, worker and beat, three processes that live and end together."""

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
PATIENCE = 8  # seconds a child gets to finish what it has in hand

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
    """The first free port from $PORT or 8000 on. Handed over open, so nobody can take it in between."""
    wish = int(os.environ.get("PORT", 8000))
    for port in range(wish, wish + 100):
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        with contextlib.suppress(OSError):
            door.bind(("127.0.0.1", port))
            door.listen(64)
            return door
        door.close()
    sys.exit(f"No free port between {wish} and {wish + 99}. Set PORT to another and start again.")


def commands(door):
    python = sys.executable
    celery = [python, "-W", "ignore:You're running the worker with superuser", "-m", "celery", "-A", "okoce", "-q"]
    web = [python, "-m", "gunicorn", "okoce.wsgi:application", "--bind", f"fd://{door.fileno()}"]
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
    """Killed workers leave their drawing files behind."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def end_with_parent():
    """A killed supervisor takes its children along (Linux)."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(1, signal.SIGTERM)


def start(name, command, door, environment):
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        pass_fds=[door.fileno()] if name == "web" else [],
        start_new_session=True,  # Ctrl-C reaches only the supervisor
        preexec_fn=end_with_parent,
    )


def answers(address):
    try:
        urllib.request.urlopen(f"{address}/sehat/", timeout=2)  # noqa: S310 - our own address
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
    """Until somebody asks to stop (0) or a child dies (1)."""
    open_ = False
    while not stopping:
        for name, child in children.items():
            if child.poll() is not None and not stopping:
                print(f"The {name} process ended ({child.returncode}); stopping the others.", file=sys.stderr)
                return 1
        if not open_ and answers(address):
            open_ = True
            welcome(address)
        time.sleep(0.3)
    return 0


def stop(children):
    for child in children.values():
        if child.poll() is None:
            child.send_signal(signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE
    for child in children.values():
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(max(0.1, deadline - time.monotonic()))
    for child in children.values():  # what is left of each group; an unfinished job starts again next time
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)


def main():
    for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(name, ask_to_stop)
    VAR.mkdir(parents=True, exist_ok=True)
    (VAR / "beat").mkdir(exist_ok=True)
    lock, door = only_one(), listen()
    address = f"http://127.0.0.1:{door.getsockname()[1]}"
    lock.truncate(0)
    lock.write(address)
    lock.flush()

    environment = {"SITE_URL": address, **os.environ, "TMPDIR": str(empty(VAR / "tmp"))}
    children = {name: start(name, command, door, environment) for name, command in commands(door).items()}
    door.close()
    try:
        result = watch(children, address)
    finally:
        stop(children)
    sys.exit(result)


if __name__ == "__main__":
    main()
