"""A code of a state, stage, kind or level is written where it is defined, and nowhere else."""

import ast
import re
from pathlib import Path

import pytest

from tests.syntax_trees import Trees

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
FLOORS = ("okoce", "participants", "trainings", "bazaars", "reports", "sample")
SHOWN = ("okoce/gallery.py",)  # invented values of the gallery of parts
TREES = Trees(*FLOORS, left_out=SHOWN)
# What a field, attribute or argument that holds a code is called.
HOLDERS = re.compile(
    r"(?:.*_)?(?:act|category|kind|level|outcome|place|purpose|queue|readers|role|sex|stage|standing|state|use)"
)


SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|WHERE|CASE|outcome :=)")
SQL = re.compile(r"\b(?:SELECT|INSERT|UPDATE|WHERE|CASE|outcome :=)")


def choices(trees):
    """{code: where it is defined}, of every TextChoices and StrEnum."""
    found = {}
    for path, tree in trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.ClassDef):
                continue
            if any(ast.unparse(base).endswith(("TextChoices", "StrEnum")) for base in node.bases):
                for line in node.body:
                    if isinstance(line, ast.Assign):
                        value = line.value.elts[0] if isinstance(line.value, ast.Tuple) else line.value
                        if isinstance(value, ast.Constant):
                            found[value.value] = f"{path}: {node.name}"
    return found


def texts(node):
    """The texts that are written out in a value: alone, or in a list, tuple or set."""
    parts = node.elts if isinstance(node, ast.List | ast.Tuple | ast.Set) else [node]
    return [part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)]


def literal(node):
    """The text of a constant, or what is written out of a formatted one."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return " ".join(text for part in parts for text in texts(part))


def holds_a_code(node):
    name = getattr(node, "attr", getattr(node, "id", ""))
    return bool(HOLDERS.fullmatch(name))


def written_out(tree, codes):
    """(line, code) of each code that is given to an argument, compared with, or written into SQL."""
    for node in ast.walk(tree):
        seen = []
        if isinstance(node, ast.keyword) and HOLDERS.fullmatch((node.arg or "").partition("__")[0]):
            seen = texts(node.value)
        elif isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
            if any(map(holds_a_code, sides)):
                seen = [text for side in sides for text in texts(side)]
        elif isinstance(node, ast.Constant | ast.JoinedStr) and SQL.search(text := literal(node)):
            seen = re.findall(r"'(\w+)'", text)
        yield from ((node.lineno, code) for code in seen if code in codes)


def test_codes_are_taken_from_where_they_are_defined():
    codes = choices(TREES)

    found = {
        f"{path}:{line} {code!r} of {codes[code]}"
        for path, tree in TREES.items()
        for line, code in written_out(tree, codes)
    }

    assert found == set()


@pytest.mark.parametrize(
    "line",
    [
        'Q(state="applied")',
        'Q(state__in=["applied", "other"])',
        'seat.state == "applied"',
        '"applied" != new_state',
        'row.state in ("applied",)',
        "SQL = \"SELECT 1 WHERE state = 'applied'\"",
        "SQL = f\"UPDATE {table} SET state = 'applied'\"",
    ],
)
def test_a_code_that_is_written_out_is_found(line):
    assert {code for _, code in written_out(ast.parse(line), {"applied": ""})} == {"applied"}


@pytest.mark.parametrize(
    "line", ['Q(state="other")', 'title = "applied"', 'Q(name="applied")', 'step["x"] == "applied"']
)
def test_what_only_looks_like_a_code_is_left_alone(line):
    assert list(written_out(ast.parse(line), {"applied": ""})) == []


def test_the_codes_of_a_class_are_known():
    tree = ast.parse(
        'class State(models.TextChoices):\n    """States."""\n\n    OPEN = "open", "buka"\n    OVER = "over"'
    )

    assert choices({"a.py": tree}) == {"open": "a.py: State", "over": "a.py: State"}


PARTS = ("_path.html", "strip_steps.html", "_alert.html")  # how a part looks, not what a row is


def test_templates_compare_with_the_choices_of_the_model():
    codes = choices(TREES)
    compared = re.compile(rf'\.{HOLDERS.pattern}\s*(?:==|!=|in)\s*"(\w+)"')

    found = [
        f"{path.relative_to(ROOT)}: {code}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for code in compared.findall(path.read_text())
        if code in codes
        and path.name not in ("_path.html", "strip_steps.html", "_alert.html")  # how a part looks, not what a row is
    ]

    assert found == []
