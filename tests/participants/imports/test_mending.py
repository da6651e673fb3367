"""Held and refused rows: mended in their cells and judged anew, and taken up again after the file was written."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.accounts.models import User
from okoce.clock import now
from participants.imports.actions import forgetting, imports, mending
from participants.imports.models import Import
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.test_layouts import ROW, workbook
from tests.participants.imports.uploading import SECOND, confirmed, found, uploaded, worked

pytestmark = pytest.mark.django_db
BAD_PHONE = SECOND | {"Nomor HP": "ada"}


@pytest.fixture
def item(staff):
    return uploaded(csv_of(GOOD, BAD_PHONE), staff)


def mended(item, key, by, **typed):
    verdict = mending.mend(item, key, typed, by=by)
    item.refresh_from_db()
    return verdict


def total(item):
    return sum(item.counts.values())


def test_a_mended_row_takes_its_new_verdict_and_is_written(staff, item):
    assert mended(item, "3", staff, phone="0812-0000-9999") == "new"

    assert (found(item.counts), total(item)) == ({"new": 2}, item.rows_total)
    assert item.sheets[0]["counts"]["new"] == 2
    done = confirmed(item, staff)
    assert found(done.counts) == {"new": 2}
    assert Participant.objects.get(name="Uji Kenanga").phone == "+6281200009999"


def test_what_was_mended_by_whom_and_what_the_file_says_stay_in_the_report(staff, item, client):
    mended(item, "3", staff, phone="0812-0000-9999")
    done = confirmed(item, staff)
    client.force_login(staff)

    (event,) = done.report["mended_rows"]
    report = client.get(reverse("participants:imports-report", args=[item.pk])).text
    page = client.get(reverse("participants:imports-detail", args=[item.pk])).text

    assert (event["row"], event["by"], event["verdict"]) == (3, staff.name, "new")
    assert event["cells"] == [{"column": "Nomor HP", "before": "ada", "after": "0812-0000-9999"}]
    assert "Nomor HP hanya berisi angka" in event["problems"][0]["message"]
    assert f"dibetulkan {staff.name} menjadi" in report
    assert "Nomor HP hanya berisi angka" in report
    assert "Dibetulkan di halaman ini" in page
    assert staff.name in page


def test_a_nik_is_masked_in_what_is_remembered(staff):
    item = uploaded(csv_of(GOOD | {"NIK": "3173021005909"}), staff)

    mended(item, "2", staff, nik=GOOD["NIK"])

    assert found(item.counts) == {"new": 1}
    assert GOOD["NIK"] not in str(item.report)
    assert GOOD["NIK"][:4] in str(item.report["mended_rows"])


def test_one_that_is_mended_wrongly_is_refused_again_with_its_reason(staff, item):
    assert mended(item, "3", staff, phone="12") == "reject"
    assert found(item.counts) == {"new": 1, "reject": 1}
    assert mended(item, "3", staff, phone="0812-0000-9999") == "new"
    assert len(item.report["mended_rows"]) == 2


def test_it_is_compared_with_the_register_too(staff):
    make_participant(nik=GOOD["NIK"], name="Contoh Melati", year=make_year(), street="Jalan Lama 3")
    item = uploaded(csv_of(GOOD | {"Nama Lengkap": "Orang Lain"}), staff)
    assert found(item.counts) == {"hold": 1}

    assert mended(item, "2", staff, name="Contoh Melati") == "update"

    assert item.report["seen"]["2"]["street"] == "Jalan Lama 3"
    confirmed(item, staff)
    assert Participant.objects.get().street == GOOD["Alamat"]


def test_the_other_of_two_rows_with_one_nik_is_free_again(staff):
    item = uploaded(csv_of(GOOD, SECOND | {"NIK": GOOD["NIK"], "Jenis Kelamin": "L"}), staff)
    assert found(item.counts) == {"hold": 2}

    mended(item, "3", staff, nik=SECOND["NIK"], sex="P")

    assert found(item.counts) == {"new": 2}
    assert found(confirmed(item, staff).counts) == {"new": 2}


def test_a_row_that_becomes_another_rows_double_holds_both(staff, item):
    mended(item, "3", staff, phone="0812-0000-9999", nik=GOOD["NIK"], sex="L")

    assert found(item.counts) == {"hold": 2}
    assert mended(item, "2", staff, street="Jalan Lain 1") == "hold"
    assert mended(item, "3", staff, nik=SECOND["NIK"], sex="P") == "new"
    assert found(item.counts) == {"new": 2}


def test_rows_of_several_sheets_are_counted_where_they_stand(staff):
    wrong = [SECOND["NIK"], "Uji Kenanga", ROW[2], "P", "ada", *ROW[5:]]
    item = uploaded(workbook(("RW 01", [HEADER, ROW]), ("RW 02", [HEADER, wrong])), staff)

    mended(item, "RW 02!2", staff, phone="0812-0000-9999")

    assert [found(sheet["counts"]) for sheet in item.sheets] == [{"new": 1}, {"new": 1}]


def test_the_failed_rows_as_a_file_no_longer_hold_it(staff):
    item = uploaded(xlsx_of(GOOD, BAD_PHONE, GOOD | {"NIK": "31"}), staff)
    assert len(item.failed) == 3

    mended(item, "3", staff, phone="0812-0000-9999")

    assert [line[0] for line in item.failed[1:]] == ["31"]


@pytest.mark.parametrize(
    ("key", "typed", "words"),
    [("2", {"phone": "1"}, "tidak ditahan"), ("3", {"phone": "ada"}, "Belum ada sel"), ("9", {}, "tidak ditahan")],
)
def test_what_cannot_be_mended_is_said(staff, item, key, typed, words):
    with pytest.raises(ValidationError, match=words):
        mending.mend(item, key, typed, by=staff)


@pytest.mark.parametrize(
    ("act", "state"),
    [
        (lambda item, by: imports.go_on(item, by=by), Import.State.KNOWN),
        (lambda item, by: imports.choose_columns(item, fields={}, sex_codes="", by=by), Import.State.COLUMNS),
        (lambda item, by: mending.mend(item, "3", {"phone": "1"}, by=by), Import.State.READY),
        (lambda item, by: mending.take_up_rest(item, by=by), Import.State.DONE),
    ],
)
def test_an_uploader_who_may_not_import_there_any_more_is_refused(staff, item, act, state):
    item.state, item.confirmed_at = state, now()
    item.save()
    staff.assignments.all().delete()

    with pytest.raises(ValidationError, match="wilayah"):
        act(item, User.objects.get(pk=staff.pk))


def test_only_the_uploader_mends_and_only_before_the_decision(staff, item):
    with pytest.raises(ValidationError, match="wilayah"):
        mending.mend(item, "3", {"phone": "1"}, by=make_user("staff", email="lain@contoh.example"))
    confirmed(item, staff)
    with pytest.raises(ValidationError, match="sudah diputuskan"):
        mending.mend(item, "3", {"phone": "1"}, by=staff)


def test_the_page_shows_each_cell_with_its_reason_and_comes_back_to_the_preview(staff, item, client):
    client.force_login(staff)
    address = reverse("participants:imports-mend", args=[item.pk, 1])
    assert address in client.get(reverse("participants:imports-detail", args=[item.pk])).text

    page = client.get(address).text
    assert 'value="ada"' in page
    assert "Nomor HP hanya berisi angka" in page
    answer = client.post(address, {"phone": "0812-0000-9999", **dict.fromkeys(["trade"], "katering")}, follow=True)

    assert "Baris 3 kini berputusan" in answer.text


def test_others_have_no_such_page(staff, item, client):
    imports.propose(item, by=staff)
    client.force_login(make_user("province", email="dinas@contoh.example"))

    assert client.get(reverse("participants:imports-mend", args=[item.pk, 1])).status_code == 404
    client.force_login(staff)
    assert client.get(reverse("participants:imports-mend", args=[item.pk, 2])).status_code == 404


# --- What is left of a written file --------------------------------------------------------------------


def rest_of(item, by):
    return worked(mending.take_up_rest(item, by=by))


def test_rows_that_were_not_written_are_taken_up_again_mended_and_written(staff, item):
    done = confirmed(item, staff)

    rest = rest_of(done, staff)

    assert (rest.rest_of, rest.state, found(rest.counts)) == (done, "ready", {"reject": 1})
    assert rest.failed[1][-1].startswith("Nomor HP")
    mended(rest, "3", staff, phone="0812-0000-9999")
    assert found(confirmed(rest, staff).counts) == {"new": 1}
    assert Participant.objects.count() == 2


def test_a_row_that_changed_since_the_preview_is_kept_too(staff):
    known = make_participant(nik=GOOD["NIK"], name="Contoh Melati", year=make_year(), phone="+6281200001234")
    item = uploaded(csv_of(GOOD, SECOND), staff)
    Participant.objects.filter(pk=known.pk).update(street="Gang Meja 9")

    rest = rest_of(confirmed(item, staff), staff)

    assert found(rest.counts) == {"update": 1}
    (change,) = [change for change in rest.report["rows"][0]["changes"] if change["field"] == "street"]
    assert (change["before"], change["after"]) == ("Gang Meja 9", GOOD["Alamat"])


def test_what_was_decided_is_not_left_over(staff):
    make_participant(nik=GOOD["NIK"], name="Contoh Melati", year=make_year(), phone="+6281200001234")
    item = uploaded(csv_of(GOOD, SECOND, SECOND), staff)
    fields = [change["field"] for row in item.report["rows"] for change in row["changes"]]
    imports.confirm(item, by=staff, left_out={"fields": fields})

    done = worked(item)

    assert found(done.counts) == {"hold": 1, "new": 1, "reject": 1}
    assert not done.kept_sealed
    with pytest.raises(ValidationError, match="Tidak ada baris tersisa"):
        mending.take_up_rest(done, by=staff)


def test_it_is_taken_up_once_by_the_uploader(staff, item):
    done = confirmed(item, staff)
    with pytest.raises(ValidationError, match="wilayah"):
        mending.take_up_rest(done, by=make_user("staff", email="lain@contoh.example"))
    rest_of(done, staff)
    with pytest.raises(ValidationError, match="Tidak ada baris tersisa"):
        mending.take_up_rest(done, by=staff)


def test_left_rows_of_several_sheets_are_counted_by_sheet(staff):
    wrong, other = ([*ROW[:4], "ada", *ROW[5:]], [SECOND["NIK"], "Uji Kenanga", ROW[2], "P", "ada", *ROW[5:]])
    good = ["3173021305909003", "Contoh Dahlia", "13/05/1990", *ROW[3:]]
    sheets = ("RW 01", [HEADER, wrong, good]), ("RW 02", [HEADER, other])

    rest = rest_of(confirmed(uploaded(workbook(*sheets), staff), staff), staff)

    assert [(sheet["title"], found(sheet["counts"])) for sheet in rest.sheets] == [
        ("RW 01", {"reject": 1}),
        ("RW 02", {"reject": 1}),
    ]


def test_they_are_kept_for_a_month_sealed_and_outlive_the_preview_of_a_day(staff, item):
    done = confirmed(item, staff)
    assert SECOND["NIK"].encode() not in bytes(done.kept_sealed)
    with time_machine.travel(now() + dt.timedelta(days=8)):
        forgetting.forget_undecided()
        rest = rest_of(done, staff)
    with time_machine.travel(now() + dt.timedelta(days=12)):
        forgetting.forget_undecided()
        rest.refresh_from_db()
        assert rest.state == "ready"
    with time_machine.travel(now() + dt.timedelta(days=39)):
        forgetting.forget_undecided()
        forgetting.forget_reports()

    rest.refresh_from_db()
    assert (rest.state, bytes(rest.kept_sealed), bytes(rest.content_sealed)) == ("forgotten", b"", b"")


def test_it_stands_on_the_worklist_until_it_is_taken_up(staff, item, client):
    done = confirmed(item, staff)
    client.force_login(staff)
    address = reverse("participants:worklists-list")
    assert "Baris impor yang belum tertulis" in client.get(address).text
    assert "1 baris belum tertulis" in client.get(reverse("participants:imports-detail", args=[done.pk])).text

    client.post(reverse("participants:imports-rest", args=[done.pk]))

    assert "Baris impor yang belum tertulis" not in client.get(address).text
    assert Import.objects.latest("pk").rest_of == done
