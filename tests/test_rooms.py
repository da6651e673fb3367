"""Which room may import which, and that nothing goes round in a circle: the structure of the tree as a table."""

import ast
import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
FLOORS = {"okoce": 0, "participants": 1, "trainings": 2, "bazaars": 2, "reports": 3, "sample": 4}

# Room of participants/ → the rooms it may import. What is not listed here does not exist.
PARTICIPANTS = {
    "cleaning": "",
    "people": "cleaning",
    "journey": "people",
    "identity_checks": "calls consents journey people",
    "consents": "people",
    "contacts": "journey people",
    "calls": "people cleaning",
    "claims": "people cleaning",
    "twins": "people cleaning",
    "merges": "calls twins journey people",
    "returned_cards": "calls people",
    "corrections": "rights calls twins journey people cleaning",
    "moves": "calls directory mentoring people",
    "registration": "twins calls claims consents identity_checks journey people cleaning",
    "permits": "journey people cleaning",
    "finances": "journey people",
    "capital": "journey people",
    "mentoring": "calls permits finances capital journey people cleaning",
    "imports": "merges registration consents journey people cleaning",
    "agency_trainings": "journey people",
    "fact_lists": "agency_trainings mentoring permits imports merges journey people cleaning",
    "employment": "journey people",
    "exports": "consents imports people cleaning",
    "worklists": "contacts mentoring returned_cards corrections rights moves imports merges twins calls registration"
    " capital identity_checks people cleaning",
    "directory": "agency_trainings returned_cards exports mentoring permits finances capital identity_checks journey"
    " people cleaning",
    "privacy": "moves merges directory exports imports registration consents journey people cleaning",
    "rights": "privacy imports registration merges calls people",
    "rules": "journey people",
    "urls": "",
}
# The same of trainings/. The calendar shows sessions with the reader's seats, so it stands above both.
TRAININGS = {
    "sessions": "",
    "seats": "sessions",
    "tickets": "seats sessions",
    "attendance": "seats sessions",
    "door": "attendance tickets seats sessions",
    "certificates": "attendance seats sessions",
    "placements": "attendance seats sessions",
    "invitations": "attendance seats sessions",
    "planning": "attendance invitations seats sessions",
    "catalogue": "door seats sessions",
    "planner": "planning seats sessions",
    "targets": "sessions",
    "years": "seats sessions",
    "urls": "",
}
# The same of reports/.
REPORTS = {
    "figures": "",
    "published": "figures",
    "forecast": "published figures",
    "snapshots": "published figures",
    "papers": "snapshots figures",
    "editions": "papers snapshots published figures",
    "drilldown": "published figures",
    "meetings": "papers snapshots published figures",
    "board": "snapshots published figures",
    "progress": "forecast snapshots published figures",
    "home": "meetings forecast papers snapshots published figures",
    "urls": "",
}
TABLES = {"participants": PARTICIPANTS, "trainings": TRAININGS, "reports": REPORTS}


def modules_below(root):
    """{dotted name: syntax tree} of every module of the portal."""
    return {
        ".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): ast.parse(path.read_text())
        for floor in FLOORS
        for path in sorted((root / floor).rglob("*.py"))
        if "migrations" not in path.parts
    }


def imports(module, tree, modules):
    """Every module of ours that this one imports, also inside functions: the deepest name that is a module."""
    for node in ast.walk(tree):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by a relative name"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        for name in names:
            while name and name not in modules:
                name = name.rpartition(".")[0]
            if name.partition(".")[0] in FLOORS:
                yield name


def room_of(module):
    """participants.permits.views → participants.permits; okoce.formats is a room of its own, as bazaars is."""
    floor, *rest = module.split(".")
    return f"{floor}.{rest[0]}" if rest and floor in ("okoce", *TABLES) else floor


def room_graph(modules):
    """{room: the rooms it imports}."""
    graph = {room_of(module): set() for module in modules}
    for module, tree in modules.items():
        graph[room_of(module)] |= {room_of(name) for name in imports(module, tree, modules)} - {room_of(module)}
    return graph


def cycles(graph):
    """Rooms that lead back to themselves, each with the way, as ["a → b → a"]."""
    found, done = [], set()

    def walk(room, way):
        if room in way:
            found.append(" → ".join([*way[way.index(room) :], room]))
        elif room not in done:
            for other in sorted(graph[room]):
                walk(other, [*way, room])
            done.add(room)

    for room in sorted(graph):
        walk(room, [])
    return found


def forbidden(graph):
    """Imports between rooms of one package that its table does not allow."""
    return [
        f"{package}.{room} imports {package}.{other}"
        for package, table in TABLES.items()
        for room, others in sorted(rooms_of(package, graph).items())
        for other in sorted(others)
        if other not in table[room].split()
    ]


