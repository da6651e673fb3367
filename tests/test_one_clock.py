"""Rules have one clock, okoce/clock.py: neither the database's nor a library's, so that a test may set it."""

import ast
import re

import pytest

from tests.test_house import ROOT, committed_files

CLOCK = "okoce/clock.py"
# Files that apply no rule of the portal, and what they need their own time for.
OWN_CLOCK = {
    "bench/journeys.py": "waits for the minute of the process that it measures",
    "bench/floor/statements.py": "tables of the comparison, without Django",
    "bench/papers.py": "measures how long a worker takes",
    "bench/report.py": "the day a measurement was made",
    "okoce/celery/message_files.py": "names of files in the order in which they were written",
}
# Written in pieces, so that this file does not hold what it refuses.
SQL = re.compile(
    r"\bnow\s*\(\s*\)|\bcurrent_(?:timestamp|date|time)\b|\blocaltime(?:stamp)?\b"
    r"|\b(?:clock|statement|transaction)_timestamp\b|\b(?:date|time|datetime|julianday|unixepoch)\s*\(\s*(?:'now'|\))"
    r"|\bstrftime\s*\([^,)]*(?:,\s*'now'|\))",
    re.IGNORECASE,
)
PYTHON = {
    "date": {"today"},
    "datetime": {"now", "today", "utcnow"},
    "functions": {"Now"},
    "models": {"Now"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
    "timezone": {"now", "localdate", "localtime"},
}
IMPORTED = {
    "django.db.models.functions": {"Now"},
    "django.utils.timezone": {"now", "localdate"},
    "time": {"time", "time_ns"},
}
CONVERTS = {"localtime", "gmtime"}  # with an argument they read no clock


def clocks_in(text):
    """Yield what reads another clock than ours: a name of Python, a field that dates itself, an expression of SQL."""
    tree = ast.parse(text)
    given = {id(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call) and node.args}
    sentences = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}  # docstrings
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            owner = getattr(node.value, "attr", None) or getattr(node.value, "id", None)
            if node.attr in PYTHON.get(owner, ()) and not (node.attr in CONVERTS and id(node) in given):
                yield f"{owner}.{node.attr}"
        elif isinstance(node, ast.Name) and node.id in CONVERTS and id(node) not in given:
            yield node.id
        elif isinstance(node, ast.ImportFrom):
            yield from (
                f"{node.module}.{alias.name}" for alias in node.names if alias.name in IMPORTED.get(node.module, ())
            )
        elif isinstance(node, ast.keyword) and node.arg in {"auto_now", "auto_now_add"}:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in sentences:
            yield from SQL.findall(node.value)


def product_files():
    paths = {path.relative_to(ROOT).as_posix(): path for path in committed_files()}
    return {name: path for name, path in paths.items() if name.endswith(".py") and not name.startswith("tests/")}


def test_no_rule_asks_another_clock():
    found = {name: list(clocks_in(path.read_text())) for name, path in product_files().items() if name != CLOCK}

    found = {name: clocks for name, clocks in found.items() if clocks}
    assert {name: clocks for name, clocks in found.items() if name not in OWN_CLOCK} == {}
    assert set(OWN_CLOCK) <= set(found), "an exception nobody needs any more"


def test_neither_does_an_sql_file_or_a_template():
    files = [path for path in committed_files() if path.suffix in {".sql", ".html", ".txt"}]

    assert [path.name for path in files if SQL.search(path.read_text()) and "tests" not in path.parts] == []


def test_no_test_knows_its_day_before_it_starts():
    """What a file asks while it is read is of the day before, when midnight passes until its test."""
    asked = {"now", "today", "in_days"}
    found = []
    for path in sorted((ROOT / "tests").rglob("*.py")):
        tree = ast.parse(path.read_text())
        bodies = [node.body for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]
        flat = [part for body in bodies for part in (body if isinstance(body, list) else [body])]
        later = {id(node) for part in flat for node in ast.walk(part)}
        calls = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call) and id(node) not in later]
        found += [f"{path.name}:{func.lineno}" for func in calls if getattr(func, "id", "") in asked]

    assert found == []


def test_no_test_measures_the_wall():
    """A limit in a test is on counts, order or time.process_time(); what ends a hang is wait_until."""
    wall = re.compile(r"\b(?:monotonic|perf_counter)(?:_ns)?\(\)")
    files = {path.relative_to(ROOT).as_posix(): path for path in committed_files() if path.suffix == ".py"}

    found = {name for name, path in files.items() if name.startswith("tests/") and wall.search(path.read_text())}

    assert found <= {
        "tests/conftest.py",  # ends what hangs
        "tests/enumeration/walk.py",  # for the figures of scripts/enumeration.py; no test judges them
        "tests/okoce/test_caches.py",  # sets the clock of the pause after a failure
        "tests/test_one_clock.py",
    }


@pytest.mark.parametrize(
    "code",
    [
        "from django.db.models.functions import Now",
        "functions.Now()",
        "timezone.now()",
        "models.DateTimeField(default=timezone.now)",
        "from django.utils.timezone import now",
        "models.DateTimeField(auto_now_add=True)",
        "dt.date.today()",
        "datetime.now(tz=UTC)",
        "time.time()",
        "localtime()",
        "timezone.localtime()",
        "execute('UPDATE x SET at = now()')",
        "execute('WHERE at < CURRENT_TIMESTAMP')",
        "execute(\"WHERE on < date('now')\")",
        "execute(f\"SELECT strftime('%s', 'now') + {x}\")",
        "execute('SELECT clock_timestamp()')",
    ],
)
def test_a_clock_that_is_not_ours_is_seen(code):
    assert list(clocks_in(code))


@pytest.mark.parametrize(
    "code",
    [
        "from okoce.clock import now\nnow()",
        "time.monotonic()",
        "time.localtime(seconds)",
        "from django.utils.timezone import localtime\nlocaltime(instant)",
        "dt.date(2026, 1, 1)",
        '"""Before now()."""',
        "execute(\"SELECT strftime('%Y', registered_at)\")",
    ],
)
def test_what_reads_no_clock_is_let_through(code):
    assert list(clocks_in(code)) == []
