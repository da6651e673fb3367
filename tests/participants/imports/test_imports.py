"""Upload, preview, decision, writing: who may, what is written, what never is."""

import csv
import datetime as dt
import io

import openpyxl
import pytest
import time_machine
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports import row_verdicts, staged_rows
from participants.imports.actions import imports
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import
from participants.imports.table_reader import read
from participants.journey.actions import journeys
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from participants.privacy import nik_keys
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, JATINEGARA, TOMANG
from tests.factories.years import make_point, make_year
from tests.participants.imports.imported import GOOD, HEADER, csv_of, xlsx_of

pytestmark = pytest.mark.django_db

PAGE = reverse("participants:imports-list")
SECOND = GOOD | {"NIK": "3173025005909002", "Nama Lengkap": "Uji Kenanga", "Jenis Kelamin": "P"}


@pytest.fixture
def staff():
    make_year()
    make_point("kecamatan")
    return make_user("staff")


def uploaded(content, by, *, region=BARAT, name="daftar.xlsx"):
    """An import as it is after a worker judged it."""
    item = imports.upload(
        content,
        file_name=name,
        region=Region.objects.get(pk=region),
        point=RegistrationPoint.objects.get(code="kecamatan"),
        by=by,
    )
    return worked(item)


def worked(item):
    for job in Job.objects.filter(name__endswith="_import", state=Job.State.QUEUED):
        run_job(job.pk)
    item.refresh_from_db()
    return item


def confirmed(item, by):
    imports.confirm(item, by=by)
    return worked(item)


def found(counts):
    return {word: rows for word, rows in counts.items() if rows}


# --- What is written -----------------------------------------------------------------------------------


def test_a_preview_writes_nothing_and_confirming_writes_the_good_rows(staff):
    bad = SECOND | {"Nomor HP": "tidak ada"}
    item = uploaded(xlsx_of(GOOD, bad), staff)
    assert found(item.counts) == {"new": 1, "reject": 1}
    assert not Participant.objects.exists()

    done = confirmed(item, staff)

    person = Participant.objects.get()
    assert (done.state, found(done.counts)) == ("done", {"new": 1, "reject": 1})
    assert (person.name, person.nik, person.phone) == ("Contoh Melati", GOOD["NIK"], "+6281200001234")
    assert (person.kelurahan_id, person.kecamatan_id, person.registered_by) == (TOMANG, GROGOL, staff)
    assert person.business.trade == "katering"
    assert Residence.objects.get().kelurahan_id == TOMANG
    assert list(Tally.objects.values_list("kelurahan", "stage", "day", "people")) == [
        (TOMANG, Tally.REGISTERED, today(), 1)
    ]
    assert AccessLog.objects.get().subject_id == person.pk
    assert not journeys.tally_differences()
    assert list(Participant.objects.waiting_for_identity_check()) == [person]


def test_the_same_file_again_changes_nothing(staff):
    confirmed(uploaded(xlsx_of(GOOD, SECOND), staff), staff)

    again = uploaded(xlsx_of(GOOD, SECOND), staff)

    assert found(again.counts) == {"same": 2}
    with pytest.raises(ValidationError, match="sudah tercatat dengan data yang sama"):
        imports.confirm(again, by=staff)


def test_a_known_person_gets_the_new_contact_data_and_keeps_the_identity(staff):
    person = make_participant(
        nik=GOOD["NIK"], name="CONTOH MELATI", phone="+6281200009999", kelurahan=DURI_KEPA, year=make_year()
    )
    Business.objects.create(participant=person, standing="idea", trade="jahit")

    item = uploaded(xlsx_of(GOOD), staff)
    changes = {row["column"]: (row["before"], row["after"]) for row in item.report["rows"][0]["changes"]}
    confirmed(item, staff)

    person.refresh_from_db()
    assert changes == {
        "Nomor HP": ("0812-••••-9999", "0812-••••-1234"),
        "Alamat": ("Jalan Anggrek 1", "Jl. Contoh No. 1"),
        "Kelurahan": ("Duri Kepa", "Tomang"),
        "Jenis Usaha": ("jahit", "katering"),
    }
    assert (person.name, person.phone, person.kelurahan_id) == ("CONTOH MELATI", "+6281200001234", TOMANG)
    assert person.kecamatan_id == GROGOL
    assert Business.objects.get().trade == "katering"
    assert Residence.objects.get(since_on=today()).kelurahan_id == TOMANG


