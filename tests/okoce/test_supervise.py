"""scripts/supervise.py: what ends is started again, who visits meanwhile waits, what is kept is for its owner."""

import os
import signal
import socket
import stat
import subprocess
import sys
import textwrap
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.conf import settings

from scripts import supervise
from tests.conftest import PATIENCE

pytestmark = pytest.mark.once

SLEEP = [sys.executable, "-c", "import time; time.sleep(600)"]
# The supervisor with a web of ten lines: it says who it is, and the workers only sleep.
SUPERVISED = """
import sys
from scripts import supervise
from tests.conftest import PATIENCE

WEB = '''
import os, socket, sys
listener = socket.socket(fileno=int(sys.argv[1]))
while True:
    visitor, _ = listener.accept()
    visitor.recv(4096)
    text = str(os.getpid()).encode()
    visitor.sendall(b"HTTP/1.0 200 OK\\\\r\\\\n\\\\r\\\\n" + text)
    visitor.close()
'''

def commands(listener):
    sleep = [sys.executable, "-c", "import time; time.sleep(600)"]
    return {"web": [sys.executable, "-c", WEB, str(listener.fileno())], "worker": %s, "beat": sleep}

supervise.commands = commands
supervise.main()
"""


@pytest.fixture
def clock(monkeypatch):
    """The supervisor's clock, moved by hand."""
    clock = SimpleNamespace(now=1000.0, monotonic=lambda: clock.now, strftime=lambda form: "00:00:00")
    monkeypatch.setattr(supervise, "time", clock)
    return clock


@pytest.fixture
def child(clock):
    with socket.socket() as listener:
        child = supervise.Child("worker", SLEEP, dict(os.environ), listener)
    yield child
    child.end()
    child.process.wait()


def kill(child):
    child.process.kill()
    child.process.wait()


def test_a_killed_child_is_started_again_later_each_time(child, clock, capsys):
    child.first, waits = False, []

    for _ in range(8):
        kill(child)
        assert child.look()
        died = clock.now
        while child.again_at is not None:
            clock.now += 0.5
            assert child.look()
        waits.append(clock.now - died)

    assert waits == [1, 2, 4, 8, 16, 30, 30, 30]
    assert child.process.poll() is None
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "00:00:00 The worker process ended (signal 9); it is started again in 1 s."
    assert len(lines) == 8


def test_a_child_that_ran_well_is_started_again_soon(child, clock):
    child.failures = 5
    clock.now += supervise.RAN_WELL

    kill(child)
    child.look()

    assert child.again_at == clock.now + 1


def test_a_child_that_ran_for_less_waits_longer(child, clock):
    child.first, child.failures = False, 2
    clock.now += supervise.RAN_WELL - 1

    kill(child)
    child.look()

    assert child.again_at == clock.now + 4


def ended(code):
    return SimpleNamespace(poll=lambda: code, pid=2**22 + 1, wait=lambda: code)


@pytest.mark.parametrize(
    ("code", "first", "ran", "goes_on"),
    [(1, True, 5, False), (-9, True, 5, True), (1, False, 5, True), (1, True, supervise.RAN_WELL, True)],
    ids=["refused at its first start", "killed at its first start", "refused later", "ended after it ran well"],
)
def test_only_a_child_that_refuses_its_first_start_ends_the_portal(
    child, clock, monkeypatch, code, first, ran, goes_on
):
    kill(child)
    child.process, child.first = ended(code), first
    clock.now += ran

    assert child.look() is goes_on


def test_what_a_dead_child_left_running_is_ended_before_the_next(clock, tmp_path, wait_until):
    """A killed worker leaves the processes of its pool behind; they would take messages as the new one does."""
    pid = tmp_path / "pid"
    code = f"import subprocess, time; p = subprocess.Popen({SLEEP}); open({str(pid)!r}, 'w').write(str(p.pid)); "
    with socket.socket() as listener:
        child = supervise.Child("worker", [sys.executable, "-c", code + "time.sleep(600)"], {}, listener)
    assert wait_until(lambda: pid.exists() and pid.read_text())
    kill(child)

    child.look()

    assert wait_until(lambda: has_ended(int(pid.read_text())))


def has_ended(pid):
    """Ended; perhaps not yet reaped by the process that inherited it."""
    try:
        with open(f"/proc/{pid}/stat") as text:
            return text.read().rpartition(")")[2].split()[0] in "ZX"
    except FileNotFoundError:
        return True


# --- The whole -----------------------------------------------------------------------------------------


@pytest.fixture
def portal(tmp_path, wait_until):
    """portal(worker command) starts a supervisor; its address is in .address once the web answers."""
    started = []

    def start(worker="sleep"):  # the word names a list of the program above
        log = (tmp_path / "log").open("w+")
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(SUPERVISED % worker)],
            cwd=settings.ROOT,
            env={**os.environ, "OKOCE_VAR": str(tmp_path / "var"), "PORT": "18400", "PYTHONPATH": str(settings.ROOT)},
            stdout=log,
            stderr=log,
        )
        started.append(process)
        process.log = tmp_path / "log"
        return process

    yield start
    for process in started:
        process.terminate()
        process.wait()


def opened(process, wait_until):
    assert wait_until(lambda: "is open at" in process.log.read_text(), seconds=5 * PATIENCE)
    return process.log.read_text().partition("is open at ")[2].split()[0]


def ask(address):
    return urllib.request.urlopen(address, timeout=5 * PATIENCE).read()  # noqa: S310 - our own address


def test_while_the_web_process_starts_again_visitors_wait_and_nobody_is_refused(portal, wait_until):
    process = portal()
    address = opened(process, wait_until)
    first = int(ask(address))

    os.kill(first, signal.SIGKILL)
    wait_until(lambda: has_ended(first))
    with ThreadPoolExecutor(20) as visitors:
        found = set(visitors.map(ask, [address] * 20))

    assert len(found) == 1
    assert int(found.pop()) != first
    assert "The web process ended (signal 9); it is started again in 1 s." in process.log.read_text()
    assert process.poll() is None


def test_the_pages_stay_while_a_worker_ends_again_and_again(portal, wait_until):
    dies = '[sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"]'
    process = portal(dies)
    address = opened(process, wait_until)

    assert wait_until(lambda: "it is started again in 4 s" in process.log.read_text(), seconds=5 * PATIENCE)

    assert ask(address)
    assert process.poll() is None


def test_a_child_that_refuses_to_start_ends_the_portal_with_its_sentence(portal):
    process = portal("""[sys.executable, "-c", "raise SystemExit('The key is missing.')"]""")

    code = process.wait(timeout=5 * PATIENCE)

    said = process.log.read_text()
    assert code == 1
    assert said.count("The key is missing.") == 1
    assert "The worker process ended at its start (exit code 1); stopping the others." in said


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM"])
def test_ctrl_c_ends_everything(portal, wait_until, name):
    process = portal()
    web = int(ask(opened(process, wait_until)))

    process.send_signal(getattr(signal, name))

    assert process.wait(timeout=5 * PATIENCE) == 0
    assert has_ended(web)


def test_what_it_makes_is_for_its_owner_only(portal, wait_until, tmp_path):
    process = portal()
    opened(process, wait_until)

    made = {path.relative_to(tmp_path): stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "var").rglob("*")}

    assert made
    assert {mode for path, mode in made.items() if (tmp_path / path).is_dir()} == {0o700}
    assert {mode for path, mode in made.items() if (tmp_path / path).is_file()} == {0o600}
