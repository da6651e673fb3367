"""Pages of imports, forgetting, and what changed between preview and writing."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError
from django.urls import reverse

from okoce.clock import now, today
from okoce.jobs.models import Job
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports import staged_rows
from participants.imports.actions import forgetting, imports
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import
from participants.people.models import Business, Participant
from participants.privacy import nik_keys
from tests.factories.people import make_participant
from tests.factories.places import BARAT, CAKUNG, GROGOL, TOMANG
from tests.factories.years import make_year
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of
from tests.participants.imports.uploading import PAGE, SECOND, confirmed, found, uploaded, worked
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db


# --- Pages -------------------------------------------------------------------------------------------


def test_from_upload_to_register_through_the_pages(staff, client):
    client.force_login(staff)
    shown = {"registration_point": "kecamatan", "region": BARAT}

    page = client.post(PAGE, shown | {"file": SimpleUploadedFile("daftar.xlsx", xlsx_of(GOOD, {}, SECOND))})
    item = Import.objects.get()
    detail = reverse("participants:imports-detail", args=[item.pk])
    assert page.url == detail
    assert "sedang diperiksa" in client.get(detail).content.decode()
    worked(item)
    assert "Tulis 2 baris" in client.get(detail).content.decode()
    client.post(reverse("participants:imports-confirm", args=[item.pk]), {})
    assert not Job.objects.filter(name="imports.write").exists()  # the notice was not confirmed
    client.post(reverse("participants:imports-confirm", args=[item.pk]), {"notice_shown": "on"})
    assert client.get(reverse("participants:imports-progress", args=[item.pk])).status_code == 200
    worked(item)

    assert "menunggu pemeriksaan KTP" in client.get(detail).content.decode()
    assert client.get(reverse("participants:imports-progress", args=[item.pk]))["HX-Refresh"] == "true"
    assert Participant.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "kosong"),
        (b"%PDF-1.7 ...", "PDF"),
        (bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
    ],
)
def test_a_file_that_is_no_list_is_refused_on_the_spot(staff, client, content, words):
    client.force_login(staff)
    shown = {"registration_point": "kecamatan", "region": BARAT}

    answer = client.post(PAGE, shown | {"file": SimpleUploadedFile("daftar.xlsx", content)})
    page = shown_again(client, answer).content.decode()

    assert words in page
    assert "Berkas tidak ikut disimpan: pilih lagi berkasnya." in page
    assert not Import.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"region": CAKUNG}, "Pilih wilayah Anda."),
        ({"registration_point": "bulan"}, "Pilih tempat pendaftaran dari daftar."),
    ],
)
def test_another_area_or_an_unknown_point_is_refused_in_words(staff, client, wrong, words):
    client.force_login(staff)
    file = SimpleUploadedFile("daftar.csv", b"NIK;Nama\n")

    answer = client.post(PAGE, {"registration_point": "kecamatan", "region": BARAT, "file": file} | wrong)

    assert words in shown_again(client, answer).content.decode()
    assert not Import.objects.exists()


def test_a_missing_column_is_said_on_the_page_and_the_file_is_dropped(staff, client):
    client.force_login(staff)

    item = uploaded(xlsx_of(GOOD, header=[title for title in HEADER if title != "NIK"]), staff)

    assert (
        "Kolom NIK tidak ada di baris 1"
        in client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()
    )
    assert bytes(item.content_sealed) == b""


def test_the_report_names_row_column_and_reason_and_runs_nothing(staff, client):
    client.force_login(staff)
    bad = SECOND | {"Nama Lengkap": "=1+1", "NIK": "31730250059090"}
    item = uploaded(csv_of(GOOD, bad), staff)

    response = client.get(reverse("participants:imports-report", args=[item.pk]))

    text = response.content.decode().removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert header[0] == "Baris"
    assert [(row[0], row[3]) for row in rows] == [("3", "Nama Lengkap"), ("3", "NIK")]
    assert rows[0][5] == "'=1+1"
    assert bad["NIK"] not in text
    assert GOOD["NIK"] not in text


def test_neither_page_nor_database_tells_a_nik(staff, client):
    client.force_login(staff)
    item = uploaded(xlsx_of(GOOD, GOOD | {"Nama Lengkap": "Lain"}), staff)

    page = client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()

    assert "Contoh Melati" in page
    assert GOOD["NIK"] not in page
    assert GOOD["NIK"].encode() not in bytes(item.content_sealed) + bytes(item.report_sealed)


def test_the_template_comes_back_once_it_is_filled_in(staff, client):
    client.force_login(staff)
    content = b"".join(client.get(reverse("participants:imports-template")).streaming_content)
    assert found(uploaded(content, staff).counts) == {}

    book = openpyxl.load_workbook(io.BytesIO(content))
    titles = [cell.value for cell in book["Peserta"][1]]
    book["Peserta"].append([GOOD.get(title, "") for title in titles])
    file = io.BytesIO()
    book.save(file)

    assert found(uploaded(file.getvalue(), staff).counts) == {"new": 1}


# --- Forgetting --------------------------------------------------------------------------------------


def test_a_file_nobody_decided_on_is_deleted_after_a_day(staff):
    item = uploaded(xlsx_of(GOOD), staff)

    with time_machine.travel(now() + dt.timedelta(hours=25)):
        assert forgetting.forget_undecided() == 1

    item.refresh_from_db()
    assert (item.state, bytes(item.content_sealed), bytes(item.report_sealed)) == ("forgotten", b"", b"")
    with pytest.raises(ValidationError, match="kedaluwarsa"):
        imports.confirm(item, by=staff)


def test_its_owner_may_have_it_forgotten_at_once(staff, client):
    client.force_login(staff)
    item = uploaded(xlsx_of(GOOD), staff)

    client.post(reverse("participants:imports-discard", args=[item.pk]))

    item.refresh_from_db()
    assert (item.state, bytes(item.content_sealed)) == ("forgotten", b"")


def test_a_written_file_is_kept_no_longer(staff):
    done = confirmed(uploaded(xlsx_of(GOOD), staff), staff)

    assert bytes(done.content_sealed) == b""
    assert len(done.sha256) == 64


def test_a_sealed_file_follows_a_change_of_keys(staff, settings):
    item = uploaded(xlsx_of(GOOD), staff)
    old = settings.NIK_KEYS
    settings.NIK_KEYS = [Fernet.generate_key().decode(), *old]
    nik_keys.rotate()
    settings.NIK_KEYS = settings.NIK_KEYS[:1]

    item.refresh_from_db()

    assert [row.values["name"] for row in staged_rows.unpack(item.content)] == ["Contoh Melati"]
    assert item.report["verdicts"] == {"2": "new"}


def test_the_list_says_which_jobs_stopped(client, staff):
    item = imports.upload(
        xlsx_of(GOOD),
        file_name="daftar.xlsx",
        region=Region.objects.get(pk=BARAT),
        point=RegistrationPoint.objects.get(code="kecamatan"),
        by=staff,
    )
    Job.objects.filter(key=imports.job_of(item).key).update(state=Job.State.FAILED, finished_at=now(), error="Gagal")
    client.force_login(staff)

    page = client.get(PAGE).content.decode()

    assert "berhenti, coba lagi" in page
    assert "sedang diperiksa" not in page


def test_older_files_are_a_page_further(client, staff, monkeypatch):
    monkeypatch.setattr("okoce.pagination.SIZE", 2)
    for number in range(3):
        uploaded(xlsx_of(GOOD), staff, name=f"berkas-{number}.xlsx")
    client.force_login(staff)

    first = client.get(PAGE)
    second = client.get(PAGE + first.context["next_url"])

    assert [item.file_name for item in first.context["imports"]] == ["berkas-2.xlsx", "berkas-1.xlsx"]
    assert [item.file_name for item in second.context["imports"]] == ["berkas-0.xlsx"]


# --- What changed between preview and writing --------------------------------------------------------


def desk_changes(person, **fields):
    Participant.objects.filter(pk=person.pk).update(**fields)


def known_person(**fields):
    shown = {"street": "Jalan Lama 1", "phone": "+6281200001234", "kelurahan": TOMANG} | fields
    person = make_participant(nik=GOOD["NIK"], name=GOOD["Nama Lengkap"], year=make_year(), **shown)
    Business.objects.create(participant=person, standing="running", trade="katering")
    return person


def test_a_phone_that_the_desk_changed_after_the_preview_is_not_written_back_and_the_rest_is(staff):
    person = known_person()
    item = uploaded(xlsx_of(GOOD), staff)
    desk_changes(person, phone="+6281200007777")

    done = confirmed(item, staff)

    person.refresh_from_db()
    (row,) = done.report["rows"]
    assert (person.phone, person.street) == ("+6281200007777", "Jl. Contoh No. 1")
    assert found(done.counts) == {"update": 1}
    assert [(p["column"], p["message"][:31]) for p in row["problems"]] == [
        ("Nomor HP", "Berubah di portal sejak pratinj")
    ]
    assert [change["column"] for change in row["changes"]] == ["Alamat"]


def test_a_field_whose_old_value_is_no_longer_the_one_in_the_preview_is_held(staff):
    person = known_person()
    item = uploaded(xlsx_of(GOOD), staff)
    desk_changes(person, street="Jalan Meja 7")

    done = confirmed(item, staff)

    person.refresh_from_db()
    assert person.street == "Jalan Meja 7"
    assert found(done.counts) == {"hold": 1}


def test_a_row_that_was_the_same_in_the_preview_and_differs_now_is_held(staff):
    person = known_person(street="Jl. Contoh No. 1")
    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    desk_changes(person, street="Jalan Meja 7")

    done = confirmed(item, staff)

    person.refresh_from_db()
    assert person.street == "Jalan Meja 7"
    assert found(done.counts) == {"new": 1, "hold": 1}


def test_what_the_desk_wrote_just_as_the_file_has_it_is_not_held(staff):
    person = known_person()
    item = uploaded(xlsx_of(GOOD), staff)
    desk_changes(person, street="Jl. Contoh No. 1")

    assert found(confirmed(item, staff).counts) == {"same": 1}


def test_the_page_names_the_fields_that_changed_since_the_preview(staff, client):
    person = known_person()
    item = uploaded(xlsx_of(GOOD), staff)
    desk_changes(person, phone="+6281200007777")
    confirmed(item, staff)
    client.force_login(staff)

    page = client.get(reverse("participants:imports-detail", args=[item.pk])).content.decode()

    held = page[page.index("<h2>Berubah sejak pratinjau</h2>") :]
    assert "<strong>Nomor HP</strong>: Berubah di portal sejak pratinjau, jadi tidak ditulis" in held
    assert "<strong>Alamat</strong>: Jalan Lama 1 → Jl. Contoh No. 1" in held
    assert "Baris yang tidak ditulis" not in page


def five(*serials):
    return [
        GOOD | {"NIK": f"317302100590{serial}", "Nama Lengkap": f"Contoh Melati {serial[-1]}"} for serial in serials
    ]


def test_two_lists_with_the_same_people_make_eight_people_and_say_five_and_three(staff):
    """The two are written as workers take them: first the one, then the other."""
    first = uploaded(csv_of(*five("9101", "9102", "9103", "9104", "9105")), staff, name="a.csv")
    second = uploaded(csv_of(*five("9104", "9105", "9106", "9107", "9108")), staff, name="b.csv")
    assert found(first.counts) == found(second.counts) == {"new": 5}

    first, second = confirmed(first, staff), confirmed(second, staff)

    assert Participant.objects.count() == 8
    assert (found(first.counts), found(second.counts)) == ({"new": 5}, {"new": 3, "same": 2})


def test_what_this_import_wrote_before_a_crash_is_still_shown_as_new(staff):
    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    imports.confirm(item, by=staff)
    item.refresh_from_db()
    imports.write(item)  # a worker that is killed before it can say so
    item.refresh_from_db()

    imports.write(item)()

    item.refresh_from_db()
    assert found(item.counts) == {"new": 2}
    assert Participant.objects.count() == 2


def test_the_same_list_again_says_that_everybody_is_there(staff, client):
    confirmed(uploaded(xlsx_of(GOOD, SECOND), staff), staff)
    again = uploaded(xlsx_of(GOOD, SECOND), staff)
    client.force_login(staff)

    page = client.get(reverse("participants:imports-detail", args=[again.pk])).content.decode()

    assert "Semua sudah ada" in page
    assert "Betulkan berkasnya" not in page


def test_a_list_with_a_refused_row_still_says_what_to_mend(staff, client):
    confirmed(uploaded(xlsx_of(GOOD), staff), staff)
    again = uploaded(xlsx_of(GOOD, SECOND | {"Nomor HP": "tidak ada"}), staff)
    client.force_login(staff)

    page = client.get(reverse("participants:imports-detail", args=[again.pk])).content.decode()

    assert "Betulkan berkasnya" in page
    assert "Semua sudah ada" not in page


def test_the_people_of_a_batch_are_locked_before_they_are_compared(staff, monkeypatch):
    order = []
    for name in ("lock_people", "compare"):
        act = getattr(import_rows, name)
        monkeypatch.setattr(
            import_rows, name, lambda *a, act=act, name=name, **k: (order.append(name), act(*a, **k))[1]
        )
    item = uploaded(xlsx_of(GOOD), staff)
    order.clear()

    confirmed(item, staff)

    assert order == ["lock_people", "compare"]


def test_a_constraint_nobody_expected_is_raised_at_once_and_tells_no_values(staff, monkeypatch, caplog):
    item = uploaded(xlsx_of(GOOD), staff)
    tries = []

    def refused(*_, **__):
        tries.append(1)
        Participant.objects.create(
            name="Rahasia", phone="0812", sex="L", birth_on=today(), street="x", kelurahan_id=TOMANG,
            kecamatan_id=GROGOL, registration_point=item.registration_point, programme_year=make_year(),
            registration_number="X",
        )  # fmt: skip

    monkeypatch.setattr(import_rows, "write", refused)
    imports.confirm(item, by=staff)
    item.refresh_from_db()

    with pytest.raises(IntegrityError, match="phone_is_e164") as error:
        imports.write(item)

    assert tries == [1]
    assert "Rahasia" not in str(error.value) + caplog.text
