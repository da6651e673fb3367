"""Every spreadsheet of the corpus, through the command, judged by the corpus's own judge."""

import json
import time

import pytest
from django.core.management import call_command
from django.db import transaction

from okoce.accounts.models import AccessLog
from participants.people.models import Participant
from tests.badinput import FOLDER, judge
from tests.participants.imports.imported import CASES, make_register


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """Loaded once for all files: a preview writes nothing."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_register()
        transaction.set_rollback(True)


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_the_judge_agrees_with_every_verdict(register, db, case, capsys):
    before = (list(Participant.objects.values_list()), AccessLog.objects.count())

    started = time.process_time()
    call_command("impor_peserta", FOLDER / "files" / case["file"], sebagai=register.email, pratinjau=True, json=True)
    shown = json.loads(capsys.readouterr().out) | {"seconds": time.process_time() - started}  # of CPU, not of the wall

    assert judge.sheet(case, shown, {}) == ([], [])
    assert (list(Participant.objects.values_list()), AccessLog.objects.count()) == before


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_no_row_is_lost_in_silence(register, db, case, capsys):
    call_command("impor_peserta", FOLDER / "files" / case["file"], sebagai=register.email, pratinjau=True, json=True)
    shown = json.loads(capsys.readouterr().out)

    if shown["file"] == "reject_file":
        assert shown["message"].endswith(".")
    else:
        counted = {word: n for word, n in shown["counts"].items() if word != "skip"}
        assert sum(counted.values()) == case["expect"]["data_rows"]
        assert all(row["messages"] for row in shown["rows"] if row["verdict"] in ("hold", "reject", "skip"))
