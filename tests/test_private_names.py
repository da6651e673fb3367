"""Private names of other packages: those we use stand in a list, are still there, and there are no others."""

import ast
import importlib
import inspect
import sys

import pytest
from django import forms

from tests.private_names import DOCUMENTED, PRIVATE, PUBLIC
from tests.test_conventions import FILES, MODULES
from tests.test_rooms import FLOORS, ROOT

pytestmark = pytest.mark.once

NAMES = sorted({name for names in PRIVATE.values() for name in names})


def last(name):
    """pkg.module:Class.method(self) → method."""
    return name.partition("(")[0].rpartition(".")[2]


# --- The list ------------------------------------------------------------------------------------------


def missing(name):
    """What is no longer as the list says, or None: the owner, the name on it, its parameters."""
    dotted, _, parameters = name.partition("(")
    module, _, inside = dotted.partition(":")
    owner_name, _, attribute = inside.rpartition(".")
    owner = getattr(importlib.import_module(module), owner_name, None)
    if owner is None:
        return f"no {owner_name} in {module}"
    if not parameters:
        bodies = [getattr(made, "__code__", None) for made in vars(owner).values()]
        is_there = hasattr(owner, attribute) or any(body and attribute in body.co_names for body in bodies)
        return None if is_there else f"no {attribute} on {owner_name}"
    if not hasattr(owner, attribute):
        return f"no {attribute} on {owner_name}"
    taken = ", ".join(inspect.signature(getattr(owner, attribute)).parameters)
    return None if f"{taken})" == parameters else f"{attribute} takes ({taken})"


@pytest.mark.parametrize("name", NAMES)
def test_a_private_name_is_as_we_rely_on_it(name):
    assert missing(name) is None


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("django.forms.forms:BoundForm._clean_form(self)", "no BoundForm in django.forms.forms"),
        ("django.forms.forms:BaseForm._clean_all(self)", "no _clean_all on BaseForm"),
        ("django.forms.forms:BaseForm._clean_form(self, data)", "_clean_form takes (self)"),
        ("django.core.cache.backends.redis:RedisCache._klass", "no _klass on RedisCache"),
    ],
)
def test_a_name_that_an_upgrade_takes_away_is_seen(name, said):
    assert missing(name) == said


# --- The tree ------------------------------------------------------------------------------------------


def is_foreign(module):
    root = module.partition(".")[0]
    return root not in FLOORS and root not in sys.stdlib_module_names and root != "tests"


def is_private(name):
    return name == "internal" or (name.startswith("_") and not name.startswith("__") and name != "_")


def imported(tree):
    """Private modules of packages, and private names out of them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            paths = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            paths = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        yield from (path for path in paths if is_foreign(path) and any(map(is_private, path.split("."))))


def read(tree):
    """Private attributes of what this file did not give them to."""
    own = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    own |= {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    own |= {node.attr for node in attributes if isinstance(node.ctx, ast.Store)}
    yield from (node.attr for node in attributes if is_private(node.attr) and node.attr not in own | PUBLIC)


def with_subclasses(cls):
    yield cls
    for below in type.__subclasses__(cls):
        yield from with_subclasses(below)


def belongs_to_a_package(cls, name):
    """Whether a class of a package, which this class or one that mixes it in builds on, has the name already."""
    for user in with_subclasses(cls):
        for base in user.__mro__[user.__mro__.index(cls) + 1 :]:
            made = getattr(vars(base).get("__init__"), "__code__", None)
            if is_foreign(base.__module__) and (name in vars(base) or (made and name in made.co_names)):
                return True
    return False


def overridden(cls, body):
    """Names in the body of a class that replace those of a package: private ones, and methods not documented."""
    methods = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    stored = {
        getattr(node, "attr", None) or node.id
        for statement in body
        for node in ast.walk(statement)
        if isinstance(node, ast.Attribute | ast.Name) and isinstance(node.ctx, ast.Store)
    }
    names = {name for name in methods if not name.startswith("__")} - DOCUMENTED
    names |= {name for name in stored if is_private(name)} - PUBLIC
    return {name for name in names if belongs_to_a_package(cls, name)}


def classes_in(module, tree):
    for node in tree.body:
        if isinstance(node, ast.ClassDef):
            yield getattr(importlib.import_module(module), node.name), node.body


@pytest.fixture(scope="module")
def used():
    """{file: private names of packages in it}."""
    importlib.import_module("okoce.urls")
    classes = [
        (file, cls, body)
        for file, module in zip(FILES, MODULES, strict=True)
        for cls, body in classes_in(module, FILES[file])
    ]
    found = {file: {last(name) for name in imported(tree)} | set(read(tree)) for file, tree in FILES.items()}
    for file, cls, body in classes:
        found[file] |= overridden(cls, body)
    return {file: names for file, names in found.items() if names}


def test_the_portal_uses_no_private_name_that_is_not_listed(used):
    listed = {file: {last(name) for name in names} for file, names in PRIVATE.items()}

    unlisted = {file: sorted(names - listed.get(file, set())) for file, names in used.items()}

    assert {file: names for file, names in unlisted.items() if names} == {}


def test_no_test_imports_a_private_name():
    tests = {path.name: ast.parse(path.read_text()) for path in (ROOT / "tests").rglob("*.py")}

    assert {name: found for name, tree in tests.items() if (found := list(imported(tree)))} == {}


def test_what_is_listed_is_used():
    stale = [
        f"{file}: {name}"
        for file, names in PRIVATE.items()
        for name in names
        if last(name) not in ast.unparse(FILES.get(file, ast.parse("")))
    ]

    assert stale == []


@pytest.mark.parametrize(
    "line",
    [
        "from allauth.core.internal import httpkit",
        "import allauth.core.internal.ratelimit",
        "from django.forms.forms import _something",
        "from openpyxl.worksheet._reader import WorkSheetParser",
    ],
)
def test_a_planted_import_is_found(line):
    assert list(imported(ast.parse(line))) != []


def test_a_planted_attribute_is_found():
    assert list(read(ast.parse("class Form:\n def check(self, other):\n  return other._errors"))) == ["_errors"]


def test_an_attribute_of_our_own_is_none():
    assert list(read(ast.parse("class Form:\n _row = None\n def check(self):\n  return self._row"))) == []


class Mixin:
    """Builds on nothing, until it is mixed into a form."""

    def _clean_form(self):
        super()._clean_form()

    def get_initial_for_field(self, field, field_name):
        self._errors = None


class Mixed(Mixin, forms.Form):
    pass


def test_a_planted_override_is_found():
    (body,) = [node.body for node in ast.walk(ast.parse(inspect.getsource(Mixin))) if isinstance(node, ast.ClassDef)]

    assert overridden(Mixin, body) == {"_clean_form", "get_initial_for_field", "_errors"}
