"""Plain words: names of the trade, a docstring in each module, and refusals that are documented."""

import ast
import re
from pathlib import Path

import pytest

from tests.syntax_trees import Trees
from tests.test_rooms import FLOORS

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
NOT_IN_NAMES = {"told", "errand", "errands", "ring", "rings", "boxes", "beside", "gone", "hand", "hands"}
NOT_IN_DOCUMENTS = re.compile(r"\b(?:told|errands?|whoever|beside|gone|rings?|boxes)\b", re.IGNORECASE)
NOT_IN_DOCSTRINGS = re.compile(r"\b(?:told|errands?|whoever)\b", re.IGNORECASE)
WRITTEN = Trees(*FLOORS, "bench", "scripts", "tests")
FROZEN = {"bench/floor/settings.py", "bench/floor/wsgi.py"}  # measured against since the first benchmark


def names_in(tree):
    """Every name that a module gives or uses."""
    for node in ast.walk(tree):
        for field in ("id", "attr", "arg", "name", "asname"):
            if isinstance(name := getattr(node, field, None), str):
                yield name


def words_of(name):
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+", name)}


def test_names_are_of_the_trade():
    quaint = sorted(
        {
            f"{path}: {name}"
            for path, tree in WRITTEN.items()
            for name in names_in(tree)
            if words_of(name) & NOT_IN_NAMES
        }
    )

    assert quaint == []


@pytest.mark.parametrize("name", ["told", "work_off_errands", "AtHand", "rows_beside", "_hand", "is_gone", "TOLD"])
def test_a_quaint_name_is_found(name):
    assert words_of(name) & NOT_IN_NAMES


@pytest.mark.parametrize("name", ["handover", "string", "handler", "during", "boxed", "goneness"])
def test_a_name_that_only_holds_such_letters_is_not(name):
    assert not words_of(name) & NOT_IN_NAMES


def test_every_module_says_what_it_is():
    mute = [
        path
        for path, tree in WRITTEN.items()
        if tree.body and not ast.get_docstring(tree) and path not in FROZEN and not path.endswith("/__init__.py")
    ]

    assert mute == []


def test_docstrings_are_in_plain_words():
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    quaint = [
        f"{path}:{getattr(node, 'lineno', 1)}: {found.group()}"
        for path, tree in WRITTEN.items()
        for node in ast.walk(tree)
        if isinstance(node, documented) and (found := NOT_IN_DOCSTRINGS.search(ast.get_docstring(node) or ""))
    ]

    assert quaint == []


def sentences_of_documents():
    """(path, line, text) of README, guides and decisions; not the examples of CONTRIBUTING."""
    for path in [*ROOT.glob("*.md"), ROOT / "bench/README.md", *(ROOT / "docs").rglob("*.md")]:
        for number, line in enumerate(path.read_text().splitlines(), start=1):
            if not (path.name == "CONTRIBUTING.md" and line.startswith("| ")):
                yield path.relative_to(ROOT).as_posix(), number, line


def test_documents_are_in_plain_words():
    quaint = [
        f"{path}:{number}: {found.group()}"
        for path, number, line in sentences_of_documents()
        if (found := NOT_IN_DOCUMENTS.search(line))
    ]

    assert quaint == []


# --- Refusals ------------------------------------------------------------------------------------------

REFUSALS = {"ValidationError", "PermissionDenied"}


def functions_of(tree):
    return {node.name: node for node in tree.body if isinstance(node, ast.FunctionDef)}


def refusals_of(function, functions, seen=()):
    """The refusals that a function raises, by itself or through functions of its module."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Raise) and node.exc is not None:
            raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
            found |= REFUSALS & {getattr(raised, "id", "")}
        called = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if called in functions and called not in seen:
            found |= refusals_of(functions[called], functions, (*seen, called))
    return found


def undocumented(tree):
    """Public functions of a module of actions, with the refusals that their docstring does not name."""
    functions = functions_of(tree)
    for name, function in functions.items():
        missing = refusals_of(function, functions) - set(re.findall(r"`(\w+)`", ast.get_docstring(function) or ""))
        if missing and not name.startswith("_"):
            yield f"{name}: {', '.join(sorted(missing))}"


def test_an_action_says_how_it_refuses():
    silent = [
        f"{path} {what}"
        for path, tree in WRITTEN.items()
        if re.search(r"(?:^|/)actions(?:\.py|/)", path) and not path.startswith("tests/")
        for what in undocumented(tree)
    ]

    assert silent == []


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("def act():\n    raise ValidationError('x')", ["act: ValidationError"]),
        ("def act():\n    'Raise `ValidationError`.'\n    raise ValidationError('x')", []),
        ("def _own():\n    raise PermissionDenied\ndef act():\n    _own()", ["act: PermissionDenied"]),
        ("def _own():\n    raise ValidationError('x')", []),
        ("def act():\n    raise ValueError", []),
    ],
)
def test_an_undocumented_refusal_is_found(code, found):
    assert list(undocumented(ast.parse(code))) == found
