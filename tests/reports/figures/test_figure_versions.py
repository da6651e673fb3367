"""A figure counted in another way has another version: reports name it, so that their numbers keep a meaning."""

import json
import os

import pytest

from reports.figures import counted, registry, rule_version
from tests.reports.figures import fingerprints

pytestmark = pytest.mark.once


def as_written():
    """{key: (version, fingerprint)} of the figures as the code has them."""
    return {key: (figure.version, fingerprints.of_figure(figure)) for key, figure in registry.figures().items()}


def test_no_figure_changed_without_a_new_version():
    figures, table = as_written(), json.loads(rule_version.TABLE.read_text())
    found = fingerprints.faults(table, figures)
    if os.environ.get("REWRITE_FIGURES") and not any("still" in fault for fault in found):
        lines = (f'  "{key}": [{version}, "{print}"]' for key, (version, print) in sorted(figures.items()))
        rule_version.TABLE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
        found = []

    assert found == []


SOURCES = {
    "reports.figures.one": "from reports.figures import two\nLEAST = 5\n"
    "def count(year):\n    'What it is.'\n    return two.rows(year, LEAST)\n"
    "def other():\n    return 1\n",
    "reports.figures.two": "from okoce.clock import today\ndef rows(year, least):\n    return _kept(year) + least\n"
    "def _kept(year):\n    return today()\n",
}


def print_of(**changed):
    sources = SOURCES | {f"reports.figures.{name}": text for name, text in changed.items()}
    return fingerprints.of_sources("reports.figures.one", "count", sources.get)


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("one", "two.rows(year, LEAST)", "two.rows(year, LEAST) + 1"),
        ("one", "LEAST = 5", "LEAST = 6"),
        ("two", "+ least", "- least"),
        ("two", "return today()", "return today() or 1"),
    ],
)
def test_a_change_of_the_code_or_of_what_it_calls_is_seen(module, old, new):
    text = SOURCES[f"reports.figures.{module}"]
    assert old in text

    assert print_of(**{module: text.replace(old, new)}) != print_of()


@pytest.mark.parametrize(
    ("module", "old", "new"),
    [
        ("one", "'What it is.'", "'What it really is.'"),
        ("one", "def other():\n    return 1", "def other():\n    return 2"),
        ("one", "LEAST = 5", "LEAST  =  5  # no less"),
        ("two", "from okoce.clock import today", "from okoce.clock import now, today"),
    ],
)
def test_words_and_what_it_does_not_use_are_no_part_of_it(module, old, new):
    text = SOURCES[f"reports.figures.{module}"]
    assert old in text

    assert print_of(**{module: text.replace(old, new)}) == print_of()


def test_a_changed_figure_needs_a_higher_version_and_says_so():
    table = {"terdaftar": [2, "aaa"], "old": [1, "ddd"]}

    assert fingerprints.faults({"terdaftar": [2, "aaa"]}, {"terdaftar": (2, "aaa")}) == []
    assert "is still 2" in fingerprints.faults(table, {"terdaftar": (2, "bbb")})[0]
    raised = fingerprints.faults(table, {"terdaftar": (3, "bbb")})
    assert [line.partition(":")[0] for line in raised] == ["terdaftar", "old"]
    assert "still" not in "".join(raised)


def test_the_version_of_the_rules_differs_with_every_version(monkeypatch, tmp_path):
    versions = set()
    for text in ('{"a": [1, "x"]}', '{"a": [2, "x"]}', '{"a": [1, "x"], "b": [1, "y"]}', '{"a": [1, "z"]}'):
        table = tmp_path / "table.json"
        table.write_text(text)
        monkeypatch.setattr(rule_version, "TABLE", table)
        versions.add(rule_version.current())

    assert len(versions) == 3
    assert all(len(version) == 10 for version in versions)


def test_frozen_figures_name_the_version_of_the_rules():
    assert counted.RULE_VERSION == rule_version.current()