def test_who_moves_by_file_on_the_day_they_came_is_counted_at_the_new_home(staff):
    confirmed(uploaded(xlsx_of(GOOD, SECOND), staff), staff)

    confirmed(uploaded(xlsx_of(GOOD | {"Kelurahan": "Duri Kepa"}), staff), staff)

    assert Participant.objects.get(name="Contoh Melati").kelurahan_id == DURI_KEPA
    assert not journeys.tally_differences()


@pytest.mark.parametrize(
    ("existing", "verdict", "code"),
    [
        ({"name": "Orang Lain"}, "hold", "IDENTITY_CONFLICT"),
        ({"birth_on": dt.date(1980, 1, 1)}, "hold", "IDENTITY_CONFLICT"),
        ({"sex": "P"}, "hold", "IDENTITY_CONFLICT"),
        ({"kelurahan": JATINEGARA}, "hold", "DUP_OTHER_AREA"),
    ],
)
def test_an_identity_and_another_areas_record_are_never_changed(staff, existing, verdict, code):
    person = make_participant(**({"nik": GOOD["NIK"], "name": "Contoh Melati", "year": make_year()} | existing))
    before = Participant.objects.filter(pk=person.pk).values().get()

    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    confirmed(item, staff)

    assert found(item.counts) == {"new": 1, verdict: 1}
    assert Participant.objects.filter(pk=person.pk).values().get() == before
    shown = str(item.report)
    assert "Orang Lain" not in shown
    assert "Jatinegara" not in shown
    assert person.phone not in shown


def test_an_address_outside_the_area_is_refused(staff):
    item = uploaded(xlsx_of(GOOD | {"Kelurahan": "Jatinegara"}), staff)

    assert found(item.counts) == {"reject": 1}
    assert "luar wilayah tugas" in item.report["rows"][0]["problems"][0]["message"]


def test_what_changed_since_the_preview_is_held(staff):
    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    make_participant(nik=GOOD["NIK"], name=GOOD["Nama Lengkap"], phone="+6281200007777")

    done = confirmed(item, staff)

    assert found(done.counts) == {"new": 1, "hold": 1}
    assert Participant.objects.get(name="Contoh Melati").phone == "+6281200007777"


def test_a_worker_that_died_between_two_batches_is_followed_by_one_that_ends_the_work(staff, monkeypatch):
    monkeypatch.setattr(import_rows, "BATCH", 1)
    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    imports.confirm(item, by=staff)
    real, written = import_rows.write, []

    def dies_at_the_second(rows, **kwargs):
        if written:
            raise RuntimeError("killed")
        written.append(rows)
        real(rows, **kwargs)

    monkeypatch.setattr(import_rows, "write", dies_at_the_second)
    worked(item)
    assert Participant.objects.count() == 1
    monkeypatch.setattr(import_rows, "write", real)
    Job.objects.filter(name="participants.write_import").update(due_at=now())

    done = worked(item)

    assert (done.state, found(done.counts)) == ("done", {"new": 2})
    assert sorted(Participant.objects.values_list("name", flat=True)) == ["Contoh Melati", "Uji Kenanga"]


