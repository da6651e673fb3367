"""Real processes with other, empty, malformed and missing keys: none begins, each says why in one sentence."""

import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from okoce.keys.actions import settle
from participants.people.models import Participant
from participants.people.nik_sealing import digest
from tests.conftest import PATIENCE
from tests.factories.people import invented_nik, make_participant

ROOT = Path(__file__).resolve().parents[2]
QUIET = ["-W", "ignore:You're running the worker with superuser"]
CELERY = [*QUIET, "-m", "celery", "-A", "okoce", "-q"]
GUNICORN = ["-m", "gunicorn", "okoce.wsgi:application", "--bind", "127.0.0.1:0", "--log-level", "critical"]
STARTS = {
    "check": ["manage.py", "check"],
    "check --deploy": ["manage.py", "check", "--deploy"],
    "web": [*GUNICORN, "--no-control-socket"],
    "worker": [*CELERY, "worker", "-c", "1", "-l", "warning"],
    "beat": [*CELERY, "beat", "--pidfile=", "-l", "warning"],
    "prepare": ["scripts/prepare.py", "--database-only"],
}
NAMES = ("SECRET_KEY", "NIK_KEYS", "NIK_HMAC_KEY", "ACCESS_LOG_KEY")


@pytest.fixture
def person(transactional_db):
    person = make_participant(nik=invented_nik(1))
    assert settle() == []
    return person


def run_all(environment, folder):
    """{start: (exit status, standard error)} of all of them at once."""
    running = {
        name: subprocess.Popen(
            [sys.executable, *(f"{ROOT}/{word}" if word.endswith(".py") else word for word in words)],
            env=environment | {"PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "ignore"},
            cwd=folder,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for name, words in STARTS.items()
    }
    try:
        return {
            name: (process.communicate(timeout=10 * PATIENCE)[1], process.returncode)
            for name, process in running.items()
        }
    finally:
        for process in running.values():
            process.kill()


KINDS = {
    "other": (
        lambda: {"NIK_KEYS": Fernet.generate_key().decode(), "NIK_HMAC_KEY": "another-secret-" + "y" * 40},
        "NIK_HMAC_KEY dan NIK_KEYS bukan kunci yang dipakai data peserta di basis data ini; kembalikan ",
    ),
    "empty": (lambda: {"NIK_KEYS": ""}, "NIK_KEYS kosong; "),
    "malformed": (lambda: {"NIK_KEYS": "rubbish"}, "NIK_KEYS berisi yang bukan kunci Fernet (44 karakter base64); "),
    "weak": (lambda: {"NIK_HMAC_KEY": "short"}, "NIK_HMAC_KEY kosong atau terlalu lemah "),
}


@pytest.mark.parametrize("kind", KINDS)
def test_no_process_begins_with_such_keys(person, worker_environment, tmp_path, kind):
    change, opening = KINDS[kind]

    ends = run_all(worker_environment | change(), tmp_path)

    assert {name: stop for name, (_, stop) in ends.items()} == {
        name: 1 if kind == "other" and name.startswith("check") else 3 for name in STARTS
    }
    for name, (error, _) in ends.items():
        assert error.count(opening) == 1, (name, error)
        assert "Traceback" not in error
        if not name.startswith("check"):
            assert error.count("\n") == 1, (name, error)


def test_no_process_begins_without_its_keys(person, worker_environment, tmp_path):
    environment = {name: value for name, value in worker_environment.items() if name not in NAMES}
    opening = "SECRET_KEY kosong"
    if "DATABASE_URL" not in environment:
        opening = f"{environment['OKOCE_VAR']}/keys.json tidak ada, padahal "

    ends = run_all(environment, tmp_path)

    assert {name: stop for name, (_, stop) in ends.items()} == dict.fromkeys(STARTS, 3)
    for name, (error, _) in ends.items():
        assert error.startswith(opening), name
        assert error.count("\n") == 1
    assert not Path(environment["OKOCE_VAR"], "keys.json").exists()


def test_with_the_right_keys_again_all_is_as_before(person, worker_environment):
    def check(keys):
        command = [sys.executable, "manage.py", "check"]
        return subprocess.run(command, env=worker_environment | keys, cwd=ROOT, capture_output=True).returncode

    ends = [check(KINDS["other"][0]()), check({})]

    assert ends == [1, 0]
    again = Participant.objects.get()
    assert (again.nik, again.nik_digest) == (invented_nik(1), digest(invented_nik(1)))
    assert list(Participant.objects.with_nik(invented_nik(1))) == [person]
