"""Change the rules one operator at a time and count how many changes the tests notice; survivors are printed.

All of the pure rule modules, and 150 changes drawn by a fixed seed from seats, claims, permissions, registration and
figures. Cosmic Ray makes the changes, in copies of the committed tree, one for each core. Run by `make mutants`.
"""

import argparse
import os
import random
import re
import shlex
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import Queue

from cosmic_ray.commands.init import init
from cosmic_ray.work_db import use_db
from cosmic_ray.work_item import TestOutcome, WorkerOutcome, WorkResult

ROOT = Path(__file__).resolve().parent.parent
DRAWN, SEED, ENOUGH = 150, 2026, 0.9
CODE = ["okoce", "participants", "trainings", "bazaars", "reports", "sample", "tests"]

# One opposite for each operator: the other nine of Cosmic Ray would be noticed wherever this one is.
OPERATORS = re.compile(
    r"core/(AddNot|NumberReplacer|RemoveDecorator|ExceptionReplacer|ZeroIterationForLoop|ReplaceUnaryOperator_Delete_\w+"
    r"|ReplaceAndWithOr|ReplaceOrWithAnd|ReplaceTrueWithFalse|ReplaceFalseWithTrue|ReplaceBreakWithContinue"
    r"|ReplaceContinueWithBreak|ReplaceComparisonOperator_(Eq_NotEq|NotEq_Eq|Is_IsNot|IsNot_Is|Lt_LtE|LtE_Lt|Gt_GtE|GtE_Gt)"
    r"|ReplaceBinaryOperator_(Add_Sub|Sub_Add|Mul_Div|Div_Mul|FloorDiv_Mul|Mod_Mul|BitOr_BitAnd|BitAnd_BitOr|Pow_Mul))$"
)
JOURNEY, IMPORTS = "tests/participants/journey", "tests/participants/imports"
# Module or folder → the tests that are to notice a change of it; of a folder, those of the module's name.
PURE = {
    "participants/cleaning": "tests/participants/cleaning",
    "participants/people/act_days.py": "tests/participants/people/test_act_days.py",
    "participants/journey/facts.py": f"{JOURNEY}/test_stages.py {JOURNEY}/test_laws.py",
    "participants/journey/stages.py": f"{JOURNEY}/test_stages.py {JOURNEY}/test_laws.py",
    "participants/journey/next_steps.py": f"{JOURNEY}/test_next_steps.py",
    "participants/imports/table_reader.py": f"{IMPORTS}/test_table_reader.py {IMPORTS}/test_layouts.py",
    "participants/imports/headings.py": f"{IMPORTS}/test_headings.py",
    "participants/imports/header_rows.py": f"{IMPORTS}/test_layouts.py {IMPORTS}/test_table_reader.py",
    "participants/imports/layouts.py": f"{IMPORTS}/test_layouts.py {IMPORTS}/test_table_reader.py",
    "participants/imports/table_rows.py": f"{IMPORTS}/test_layouts.py {IMPORTS}/test_table_reader.py",
    "participants/imports/combined_cells.py": f"{IMPORTS}/test_headings.py",
    "participants/imports/staged_rows.py": f"{IMPORTS}/test_row_verdicts.py",
    "participants/imports/row_verdicts.py": f"{IMPORTS}/test_row_verdicts.py",
    "bazaars/draw.py": "tests/bazaars/test_draw.py",
    "reports/published/hiding.py": "tests/reports/published/test_hiding.py",
}
SEATS = " ".join(
    f"tests/trainings/{name}.py"
    for name in ("seats/test_seats", "test_whole", "planning/test_sessions", "test_booking_pages")
)
CLAIMS = "tests/participants/claims tests/participants/registration/test_desk.py"
REACH = "tests/participants/people/test_reach.py tests/okoce/test_areas.py tests/okoce/test_roles.py"
REGISTERING = "tests/participants/registration"
FIGURES = "tests/reports/figures tests/reports/progress/test_progress.py"
SAMPLED = {
    "trainings/seats/actions/seats.py": SEATS,
    "trainings/seats/models.py": f"tests/test_migrations.py {SEATS}",
    "participants/claims/actions.py": CLAIMS,
    "participants/claims/forms.py": CLAIMS,
    "participants/claims/login_lookup.py": f"{CLAIMS} tests/okoce/test_login.py",
    "participants/claims/models.py": f"tests/test_migrations.py {CLAIMS}",
    "participants/people/reach.py": REACH,
    "okoce/accounts/areas.py": REACH,
    "okoce/accounts/roles.py": REACH,
    "participants/registration/actions": REGISTERING,
    "reports/figures/counted.py": FIGURES,
}