def test_a_list_that_went_out_comes_back_as_the_same(staff, client):
    for street in ("=1+1", "+62 Jalan", "Jl. Mawar; -2"):
        person = make_participant(name="Contoh Seruni", street=street, email="ani@contoh.example", rt="005")
        Business.objects.create(participant=person, standing="running", trade="@gorengan")
    client.force_login(staff)

    for kind in ("csv", "xlsx"):
        response = client.post(reverse("participants:exports-people"), {"reason": "Undangan pelatihan", "bentuk": kind})
        item = uploaded(b"".join(response.streaming_content), staff)

        assert found(item.counts) == {"same": 3, "skip": 1}, item.report["rows"]


@pytest.mark.parametrize("rows", [1, 3])
def test_rows_cost_no_statements_of_their_own(staff, rows):
    people = [GOOD | {"NIK": f"317302100590{9001 + n}"} for n in range(rows)]
    area, point = staff.areas_for(imports.ADD), make_point("kecamatan")
    judged = import_rows.clean(read(csv_of(*people)), area=area)

    with CaptureQueriesContext(connection) as asked:
        import_rows.compare(judged, area=area)
        import_rows.write(judged, year=make_year(), point=point, by=staff, reason="uji")

    assert [row.verdict for row in judged] == [row_verdicts.NEW] * rows
    assert len(asked) == 12  # of which two for history


# --- Who may -------------------------------------------------------------------------------------------


def test_an_officer_proposes_and_sudin_writes(staff):
    officer = make_user("officer")
    item = uploaded(xlsx_of(GOOD), officer, region=GROGOL)
    assert not Import.objects.visible_to(staff).exists()
    with pytest.raises(ValidationError, match="wilayah"):
        imports.confirm(item, by=officer)

    imports.propose(item, by=officer)
    assert Import.objects.visible_to(staff).get() == item
    done = confirmed(item, staff)

    assert (done.state, done.confirmed_by) == ("done", staff)
    assert Participant.objects.count() == 1


def test_rights_are_asked_again_when_the_work_begins(staff):
    item = uploaded(xlsx_of(GOOD), staff)
    imports.confirm(item, by=staff)
    staff.assignments.all().delete()

    worked(item)

    assert not Participant.objects.exists()
    assert "wilayah tugas" in imports.job_of(item).error


def test_nobody_uploads_for_an_area_that_is_not_theirs(staff):
    with pytest.raises(ValidationError, match="wilayah"):
        uploaded(xlsx_of(GOOD), staff, region="31.75")


@pytest.mark.parametrize("role", ["mentor", "official", "auditor", "privacy", ""])
def test_others_have_no_such_page(client, role):
    client.force_login(make_user(role or None))

    assert client.get(PAGE).status_code == 403


def test_somebody_elses_file_is_not_there(staff, client):
    item = uploaded(xlsx_of(GOOD), staff)
    client.force_login(make_user("staff"))

    assert client.get(reverse("participants:imports-detail", args=[item.pk])).status_code == 404


# --- Pages ---------------------------------------------------------------------------------------------


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
    assert not Job.objects.filter(name="participants.write_import").exists()  # the notice was not confirmed
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

    page = client.post(PAGE, shown | {"file": SimpleUploadedFile("daftar.xlsx", content)})

    assert page.status_code == 422
    assert words in page.content.decode()
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

    text = b"".join(response.streaming_content).decode().removeprefix("\ufeff")
    header, *rows = csv.reader(io.StringIO(text))
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


# --- Forgetting ----------------------------------------------------------------------------------------


def test_a_file_nobody_decided_on_is_deleted_after_a_day(staff):
    item = uploaded(xlsx_of(GOOD), staff)

    with time_machine.travel(now() + dt.timedelta(hours=25)):
        assert imports.forget_old() == 1

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


# --- What changed between preview and writing ------------------------------------------------------------


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
    for name in ("hold", "compare"):
        act = getattr(import_rows, name)
        monkeypatch.setattr(
            import_rows, name, lambda *a, act=act, name=name, **k: (order.append(name), act(*a, **k))[1]
        )
    item = uploaded(xlsx_of(GOOD), staff)
    order.clear()

    confirmed(item, staff)

    assert order == ["hold", "compare"]


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
