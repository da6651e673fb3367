"""The held and refused rows as a file: in their own columns, with why, whole, for the uploader and for a day."""

import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from okoce.clock import now
from participants.imports.actions import forgetting, imports
from tests.factories.people import make_user
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.test_layouts import ROW, workbook
from tests.participants.imports.uploading import SECOND, confirmed, found, uploaded

pytestmark = pytest.mark.django_db
PHONE = "Nomor HP hanya berisi angka; ketik ulang tanpa huruf, misalnya 0812-0000-1234."


def file_of(client, item):
    response = client.get(reverse("participants:imports-failed", args=[item.pk]))
    return response.content if response.status_code == 200 else None


def rows_of(content):
    return [list(row) for row in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True)]


def test_they_come_in_their_own_columns_with_row_and_reason_and_can_be_mended(staff, client):
    client.force_login(staff)
    header = ["No", *HEADER, "Keterangan"]
    bad = SECOND | {"No": "2", "Nomor HP": "ada", "Keterangan": "dari RW"}
    item = uploaded(xlsx_of(GOOD, bad, header=header, above=[["DAFTAR"]]), staff)

    content = file_of(client, item)
    heads, row = rows_of(content)
    again = uploaded(content, staff)

    assert heads == [*header, "Baris", "Alasan"]
    assert row[header.index("NIK")] == SECOND["NIK"]
    assert row[-1] == f"Nomor HP: {PHONE}"
    assert found(again.counts) == {"reject": 1}


def test_rows_of_several_sheets_say_which(staff, client):
    client.force_login(staff)
    wrong = [*ROW[:4], "ada", *ROW[5:]]
    content = workbook(
        ("RW 01", [HEADER, wrong]), ("RW 02", [["Merek", *HEADER], ["Renyah", SECOND["NIK"], *wrong[1:]]])
    )

    heads, first, second = rows_of(file_of(client, uploaded(content, staff)))

    assert heads == [*HEADER, "Merek", "Lembar", "Baris", "Alasan"]
    assert (first[0], first[8:11]) == (ROW[0], [None, "RW 01", 2])
    assert (second[0], second[8:11]) == (SECOND["NIK"], ["Renyah", "RW 02", 2])


def test_nothing_in_it_can_be_run(staff, client):
    client.force_login(staff)
    item = uploaded(csv_of(GOOD | {"Nama Lengkap": "=1+1", "NIK": "31"}), staff)

    assert rows_of(file_of(client, item))[1][1] == "'=1+1"


def test_a_file_without_such_rows_has_none(staff, client):
    client.force_login(staff)
    item = uploaded(csv_of(GOOD), staff)

    assert file_of(client, item) is None
    assert (
        "Baris yang tidak ditulis (.xlsx)"
        not in client.get(reverse("participants:imports-detail", args=[item.pk])).text
    )


def test_only_the_uploader_gets_it(staff, client):
    item = uploaded(csv_of(GOOD, SECOND | {"Nomor HP": "ada"}), staff)
    imports.propose(item, by=staff)
    client.force_login(make_user("province", email="dinas@contoh.example"))

    assert client.get(reverse("participants:imports-detail", args=[item.pk])).status_code == 200
    assert file_of(client, item) is None


def test_it_is_sealed_and_deleted_after_a_day_also_of_a_written_file(staff):
    item = uploaded(csv_of(GOOD, SECOND | {"Nomor HP": "ada"}), staff)
    assert SECOND["NIK"].encode() not in bytes(item.failed_sealed)
    done = confirmed(item, staff)
    assert done.failed

    with time_machine.travel(now() + dt.timedelta(hours=25)):
        forgetting.forget_undecided()

    done.refresh_from_db()
    assert (done.state, bytes(done.failed_sealed), bool(done.report_sealed)) == ("done", b"", True)
