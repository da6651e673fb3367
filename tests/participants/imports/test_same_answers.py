"""Every file of both corpora goes through the pages: the verdicts of the command row by row, and every row counted."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports import reports as import_reports
from participants.imports.actions import judging
from participants.imports.models import Import
from participants.imports.workbook_reader import SheetRefused
from participants.people.models import Participant
from tests.badinput import FOLDER
from tests.factories.places import BARAT
from tests.participants.imports.imported import make_register
from tests.participants.imports.uploading import PAGE, worked
from tests.shown_again import shown_again

FILES = [*(FOLDER / "files").iterdir(), *(FOLDER.with_name("found") / "sheets").iterdir()]
WITH_CODES = {"B18_bentuk_opensid.xlsx", "B18b_kode_kelamin_1_2.xlsx"}  # the sexes as 1 and 2: the page asks
VERDICTS = {word: verdict for verdict, word in import_reports.VERDICTS.items()}


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """Loaded once for all files: what a test adds is taken back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_register()
        transaction.set_rollback(True)


@pytest.fixture
def desk(register, db):
    client = Client()
    client.force_login(register)
    return client


def look(path, by):
    """(the judgement of the command, why it refuses the file)."""
    source = {"region": Region.objects.get(pk=BARAT), "point": RegistrationPoint.objects.get(code="kecamatan")}
    codes = {"fields": {}, "sex_codes": "12"} if path.name in WITH_CODES else None
    try:
        return judging.look(path.read_bytes(), columns=codes, by=by, **source), ""
    except SheetRefused as refused:
        return None, refused.message


def upload(desk, path):
    """(the import, the page that its uploader sees at the end); no import where the form refused the file at once."""
    file = SimpleUploadedFile(path.name, path.read_bytes())
    answer = desk.post(PAGE, {"registration_point": "kecamatan", "region": BARAT, "file": file})
    item = Import.objects.first()
    if item is None:
        return None, shown_again(desk, answer).text
    if worked(item).state == Import.State.COLUMNS:
        page = reverse("participants:imports-columns", args=[item.pk])
        fields = {field.name: field.value() or "" for _, field in desk.get(page).context["form"].rows}
        desk.post(page, fields | {"sex_codes": "12"})
    return worked(item), desk.get(answer.url).text


def shown_sums(page):
    """[(rows, {verdict: rows})] as the page says it: of the file, or of each sheet where there are several."""
    part = page[page.index('id="isi-berkas"') :].partition("</section>")[0]
    lines = re.findall(r"<strong>([\d.]+) baris(?: di berkas)?</strong> = ([^<]+)", part)
    return [
        (
            int(rows.replace(".", "")),
            {VERDICTS[word]: int(n) for n, word in (each.split(" ", 1) for each in sum_.split(" + "))},
        )
        for rows, sum_ in lines
    ]


@pytest.mark.parametrize("path", sorted(FILES), ids=lambda path: path.name)
def test_the_pages_give_the_verdicts_of_the_command_and_show_that_every_row_has_one(desk, register, path):
    people = list(Participant.objects.values_list())
    found, refusal = look(path, register)

    item, page = upload(desk, path)

    assert list(Participant.objects.values_list()) == people
    if found is None:
        assert refusal in page.replace("&quot;", '"').replace("&#x27;", "'").replace("&amp;", "&")
        assert item is None or (item.state, item.refusal) == (Import.State.REFUSED, refusal)
        return
    assert item.report["verdicts"] == {judged.key: judged.verdict for judged in found.rows}
    counts = [{word: n for word, n in sheet["counts"].items() if n} for sheet in found.sheets]
    assert shown_sums(page) == [(sheet["rows"], counted) for sheet, counted in zip(found.sheets, counts, strict=True)]
    assert sum(rows for rows, _ in shown_sums(page)) == item.rows_total == len(found.rows)
    assert all(rows == sum(counted.values()) for rows, counted in shown_sums(page))
