"""Every spreadsheet of the corpus, through the command, judged by the corpus's own judge."""

import json
import time
from contextlib import nullcontext, suppress

import pytest
from django.core.management import CommandError, call_command
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


def answer(case, register, capsys):
    """What the command prints; it ends with an error just when it refuses the file."""
    path = FOLDER / "files" / case["file"]
    ended = nullcontext() if "reject_file" not in case["expect"]["file_allow"] else suppress(CommandError)
    with ended:
        call_command("impor_peserta", path, sebagai=register.email, json=True)
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_the_judge_agrees_with_every_verdict(register, db, case, capsys):
    before = (list(Participant.objects.values_list()), AccessLog.objects.count())

    started = time.process_time()
    shown = answer(case, register, capsys) | {"seconds": time.process_time() - started}  # of CPU, not of the wall

    assert judge.sheet(case, shown, {}) == ([], [])
    assert (list(Participant.objects.values_list()), AccessLog.objects.count()) == before


@pytest.mark.parametrize("case", CASES, ids=[case["file"] for case in CASES])
def test_no_row_is_lost_in_silence(register, db, case, capsys):
    shown = answer(case, register, capsys)

    if shown["file"] == "reject_file":
        assert shown["message"].endswith(".")
    else:
        counted = {word: n for word, n in shown["counts"].items() if word != "skip"}
        assert sum(counted.values()) == case["expect"]["data_rows"]
        assert [sheet["rows"] for sheet in shown["sheets"]] == [sum(s["counts"].values()) for s in shown["sheets"]]
        assert all(row["messages"] for row in shown["rows"] if row["verdict"] in ("hold", "reject", "skip"))
