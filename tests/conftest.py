"""What every test may ask for: a clean cache, a real browser, a real worker, the rules of axe-core."""

import datetime as dt
import os
import shutil
import signal
import subprocess
import sys
import time
from contextlib import nullcontext, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest
import time_machine
from axe_playwright_python.base import AXE_SCRIPT
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import expect

from scripts.supervise import end_with_parent
from tests import breaking, clock
from tests.emptying import empty_quickly

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 120  # seconds after which something hangs; what works may take minutes on a busy machine

expect.set_options(timeout=PATIENCE * 1000)

# Random cases, the same ones in every run.
hypothesis_settings.register_profile("okoce", derandomize=True, database=None, deadline=None)
hypothesis_settings.load_profile("okoce")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    # Long ones first, else one process works alone at the end; in each file those with a worker last, since the worker
    # that they share would do what the others want undone.
    items.sort(key=lambda item: (not item.get_closest_marker("long"), bool(item.get_closest_marker("worker"))))
    # Playwright keeps an event loop in this thread; Django then takes the ORM for asynchronous use.
    if any(item.get_closest_marker("browser") for item in items):
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


def pytest_terminal_summary(terminalreporter):
    """One line for ./test, which adds up its passes."""
    tally = os.environ.get("OKOCE_TALLY")
    if tally and "PYTEST_XDIST_WORKER" not in os.environ:
        counts = {name: len(reports) for name, reports in terminalreporter.stats.items()}
        failed = counts.get("failed", 0) + counts.get("error", 0)
        with open(tally, "a") as lines:
            lines.write(f"{counts.get('passed', 0)} {failed} {counts.get('skipped', 0)}\n")


# --- Clock ---------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _one_day(request):
    """A test has one day, unless a worker takes part, whose clock would stay behind."""
    if {"real_worker", "start_worker"} & set(request.fixturenames):
        yield
    else:
        with clock.one_day():
            yield


@pytest.fixture
def standing_clock():
    """The clock stands: what is kept of a page with figures ends with the minute."""
    with time_machine.travel(dt.datetime.now(dt.UTC), tick=False) as travel:
        yield travel


# --- Who looks -----------------------------------------------------------------------------------------


@pytest.fixture
def signed_in(client):
    """signed_in("officer") gives a client of that role; signed_in(user) of that user."""

    from tests.factories.people import make_user  # a factory needs models, and this file is read before them

    def sign_in(who, **fields):
        user = who if hasattr(who, "pk") else make_user(who, **fields)
        client.force_login(user)
        client.user = user
        return client

    return sign_in


@pytest.fixture
def broken(monkeypatch):
    """broken(module, "name"): this function raises tests.breaking.Broken from now on."""
    return lambda owner, name: monkeypatch.setattr(owner, name, breaking.fail)


# --- Database ------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request):
    """SQLite: each process has a folder of its own (tests/settings.py), the file's name may stay."""
    if os.environ.get("DATABASE_URL"):
        request.getfixturevalue("django_db_modify_db_settings_parallel_suffix")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        empty_quickly("default")


@pytest.fixture(autouse=True)
def _look_again_at_reference_data(monkeypatch):
    """Each test has reference data of its own; each request asks, so that its statements do not hang on the clock."""
    from okoce.reference import memory

    memory.look_again()
    monkeypatch.setattr(memory, "GRACE_SECONDS", -1)


@pytest.fixture(autouse=True)
def _close_breakers():
    """A server that did not answer in one test is asked again in the next."""
    from okoce import breakers

    breakers.forget()


def _commits(request):
    """Whether what this test writes is committed; else it runs inside a transaction."""
    marker = request.node.get_closest_marker("django_db")
    fixtures = {"transactional_db", "live_server", "real_worker"} & set(request.fixturenames)
    return bool(fixtures or (marker and marker.kwargs.get("transaction")))


@pytest.fixture(autouse=True)
def _one_connection(request, monkeypatch):
    """A test inside a transaction has one connection: a second one would wait for it, or not see what it wrote."""
    if not _commits(request):
        monkeypatch.setattr("okoce.jobs.health.own_connection", lambda **_: nullcontext())


