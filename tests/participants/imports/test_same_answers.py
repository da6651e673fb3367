"""The pages and the command give every file of both corpora the same verdicts, and every row of the file one."""

import pytest
from django.db import transaction

from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports import reports as import_reports
from participants.imports.actions import imports, judging
from participants.imports.workbook_reader import SheetRefused, check
from tests.badinput import FOLDER
from tests.factories.places import BARAT
from tests.participants.imports.imported import make_register

FILES = [*(FOLDER / "files").iterdir(), *(FOLDER.with_name("found") / "sheets").iterdir()]


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """Loaded once for all files: what a test adds is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_register()
        transaction.set_rollback(True)


def judged(act):
    """(what it returns, why it refuses)."""
    try:
        return act(), ""
    except SheetRefused as refused:
        return None, refused.message


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.name)
def test_pages_and_command_agree_and_no_row_is_without_a_verdict(register, db, path):
    content = path.read_bytes()
    source = {"region": Region.objects.get(pk=BARAT), "point": RegistrationPoint.objects.get(code="kecamatan")}
    found, said = judged(lambda: judging.look(content, by=None, **source))
    _, at_once = judged(lambda: check(content))  # by the form of the page
    if at_once:
        assert (found, said) == (None, at_once)
        return

    item = imports.upload(content, file_name=path.name, by=register, **source)
    imports.judge(item)()
    item.refresh_from_db()

    if found is None:
        assert (item.state, item.refusal) == ("refused", said)
    elif item.state == "columns":  # 1 and 2 are asked for on the page; the command holds their rows
        assert import_reports.counts(found.rows)["hold"] == len(found.rows)
    else:
        assert (item.state, item.counts, item.sheets) == ("ready", import_reports.counts(found.rows), found.sheets)
        assert item.rows_total == sum(item.counts.values()) == sum(sheet["rows"] for sheet in item.sheets)
