"""STYLE.md as far as a machine can hold it: floors, order inside an app, templates, names, sizes, who may see."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps

from tests.syntax_trees import Trees
from tests.test_house import committed_files
from tests.test_rooms import FLOORS, imports

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
# Inside an app, from the ground up. A module with another name stands as high as the highest it imports.
LEVELS = ["models", "actions", "tasks", "forms", "views"]
SIDE_BY_VIEWS = {"admin", "urls", "apps", "management"}
LONG_FILES = {
    "okoce/settings.py": "all settings stand in one file, and most lines are one setting",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "managers"}
FORBIDDEN_NAMES |= {"service", "services", "misc"}


FILES = Trees(*FLOORS)
MODULES = {name.removesuffix(".py").removesuffix("/__init__").replace("/", "."): name for name in FILES}


@cache
def imports_of(module):
    """The modules of ours that this one imports."""
    return sorted(set(imports(module, FILES[MODULES[module]], MODULES)))


# --- Floors --------------------------------------------------------------------------------------------


def test_models_point_to_the_floor_below():
    upwards = [
        f"{model._meta.label}.{field.name} points to {field.related_model._meta.label}"
        for model in our_models()
        for field in model._meta.get_fields()
        if field.is_relation and not field.auto_created and field.related_model
        if (other := field.related_model.__module__.partition(".")[0]) in FLOORS
        and other != (own := model.__module__.partition(".")[0])
        and FLOORS[own] <= FLOORS[other]
    ]

    assert upwards == []


def test_templates_include_from_their_own_app_or_the_ground():
    strangers = [
        f"{name} takes {taken}"
        for name, text in TEMPLATES.items()
        for taken in re.findall(r'{% (?:include|extends) "([^"]+)"', text)
        if (app := taken.partition("/")[0]) in OURS and app != name.partition("/")[0]
    ]

    assert strangers == []


# --- Inside an app -------------------------------------------------------------------------------------


def app_of(module):
    """participants.permits.views → participants.permits; bazaars.views.draws → bazaars."""
    floor, *rest = module.split(".")
    is_room = floor in ("okoce", "participants", "trainings") and rest and f"{floor}/{rest[0]}/__init__.py" in FILES
    return f"{floor}.{rest[0]}" if is_room else floor


def own_level(module):
    layer = module.removeprefix(app_of(module)).strip(".").partition(".")[0]
    if layer in SIDE_BY_VIEWS:
        return len(LEVELS) - 1
    return LEVELS.index(layer) if layer in LEVELS else None


def levels():
    """{module: its level}. A module without a level of its own takes it from what it imports."""
    found = {module: own_level(module) for module in MODULES}
    found = {module: -1 if level is None else level for module, level in found.items()}
    plain = [module for module in MODULES if own_level(module) is None]
    for _ in MODULES:
        raised = {
            module: max([found[other] for other in imports_of(module) if app_of(other) == app_of(module)], default=-1)
            for module in plain
        }
        if all(found[module] == level for module, level in raised.items()):
            return found
        found |= raised
    raise AssertionError("the levels do not settle")


def test_inside_an_app_imports_point_downwards():
    level = levels()

    upwards = [
        f"{module} imports {other}"
        for module in MODULES
        for other in imports_of(module)
        if own_level(module) is not None and app_of(module) == app_of(other) and level[other] > level[module]
    ]

    assert upwards == []


# They take TextChoices, a list of words, from django.db.
CHOICES = {"okoce.programme.stages", "okoce.programme.licence_kinds", "participants.journey.event_kinds"}
CHOICES |= {"okoce.regions.levels", "participants.cleaning.sexes", "participants.imports.list_kinds"}


@pytest.mark.parametrize(
    "module",
    ["okoce.charts", "okoce.formats", "okoce.maps", "okoce.regions.drawing"]
    + sorted(name for name in MODULES if name.startswith("participants.cleaning."))
    + [f"participants.{name}" for name in ("people.act_days", "journey.facts", "journey.stages", "journey.next_steps")]
    + [f"participants.imports.{name}" for name in ("table_reader", "staged_rows", "row_verdicts")]
    + [
        "bazaars.draw",
        "okoce.small_counts",
        "reports.figures.funnels",
        "reports.published.frozen",
        "reports.published.hiding",
        "reports.forecast.yields",
        "reports.forecast.simulation",
        "reports.forecast.forecasts",
        "reports.forecast.words",
        "reports.papers.filenames",
        "reports.papers.bundles",
        "reports.papers.kecamatan_report",
        "reports.papers.area_report",
        "reports.papers.deck",
        "reports.papers.tables",
    ],
)
def test_a_plain_module_is_pure(module):
    """Values in, values out: no database, no clock, no settings."""
    seen, waiting = set(), [module]
    while waiting:
        seen.add(name := waiting.pop())
        waiting += [other for other in imports_of(name) if other not in seen | {"okoce.clock"}]

    assert [name for name in seen if 0 <= levels()[name] or name == "okoce.settings"] == []
    assert [
        line
        for name in seen - CHOICES
        for line in re.findall(r"^ *(?:from|import) .*", source(name), re.MULTILINE)
        if re.search(r"django\.(?:db|conf|contrib)|okoce\.clock import .*\b(?:now|today)\b", line)
    ] == []


def source(module):
    path = ROOT / module.replace(".", "/")
    return (path / "__init__.py" if path.is_dir() else path.with_suffix(".py")).read_text()


# --- SQL of our own ---------------------------------------------------------------------------------------

OWN_SQL = {
    "okoce/accounts/current_user_sql.py": "who is signed in: asked by each request, in two statements",
    "okoce/history.py": "copies of records, made inside the database for one row as for thousands",
    "okoce/trail/grants.py": "roles and rights of the database, which Django has no words for",
    "okoce/triggers.py": "installs triggers and functions, which Django has no words for",
    "trainings/seats/actions/seats.py": "a seat is given by one statement: thousands ask for one in the same minute",
}
SQL_CALL = re.compile(r"\.cursor\(|\.raw\(|RawSQL|\.extra\(|\.execute\(")


def test_only_these_files_execute_sql_of_our_own():
    """The ORM elsewhere. Migrations run once; the bench, the sample and the tests are no part of what is served."""
    apart = {"bench", "sample", "tests"}
    files = [path.relative_to(ROOT) for path in committed_files() if path.suffix == ".py"]

    found = {
        path.as_posix()
        for path in files
        if path.parts[0] not in apart and "migrations" not in path.parts
        if SQL_CALL.search((ROOT / path).read_text())
    }

    assert found == OWN_SQL.keys()


# --- Templates -----------------------------------------------------------------------------------------

FOLDER = ROOT / "templates"
TEMPLATES = {
    path.relative_to(FOLDER).as_posix(): path.read_text()
    for path in sorted(FOLDER.rglob("*"))
    if path.suffix in {".html", ".svg", ".txt"}
}
DRAWINGS = {path.relative_to(ROOT).as_posix(): path.read_text() for path in (ROOT / "static").rglob("*.svg")}
OURS = {"participants", "trainings", "bazaars", "reports", "notifications", "accounts", "kept_forms"}
# What is drawn by more than one app, and the places where packages look for our version of theirs.
SHARED = {"layout", "parts", "charts"}
BORROWED = {"account", "admin", "allauth", "bootstrap5", "django", "mfa"}
# A library's piece, included where the library includes it: it reads the whole context.
WHOLE_CONTEXT = re.compile(r'{% include "mfa/webauthn/snippets/')


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("a script written into the page", r"<script(?![^>]*\ssrc=)"),
        ("a style sheet written into the page", r"<style"),
        ("a style on an element", r"\sstyle\s*="),
        ("a handler on an element", r"<[^>]*\son[a-z]+\s*="),
        ("a script as an address", r"javascript:"),
    ],
)
def test_nothing_is_inline(what, pattern):
    found = [
        f"{name}: {hit.group()}"
        for name, text in (TEMPLATES | DRAWINGS).items()
        for hit in re.finditer(pattern, without_comments(text), re.IGNORECASE)
    ]

    assert found == [], what


def without_comments(text):
    return re.sub(r"{% comment.*?{% endcomment %}|{#.*?#}", "", text, flags=re.DOTALL)


def test_python_writes_no_inline_style_or_script_either():
    pattern = re.compile(
        r"<script|<style|\sstyle=\\?[\"']|javascript:|\son(?:click|change|submit|load)=", re.IGNORECASE
    )
    found = [
        f"{name}:{node.lineno}"
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and pattern.search(node.value)
    ]

    assert found == []


def test_a_template_lies_in_the_folder_of_its_app_and_topic():
    astray = [
        name
        for name in TEMPLATES
        if not (
            re.fullmatch(r"(?:\d{3}(?:_csrf)?|style)\.html", name)
            or name.partition("/")[0] in BORROWED
            or re.fullmatch(rf"(?:{'|'.join(SHARED)})/_?[a-z_]+\.(?:html|svg)", name)
            or re.fullmatch(rf"(?:{'|'.join(OURS)}|accounts)/[a-z_]+/(?:[a-z_]+/)?_?[a-z_]+\.(?:html|txt)", name)
        )
    ]

    assert astray == []


def test_a_piece_is_included_and_a_page_is_not():
    included = {taken for text in TEMPLATES.values() for taken in re.findall(r'{% include "([^"]+)"', text)}
    library = {taken for taken in included if WHOLE_CONTEXT.match(f'{{% include "{taken}')}

    pages = [name for name in included - library if not name.rpartition("/")[2].startswith("_")]

    assert [name for name in pages if not name.startswith("charts/")] == []  # a drawing is always a piece


def test_whoever_includes_a_piece_says_what_it_may_read():
    tags = [(name, tag) for name, text in TEMPLATES.items() for tag in re.findall(r"{% include .*?%}", text, re.DOTALL)]

    assert tags
    assert [
        f"{name}: {tag}" for name, tag in tags if not tag.endswith(" only %}") and not WHOLE_CONTEXT.match(tag)
    ] == []


def test_only_an_answer_to_htmx_is_a_piece_alone():
    """A view draws whole pages; a piece only where a piece of a page has been asked for."""
    drawn = [
        (name, node.value)
        for name, tree in FILES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if re.fullmatch(r"[\w/]+/_\w+\.html", node.value)
    ]

    for name, piece in drawn:
        text = (ROOT / name).read_text()
        is_panel = '"template": ' in text
        assert is_panel or answers_htmx(piece), f"{name} draws {piece}"


def answers_htmx(piece):
    """The piece, or a part it includes, is what htmx fetches again."""
    text = TEMPLATES[piece]
    return "hx-" in text or any(answers_htmx(taken) for taken in re.findall(r'{% include "([^"]+)"', text))


def test_no_template_is_left_over():
    named = "\n".join([*TEMPLATES.values(), *(path.read_text() for path in (ROOT / "okoce").rglob("*.py"))])
    named += "\n".join(source(module) for module in MODULES)
    by_the_framework = re.compile(r"\d{3}(?:_csrf)?\.html|(?:account|admin|allauth|bootstrap5|django|mfa|charts)/.*")

    assert [name for name in TEMPLATES if not by_the_framework.fullmatch(name) and f'"{name}"' not in named] == []


# --- Names and sizes -----------------------------------------------------------------------------------


def test_a_file_name_says_what_is_in_it():
    vague = [
        path.relative_to(ROOT).as_posix()
        for path in committed_files()
        if path.suffix in {".py", ".html", ".js"} and "/vendor/" not in path.as_posix()
        if path.stem.strip("_") in FORBIDDEN_NAMES
    ]

    # Packages choose the names of their own templates, and Django that of a database backend.
    theirs = ("templates/allauth/", "templates/admin/", "okoce/postgresql/")
    assert [name for name in vague if not name.startswith(theirs)] == []


def test_no_file_has_grown_past_250_lines():
    long = {
        name: lines
        for path in committed_files()
        if (name := path.relative_to(ROOT).as_posix()).endswith((".py", ".html"))
        and not name.startswith("tests/")
        and "/migrations/" not in name
        if (lines := len(path.read_text().splitlines())) > 250
    }

    assert {name: lines for name, lines in long.items() if name not in LONG_FILES} == {}
    assert set(LONG_FILES) <= set(long), "an exception nobody needs any more"


# --- Personal data -------------------------------------------------------------------------------------


def our_models():
    return [model for model in apps.get_models() if model.__module__.partition(".")[0] in FLOORS]


# Models that lead to a person and are never listed for anybody: only the act that made them reads them.
BEHIND_A_DOOR = {
    "accounts.AddressCode": "opened by its key in the session of the browser that asked for it",
    "accounts.SecondFactorApproval": "asked for the account that is signed in",
    "claims.CardAccount": "read by the recovery of its person's account",
    "claims.ClaimCode": "read by the claim itself, by its hash",
    "people.Residence": "read through Participant",
}


def leads_to_a_person(model):
    people = {"people.Participant", "accounts.User"}
    links = [
        field.related_model._meta.label for field in model._meta.get_fields() if field.many_to_one or field.one_to_one
    ]
    return model._meta.label in people or bool(people & set(links))


def test_every_model_with_personal_data_says_who_may_see_it():
    mute = [
        model._meta.label
        for model in our_models()
        if leads_to_a_person(model) and not hasattr(model._default_manager.all(), "visible_to")
    ]

    assert [label for label in mute if label not in BEHIND_A_DOOR] == []
    assert [label for label in BEHIND_A_DOOR if label not in mute] == [], "an exception nobody needs any more"
