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
    "calls": "people cleaning",
    "claims": "people cleaning",
    "registration": "calls claims consents identity_checks journey people cleaning",
    "permits": "journey people",
    "finances": "journey people",
    "capital": "journey people",
    "mentoring": "calls permits finances capital journey people cleaning",
    "imports": "registration consents journey people cleaning",
    "exports": "imports people cleaning",
    "worklists": "calls registration capital identity_checks people cleaning",
    "directory": "exports mentoring permits finances capital identity_checks journey people cleaning",
    "privacy": "directory imports registration consents journey people cleaning",
    "urls": "cleaning",
}


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
    """participants.permits.views → participants.permits; okoce.formats is a room of its own, as trainings is."""
    floor, *rest = module.split(".")
    return f"{floor}.{rest[0]}" if rest and floor in ("okoce", "participants") else floor


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
    """Imports between rooms of participants/ that the table does not allow."""
    return [
        f"{room} imports {other}"
        for room, others in sorted(graph.items())
        for other in sorted(others)
        if room.startswith("participants.") and other.startswith("participants.")
        if other.removeprefix("participants.") not in PARTICIPANTS[room.removeprefix("participants.")].split()
    ]


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
        if other != floor or (floor == "participants" and below not in [room, *PARTICIPANTS[room].split()]):
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


def test_every_room_of_participants_stands_in_the_table(modules):
    rooms = {room.removeprefix("participants.") for room in room_graph(modules) if room.startswith("participants.")}

    assert rooms == set(PARTICIPANTS)


def test_rooms_import_only_what_the_table_allows(modules):
    assert forbidden(room_graph(modules)) == []


def test_the_table_allows_nothing_that_is_not_used(modules):
    graph = room_graph(modules)

    unused = [
        f"{room} → {other}"
        for room, others in PARTICIPANTS.items()
        for other in others.split()
        if f"participants.{other}" not in graph[f"participants.{room}"]
    ]

    assert unused == []


def test_no_room_leads_back_to_itself(modules):
    assert cycles(room_graph(modules)) == []


def test_imports_point_to_the_floor_below(modules):
    assert upwards(modules) == []


def test_templates_lie_by_room_and_are_used_as_modules_are():
    found = [fault for owner, text in owners_of_templates(ROOT) for fault in foreign_templates(owner, text)]

    assert found == []
    assert {path.name for path in (ROOT / "templates/participants").iterdir()} <= set(PARTICIPANTS)


@pytest.mark.parametrize(
    ("owner", "name"),
    [
        (("participants", "journey"), "participants/directory/list.html"),
        (("okoce", "jobs"), "participants/people/list.html"),
        (("trainings", "seats"), "bazaars/draws/list.html"),
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
        ("okoce.regions.models", "from okoce.accounts.models import User", "cycles"),
        ("okoce.jobs.outbox", "from okoce.notifications import sending", "cycles"),
        ("okoce.formats", "from okoce.charts import Funnel", "cycles"),
        ("trainings.models.seats", "from bazaars import models", "upwards"),
        ("participants.people.models.participants", "from reports import figures", "upwards"),
        ("reports.figures", "from sample import words", "upwards"),
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