@pytest.fixture(autouse=True)
def _clean_cache(request, _close_breakers):
    """Rate limits must not reach from one test into the next.

    SQLite's cache is a table that no model knows: rolled back with a test's transaction, but neither rolled back nor
    emptied with a test that commits. So what such a test leaves is taken away after it.
    """
    from django.core.cache import cache, caches

    commits = _commits(request)
    if commits:
        request.getfixturevalue("transactional_db")
    if commits or os.environ.get("REDIS_URL"):
        cache.clear()
    yield
    if commits:
        cache.clear()
        caches["table"].clear()


# --- Worker --------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def worker_environment(django_db_setup):
    """The environment in which another process sees this test's database, queue and clock."""
    from django.conf import settings

    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "tests.process_settings", "JOB_SWEEP_SECONDS": "1"}
    if os.environ.get("DATABASE_URL"):
        parts = urlsplit(os.environ["DATABASE_URL"])
        name = settings.DATABASES["default"]["NAME"]
        environment["DATABASE_URL"] = urlunsplit(parts._replace(path=f"/{name}"))
    return environment


@pytest.fixture
def start_worker(worker_environment, _shared_worker):
    """Start real Celery workers with a beat inside, in process groups that may be killed; ended with the test."""
    _stop(_shared_worker)
    started = []

    def start(*, processes=1, queues="quick,bulk", **variables):
        worker = _start_worker(worker_environment | variables, processes, queues)
        started.append(worker)
        return worker

    yield start
    for worker in started:
        _end(worker)


@pytest.fixture(scope="module")
def _shared_worker():
    """The worker that the tests of a file share, while none has workers of its own: two kinds would take each
    other's work, and one left over would do what the tests of another file want undone.
    """
    shared = {}
    yield shared
    _stop(shared)


@pytest.fixture
def real_worker(_shared_worker, worker_environment, transactional_db):
    """A real worker over the test database: what is committed here is worked off there."""
    worker = _shared_worker.get("worker")
    if worker is None or worker.poll() is not None:
        worker = _shared_worker["worker"] = _start_worker(worker_environment, processes=1)
    return worker


def _stop(shared):
    if worker := shared.pop("worker", None):
        _end(worker)


def _start_worker(environment, processes, queues="quick,bulk"):
    from django.conf import settings

    folder = Path(settings.VAR)
    ready = folder / f"worker-{time.monotonic_ns()}.log"
    command = [sys.executable, "-m", "celery", "-A", "okoce", "worker", "-P", "prefork", "-c", str(processes)]
    command += ["-Q", queues, "-B", "-s", str(ready.with_suffix(".beat"))]
    command += ["--without-gossip", "--without-mingle", "-l", "info"]
    with ready.open("w") as log:
        worker = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=end_with_parent,
        )
    deadline = time.monotonic() + PATIENCE
    while " ready." not in ready.read_text():
        if worker.poll() is not None or time.monotonic() > deadline:
            _end(worker)
            pytest.fail(f"the worker did not start:\n{ready.read_text()}")
        time.sleep(0.2)
    worker.log = ready
    return worker


def _end(worker):
    with suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def wait_until(condition, *, seconds=PATIENCE):
    """Return the last answer of the condition, as soon as it is true. `seconds` only ends what hangs."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return answer


@pytest.fixture(name="wait_until")
def _wait_until():
    return wait_until


# --- Browser -------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    arguments = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
    arguments += ["--disable-component-update", "--disable-sync", "--disable-dev-shm-usage"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    return {**browser_type_launch_args, "executable_path": chromium, "args": arguments}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "locale": "id-ID", "timezone_id": "Asia/Jakarta"}


@pytest.fixture
def context(context):
    context.set_default_timeout(PATIENCE * 1000)
    return context


@pytest.fixture
def axe():
    """`axe(page)` gives what axe-core finds wrong with a page, as text; empty when nothing is."""

    def violations(page):
        page.wait_for_load_state("load")  # half its style sheets are no page to judge
        if not page.evaluate("'axe' in window"):  # half a megabyte of script, once for all widths of a page
            page.evaluate(AXE_SCRIPT)
        found = page.evaluate('axe.run({resultTypes: ["violations"], preload: false})')["violations"]
        return "\n".join(
            f"{rule['id']}: {rule['help']}\n" + "\n".join(f"    {node['html']}" for node in rule["nodes"])
            for rule in found
        )

    return violations
