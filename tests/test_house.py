"""What the house itself promises: versions, locks, the two commands, the containers."""

import ast
import re
import socket
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import django
import pytest
import yaml
from django.conf import settings

from tests.test_rooms import FLOORS

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def committed_files():
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [ROOT / name for name in listing.stdout.split("\0") if name and (ROOT / name).is_file()]


def pins(group):
    text = (ROOT / f"requirements/{group}.txt").read_text()
    return dict(re.findall(r"^([a-z0-9._-]+)(?:\[.*?\])?==([^\s;\\]+)", text, re.MULTILINE))


# --- Versions and locks --------------------------------------------------------------------------------


def test_django_is_the_locked_long_term_release():
    assert django.VERSION[:2] == (5, 2)
    assert django.get_version() == pins("run")["django"]


def test_psycopg2_is_the_driver():
    from django.db.backends.postgresql.psycopg_any import is_psycopg3

    assert not is_psycopg3


def test_no_lock_holds_psycopg_3():
    assert {lock.name: "psycopg" in pins(lock.stem) for lock in LOCKS} == {lock.name: False for lock in LOCKS}


def test_no_lock_holds_an_address():
    assert [lock.name for lock in LOCKS if "://" in lock.read_text()] == []


def test_every_pin_has_its_hash():
    for lock in LOCKS:
        for entry in re.split(r"\n(?=\S)", lock.read_text().strip()):
            assert "--hash=sha256:" in entry, f"{lock.name}: {entry.splitlines()[0]}"


def test_the_three_locks_agree():
    run, test, dev = pins("run"), pins("test"), pins("dev")

    assert run.items() <= test.items() <= dev.items()


def test_every_declared_package_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    declared = project["project"]["dependencies"] + project["dependency-groups"]["test"]

    names = {re.match(r"[\w.-]+", line).group().lower() for line in declared}

    assert names <= set(pins("test"))