def rooms_of(package, graph):
    """{room: the rooms of the same package it imports}, by their short names."""
    prefix = f"{package}."
    return {
        room.removeprefix(prefix): {other.removeprefix(prefix) for other in others if other.startswith(prefix)}
        for room, others in graph.items()
        if room.startswith(prefix)
    }


def upwards(modules):
    """Imports of a higher floor, or of the other one of the same height."""
    return [
        f"{module} imports {other}"
        for module, tree in modules.items()
        for other in sorted(set(imports(module, tree, modules)))
        if (floor := module.partition(".")[0]) != (below := other.partition(".")[0]) and FLOORS[floor] <= FLOORS[below]
    ]


def foreign_templates(owner, text):
    """Templates of another floor, or of a room that the table does not allow, named in a file of this owner."""
    floor, room = owner
    for other, below in re.findall(r'"(participants|trainings|bazaars|reports)/(?:([a-z_]+)/)?[a-z_/]*\.html"', text):
        if other != floor or (floor in TABLES and below not in [room, *TABLES[floor][room].split()]):
            yield f"{floor}/{room} uses a template of {other}/{below}"


def owners_of_templates(root):
    """((floor, room), text) of each template and of each module that may name one."""
    paths = [path for floor in FLOORS if floor != "sample" for path in (root / floor).rglob("*.py")]
    paths += (path for floor in FLOORS for path in (root / "templates" / floor).rglob("*.html"))
    for path in sorted(paths):
        floor, room, *_ = (part for part in path.relative_to(root).parts if part != "templates")
        yield (floor, room), path.read_text()


@pytest.fixture(scope="module")
def modules():
    return modules_below(ROOT)


@pytest.mark.parametrize("package", TABLES)
def test_every_room_stands_in_the_table(modules, package):
    assert set(rooms_of(package, room_graph(modules))) == set(TABLES[package])


def test_rooms_import_only_what_the_table_allows(modules):
    assert forbidden(room_graph(modules)) == []


@pytest.mark.parametrize("package", TABLES)
def test_the_table_allows_nothing_that_is_not_used(modules, package):
    used = rooms_of(package, room_graph(modules))

    unused = [
        f"{room} → {other}"
        for room, others in TABLES[package].items()
        for other in others.split()
        if other not in used[room]
    ]

    assert unused == []


def test_no_room_leads_back_to_itself(modules):
    assert cycles(room_graph(modules)) == []


def test_imports_point_to_the_floor_below(modules):
    assert upwards(modules) == []


def test_templates_lie_by_room_and_are_used_as_modules_are():
    found = [fault for owner, text in owners_of_templates(ROOT) for fault in foreign_templates(owner, text)]

    assert found == []
    for package, table in TABLES.items():
        assert {path.name for path in (ROOT / "templates" / package).iterdir()} <= set(table)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (("participants", "journey"), "participants/directory/list.html"),
        (("okoce", "jobs"), "participants/people/list.html"),
        (("trainings", "seats"), "bazaars/draws/list.html"),
        (("trainings", "seats"), "trainings/catalogue/card.html"),
    ],
)
def test_a_planted_template_is_found(owner, name):
    assert list(foreign_templates(owner, f'{{% include "{name}" %}}')) != []


@pytest.mark.parametrize(
    ("module", "line", "finds"),
    [
        ("participants.people.forms", "from participants.journey.models import StageStanding", "forbidden"),
        ("participants.cleaning.nik", "import participants.people.models", "forbidden"),
        ("participants.exports.views", "def f():\n    from participants.directory import actions", "forbidden"),
        ("trainings.sessions.models", "from trainings.seats.states import SeatState", "forbidden"),
        ("trainings.seats.actions.seats", "from trainings.attendance.models import Attendance", "forbidden"),
        ("trainings.catalogue.views", "def f():\n    from trainings.planning.actions import moves", "forbidden"),
        ("trainings.attendance.views", "import trainings.planning.actions.moves", "cycles"),
        ("okoce.regions.models", "from okoce.accounts.models import User", "cycles"),
        ("okoce.jobs.outbox", "from okoce.notifications import sending", "cycles"),
        ("okoce.formats", "from okoce.charts import Funnel", "cycles"),
        ("trainings.seats.models", "from bazaars import models", "upwards"),
        ("participants.people.models.participants", "from reports.figures import counted", "upwards"),
        ("reports.figures.counted", "from sample import words", "upwards"),
    ],
)
def test_a_planted_import_is_found(modules, module, line, finds):
    planted = dict(modules)
    planted[module] = ast.parse(f"{ast.unparse(modules[module])}\n{line}")
    found = {
        "forbidden": lambda: forbidden(room_graph(planted)),
        "cycles": lambda: cycles(room_graph(planted)),
        "upwards": lambda: upwards(planted),
    }

    assert found[finds]() != []
