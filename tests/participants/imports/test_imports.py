"""Upload, preview, decision, writing: who may, what is written, what never is."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.jobs.models import Job
from participants.consents import memory as privacy_texts
from participants.imports import row_verdicts
from participants.imports.actions import imports, people_lists
from participants.imports.actions import rows as import_rows
from participants.imports.models import Import
from participants.imports.table_reader import read
from participants.journey.actions import journeys
from participants.journey.models import Tally
from participants.people.models import Business, Participant, Residence
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, GROGOL_KELURAHAN, JATINEGARA, TOMANG
from tests.factories.years import make_point, make_year
from tests.participants.imports.imported import GOOD, csv_of, xlsx_of
from tests.participants.imports.uploading import PAGE, SECOND, confirmed, found, uploaded, worked

pytestmark = pytest.mark.django_db


# --- What is written ---------------------------------------------------------------------------------


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
        nik=GOOD["NIK"], name="CONTOH MELATI", phone="+6281200009999", kelurahan=GROGOL_KELURAHAN, year=make_year()
    )
    Business.objects.create(participant=person, standing="idea", trade="jahit")

    item = uploaded(xlsx_of(GOOD), staff)
    changes = {row["column"]: (row["before"], row["after"]) for row in item.report["rows"][0]["changes"]}
    confirmed(item, staff)

    person.refresh_from_db()
    assert changes == {
        "Nomor HP": ("0812-••••-9999", "0812-••••-1234"),
        "Alamat": ("Jalan Anggrek 1", "Jl. Contoh No. 1"),
        "Kelurahan": ("Grogol", "Tomang"),
        "Jenis Usaha": ("jahit", "katering"),
    }
    assert (person.name, person.phone, person.kelurahan_id) == ("CONTOH MELATI", "+6281200001234", TOMANG)
    assert person.kecamatan_id == GROGOL
    assert Business.objects.get().trade == "katering"
    assert Residence.objects.get(since_on=today()).kelurahan_id == TOMANG


def test_who_moves_by_file_on_the_day_they_came_is_counted_at_the_new_home(staff):
    confirmed(uploaded(xlsx_of(GOOD, SECOND), staff), staff)

    confirmed(uploaded(xlsx_of(GOOD | {"Kelurahan": "Grogol"}), staff), staff)

    assert Participant.objects.get(name="Contoh Melati").kelurahan_id == GROGOL_KELURAHAN
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
    monkeypatch.setattr(people_lists, "BATCH", 1)
    item = uploaded(xlsx_of(GOOD, SECOND), staff)
    imports.confirm(item, by=staff)
    real, written = import_rows.write, []

    def dies_at_the_second(rows, **kwargs):
        if written:
            raise RuntimeError("killed")
        written.append(rows)
        return real(rows, **kwargs)

    monkeypatch.setattr(import_rows, "write", dies_at_the_second)
    worked(item)
    assert Participant.objects.count() == 1
    monkeypatch.setattr(import_rows, "write", real)
    Job.objects.filter(name="imports.write").update(due_at=now())

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
        item = uploaded(response.content, staff)

        assert found(item.counts) == {"same": 3, "skip": 1}, item.report["rows"]


def test_rows_cost_no_statements_of_their_own(staff):
    area, point, asked = staff.areas_for(imports.ADD), make_point("kecamatan"), {}
    privacy_texts.notice()  # a process reads it once
    for rows, first in ((1, 9001), (3, 9002)):
        people = [GOOD | {"NIK": f"317302100590{first + n}"} for n in range(rows)]
        judged = import_rows.clean(read(csv_of(*people)), area=area)
        with CaptureQueriesContext(connection) as found:
            import_rows.compare(judged, area=area)
            import_rows.write(judged, year=make_year(), point=point, by=staff, reason="uji")
        asked[rows] = len(found)
        assert [row.verdict for row in judged] == [row_verdicts.NEW] * rows

    assert asked[1] == asked[3]


# --- Who may -----------------------------------------------------------------------------------------


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