def declared_packages():
    """{distribution: modules it brings} of what pyproject.toml declares and this environment has."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = [project["project"]["dependencies"], project["dependency-groups"]["test"]]
    names = {re.match(r"[\w.-]+", line).group().lower() for group in groups for line in group}
    brought = {name: set() for name in names}
    for module, distributions in packages_distributions().items():
        for name in {distribution.lower() for distribution in distributions} & names:
            brought[name].add(module)
    return brought


def test_every_declared_package_is_used():
    kinds = {".py", ".sh", ".html", ".yml", ""}
    text = "\n".join(path.read_text(errors="ignore") for path in committed_files() if path.suffix in kinds).lower()

    unused = [
        name
        for name, modules in declared_packages().items()
        if not any(word.lower() in text for word in modules | {name.removeprefix("pytest-")})
    ]

    assert unused == []


def test_every_package_the_portal_imports_is_declared():
    declared = {module for modules in declared_packages().values() for module in modules}
    imported = {
        name.partition(".")[0]
        for path in committed_files()
        if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in FLOORS
        for node in ast.walk(ast.parse(path.read_text()))
        for name in _imported_names(node)
    }

    foreign = imported - set(FLOORS) - sys.stdlib_module_names

    assert len(foreign) > 10
    assert foreign - declared == set()


def _imported_names(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) else []


# --- What is committed ---------------------------------------------------------------------------------

# Written apart, so that this file does not name what it forbids.
FOREIGN = re.compile(
    r"(?<![\w}.])/(?:ro" + r"ot|ho" + r"me|wo" + r"rk)/"
    r"|pypi" + r"\.org|pythonhosted" + r"\.org|registry\.npm" + r"js\.org"
)


def test_no_committed_file_names_a_machine_path_or_a_registry():
    found = []
    for path in committed_files():
        text = path.read_bytes().decode("utf-8", errors="ignore")
        found += [f"{path.relative_to(ROOT)}: {hit.group()}" for hit in FOREIGN.finditer(text)]

    assert found == []


def test_nothing_the_portal_makes_for_itself_is_committed():
    names = {str(path.relative_to(ROOT)) for path in committed_files()}

    assert [name for name in names if re.search(r"(^|/)(var|\.venv|\.env|keys\.json)(/|$)|\.sqlite3", name)] == []


@pytest.mark.parametrize("name", ["run", "test", ".ci/run", "scripts/with_services.sh"])
def test_a_command_may_be_executed_and_reads_as_bash(name):
    path = ROOT / name
    mode = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-s", name], cwd=ROOT, capture_output=True, text=True
    ).stdout

    assert mode.startswith("100755")
    assert subprocess.run(["bash", "-n", path]).returncode == 0


def test_every_make_target_has_its_sentence():
    text = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^([a-z]+):", text, re.MULTILINE)

    assert targets
    for target in targets:
        assert re.search(rf"^{target}:.*## \w+", text, re.MULTILINE), target


# --- Containers ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def services():
    return yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


def test_compose_describes_every_part(services):
    assert set(services) == {"proxy", "migrate", "web", "quick-worker", "bulk-worker", "beat", "postgres", "redis"}


def test_every_queue_has_a_worker_of_its_own_in_containers_and_under_run(services):
    from scripts.supervise import commands

    with socket.socket() as listener:
        run = [command[command.index("-Q") + 1] for command in commands(listener).values() if "-Q" in command]
    composed = [s["command"][s["command"].index("-Q") + 1] for s in services.values() if "-Q" in s.get("command", [])]

    assert sorted(run) == sorted(composed) == sorted(settings.CELERY_TASK_QUEUES)


def test_every_lasting_container_has_a_health_check(services):
    lasting = {name: service for name, service in services.items() if name != "migrate"}

    assert all(service["healthcheck"]["test"] for service in lasting.values())


def test_data_outlive_their_containers(services):
    named = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["volumes"]

    for name in ("postgres", "redis", "proxy"):
        volumes = [volume.split(":")[0] for volume in services[name]["volumes"]]
        assert set(volumes) & set(named), name


def test_redis_keeps_what_it_was_given(services):
    command = " ".join(services["redis"]["command"])

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command


def test_compose_holds_no_secret(services):
    for name, service in services.items():
        for variable, value in service.get("environment", {}).items():
            if re.search("KEY|PASSWORD|SECRET|URL", variable):
                assert not re.search(r"://[^/@$]*:[^/@$]+@", value), f"{name}: {variable}"
            if re.search("KEY|PASSWORD|SECRET", variable):
                assert re.fullmatch(r"\$\{\w+:\?\}", value), f"{name}: {variable}"


def test_every_variable_of_compose_stands_in_the_example():
    wanted = set(re.findall(r"\$\{(\w+)", (ROOT / "docker-compose.yml").read_text()))
    example = set(re.findall(r"^(?:# )?([A-Z_]+)=$", (ROOT / "env.example").read_text(), re.MULTILINE))

    assert wanted == example


def test_the_image_runs_as_somebody_without_rights():
    last_stage = (ROOT / "Dockerfile").read_text().split("\nFROM ")[-1]

    assert re.search(r"^USER okoce$", last_stage, re.MULTILINE)
    assert re.search(r"^HEALTHCHECK ", last_stage, re.MULTILINE)
    assert not re.search(r"^(?:ENV|ARG) .*(?:KEY|SECRET|PASSWORD)", last_stage, re.MULTILINE)


def test_neither_secrets_nor_data_reach_the_image():
    ignored = (ROOT / ".dockerignore").read_text().splitlines()

    assert {".env", "var", ".git"} <= set(ignored)


def test_production_says_every_setting_it_reads():
    settings = (ROOT / "okoce/settings.py").read_text()
    page = (ROOT / "docs/production.md").read_text()

    variables = set(re.findall(r'env(?:\.\w+)?\(\s*"([A-Z_]+)"', settings))

    assert {name for name in variables if f"`{name}`" not in page} == set()


# --- Documents -----------------------------------------------------------------------------------------

OURS = "okoce|participants|trainings|bazaars|reports|sample|templates|static|tests|scripts|bench|docs"
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("name", PAGES)
def test_files_that_a_document_names_are_there(name):
    named = re.findall(rf"`((?:{OURS})/[\w./-]*(?:\.\w+|/))", (ROOT / name).read_text())

    assert sorted({path for path in named if not (ROOT / path).exists()}) == []