@dataclass
class Module:
    """One module of the portal, its tests, and the database of its changes."""

    path: str
    tests: str
    session: Path

    @property
    def command(self):
        """The tests that wait for no other process, stopped by the first failure, with the Python of the portal."""
        kinds = "-m 'not (browser or worker or long or postgres)'"
        return f"{ROOT}/.venv/bin/python -m pytest -x -q -p no:cacheprovider {kinds} {self.tests}"

    def list_changes(self):
        """Fill the database; return [(order, job)] of the changes that are worth a run."""
        with use_db(self.session) as changes:
            init([Path(self.path)], changes, {})
            items = [(item.mutations[0], item.job_id) for item in changes.work_items]
        lines = (ROOT / self.path).read_text().splitlines()
        return sorted(
            ((change.operator_name, change.occurrence), job)
            for change, job in items
            if OPERATORS.fullmatch(change.operator_name) and not _is_star_of_parameters(change, lines)
        )

    def keep(self, jobs):
        """Leave out every change but these."""
        with use_db(self.session) as changes:
            others = {item.job_id for item in changes.work_items} - set(jobs)
            changes.set_multiple_results(others, WorkResult(worker_outcome=WorkerOutcome.SKIPPED))

    def run(self, copies):
        """Make each change in a copy of the tree and run the tests; print the survivors and return (noticed, made)."""
        copy = copies.get()
        try:
            self._make_changes(copy)
        finally:
            copies.put(copy)
        with use_db(self.session) as changes:
            results = [result for _, result in changes.results if result.worker_outcome == WorkerOutcome.NORMAL]
        survivors = [result.diff for result in results if result.test_outcome == TestOutcome.SURVIVED]
        print(f"{len(results) - len(survivors):4} of {len(results):3}  {self.path}", *survivors, sep="\n", flush=True)
        return len(results) - len(survivors), len(results)

    def _make_changes(self, copy):
        """Fill in the results. Raise RuntimeError when the tests fail without a change: all would seem noticed."""
        started = time.monotonic()
        unchanged = subprocess.run(shlex.split(self.command), cwd=copy, capture_output=True, text=True, check=False)
        if unchanged.returncode:
            raise RuntimeError(f"The tests of {self.path} fail without a change:\n{unchanged.stdout[-2000:]}")
        patience = 30 + 5 * (time.monotonic() - started)
        config = self.session.with_suffix(".toml")
        config.write_text(
            f'[cosmic-ray]\nmodule-path = ["{self.path}"]\ntimeout = {patience:.0f}\nexcluded-modules = []\n'
            f'test-command = "{self.command}"\n[cosmic-ray.distributor]\nname = "local"\n'
        )
        program = Path(sys.executable).with_name("cosmic-ray")
        subprocess.run([program, "exec", config, self.session], cwd=copy, check=True)


def _is_star_of_parameters(change, lines):
    """Cosmic Ray takes `def f(a, *, b)` for a multiplication."""
    line, column = change.start_pos
    return lines[line - 1][column : column + 2] == "*,"


def modules_of(targets, folder):
    for target, tests in targets.items():
        paths = sorted((ROOT / target).glob("*.py")) if (ROOT / target).is_dir() else [ROOT / target]
        for path in paths:
            name = path.relative_to(ROOT).as_posix()
            own = f"{tests}/test_{path.name}"
            own = own if len(paths) > 1 and (ROOT / own).exists() else tests
            yield Module(name, own, folder / f"{name.replace('/', '.')}.sqlite")


def chosen(folder, only):
    """Every pure module with all of its changes, the others with what the seed draws; those named, when some are."""
    candidates, modules = [], []
    for module in modules_of(PURE, folder):
        if jobs := [job for _, job in module.list_changes()]:
            module.keep(jobs)
            modules.append(module)
    others = list(modules_of(SAMPLED, folder))
    for number, module in enumerate(others):
        candidates += ((number, job) for _, job in module.list_changes())
    drawn = random.Random(SEED).sample(candidates, DRAWN)  # noqa: S311 - a sample, not a secret
    for number, module in enumerate(others):
        if jobs := [job for at, job in drawn if at == number]:
            module.keep(jobs)
            modules.append(module)
    return [module for module in modules if not only or module.path in only]


def copy_of_tree(folder):
    """The committed tree with compiled modules and translations, and the environment of this one."""
    subprocess.run(["git", "clone", "-q", "--shared", ROOT, folder], check=True)
    (folder / ".venv").symlink_to(ROOT / ".venv")
    for compiled in ROOT.glob("locale/*/LC_MESSAGES/*.mo"):
        (folder / compiled.relative_to(ROOT)).write_bytes(compiled.read_bytes())
    python = folder / ".venv/bin/python"
    subprocess.run([python, "-m", "compileall", "-q", *CODE], cwd=folder, check=True)
    return folder


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help="modules; without any, all of the pure ones and the drawn ones")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    options = parser.parse_args()
    os.chdir(ROOT)
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="okoce-mutants-") as folder:
        modules = chosen(Path(folder), options.only)
        copies = Queue()
        for number in range(options.processes):
            copies.put(copy_of_tree(Path(folder) / f"copy{number}"))
        with ThreadPoolExecutor(options.processes) as pool:
            results = list(pool.map(lambda module: module.run(copies), modules))
    killed, total = map(sum, zip(*results, strict=True))
    minutes = (time.monotonic() - started) / 60
    print(f"{killed} of {total} changes were noticed ({killed / total:.1%}) in {minutes:.0f} minutes")
    return killed < ENOUGH * total


if __name__ == "__main__":
    sys.exit(main())
