"""Attendance at other agencies comes in by their lists as evidence; what old lists only claim is kept apart."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce.clock import today
from okoce.formats import tanggal
from okoce.programme.models import Module
from okoce.programme.stages import Stage
from participants.agency_trainings import actions
from participants.agency_trainings.models import AgencyAttendance, OldClaim
from participants.imports.built_on import AGAIN
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from tests.factories.people import make_user
from tests.factories.places import GROGOL
from tests.factories.years import make_agency, make_year
from tests.participants.fact_lists import listed
from tests.participants.fact_lists.listed import found, make_checked, said, undone
from tests.participants.imports.imported import GOOD
from tests.participants.imports.uploading import confirmed

pytestmark = pytest.mark.django_db


def attended_on():
    return today() - dt.timedelta(days=10)


@pytest.fixture
def staff(db):
    make_year()
    make_agency()
    return make_user("staff")


@pytest.fixture
def person(staff):
    return make_checked(name="Contoh Melati")


def row(person, module="M1", **more):
    return {
        "Nomor OK OCE": person.registration_number,
        "NIK": "",
        "Nama": person.name,
        "Modul": module,
        "Tanggal": f"{attended_on():%d/%m/%Y}",
        "Instansi": "Sudin KUKMP Jakarta Barat",
        "Kecamatan": "Grogol Petamburan",
        "P2": "",
    } | more


def uploaded(*rows, by, **more):
    return listed.uploaded(ListKind.ATTENDANCE, *rows, by=by, **more)


def written(*rows, by):
    return confirmed(uploaded(*rows, by=by), by)


def standing(person):
    return StageStanding.objects.filter(participant=person, stage=Stage.TRAINING).first()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Modul": ""}, "Isi modul yang diikuti"),
        ({"Modul": "Berkebun"}, "Modul ini tidak dikenal; tulis salah satu dari"),
        ({"Modul": "", "P2": "belum"}, "tidak berisi “sudah”"),
        ({"Instansi": ""}, "Isi instansi"),
        ({"Instansi": "Dinas Lain"}, "belum ada di daftar instansi"),
        ({"Kecamatan": "Antah Berantah"}, "tidak ada di daftar"),
        ({"Tanggal": ""}, "tanpa hari kehadiran bukan bukti"),
        ({"Tanggal": "01/05/2016"}, "sebelum"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(staff, person, cells, sentence):
    item = uploaded(row(person, **cells), by=staff)

    assert not item.good_rows
    assert sentence in " ".join(said(item))


def test_a_day_to_come_is_refused(staff, person):
    item = uploaded(row(person, Tanggal=f"{today() + dt.timedelta(days=3):%d/%m/%Y}"), by=staff)

    assert "belum tiba" in " ".join(said(item))


def test_all_modules_at_an_agency_reach_the_stage_and_say_by_which_list(staff, person):
    item = written(row(person, "Pola pikir"), row(person, "m2"), row(person, "M3"), by=staff)

    reached = standing(person)
    words = journeys.words([reached.evidence])[reached.evidence]
    assert found(item.counts) == {"new": 3}
    assert AgencyAttendance.objects.filter(participant=person, kecamatan=GROGOL, recorded_by=staff).count() == 3
    at = f"di Sudin KUKMP Jakarta Barat, {tanggal(attended_on())}"
    assert words == f"Hadir {reached_module(reached)} {at}, menurut daftar instansinya"
    assert not journeys.tally_differences()


def reached_module(reached):
    return AgencyAttendance.objects.get(pk=reached.evidence.partition(":")[2]).module.name


def test_the_same_again_is_the_same_and_another_agency_on_that_day_is_held(staff, person):
    written(row(person), by=staff)
    make_agency("blk", "BLK Jakarta Barat")

    item = uploaded(row(person), by=staff)
    other = uploaded(row(person, **{"Instansi": "BLK Jakarta Barat"}), by=staff)

    assert found(item.counts) == {"same": 1}
    assert "sudah tercatat dari Sudin KUKMP Jakarta Barat" in said(other)[0]


def test_doubles_within_a_file(staff, person):
    make_agency("blk", "BLK Jakarta Barat")

    item = uploaded(row(person), row(person), row(person, "M2"), row(person, "M2", Instansi="blk"), by=staff)

    assert found(item.counts) == {"new": 1, "reject": 1, "hold": 2}


# --- Old claims ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["sudah", "Sudah", "SELESAI", "v"])
def test_p2_without_a_module_is_an_old_claim_in_its_own_column_and_never_evidence(client, staff, person, text):
    claim = {"Modul": "", "Tanggal": "", "Instansi": "", "Kecamatan": "", "P2": text}
    preview = uploaded(row(person, **claim), by=staff)
    item = confirmed(preview, staff)
    client.force_login(staff)

    page = client.get(reverse("participants:people-detail", args=[person.pk])).content.decode()

    assert preview.report["doubts"][0]["message"].startswith("Tanpa modul dan tanggal: dicatat sebagai klaim lama")
    assert found(item.counts) == {"new": 1}
    assert not AgencyAttendance.objects.exists()
    assert standing(person) is None
    assert [fact.kind for fact in journeys.collect([person.pk])[person.pk]].count("module_attended") == 0
    assert "Klaim lama" in page
    assert f"“P2 {text.lower()}” menurut daftar yang diunggah {tanggal(today())} (impor {item.pk})" in page
    assert found(uploaded(row(person, **claim), by=staff).counts) == {"same": 1}


def test_p2_of_a_list_of_people_is_not_taken_in(staff):
    item = listed.uploaded(ListKind.PEOPLE, GOOD | {"P2": "sudah"}, by=staff)
    confirmed(item, staff)

    assert any("P2" in note for note in item.notes)
    assert "old_claim" not in OF_KIND[ListKind.PEOPLE].columns
    assert not OldClaim.objects.exists()
    assert not StageStanding.objects.filter(stage=Stage.TRAINING).exists()


# --- Taken back ----------------------------------------------------------------------------------------


def test_undoing_voids_attendance_and_drops_claims(staff, person):
    other = make_checked(name="Contoh Dahlia")
    claim = {"Modul": "", "Tanggal": "", "Instansi": "", "Kecamatan": "", "P2": "sudah"}
    item = written(row(person), row(person, "M2"), row(person, "M3"), row(other, **claim), by=staff)
    assert standing(person)

    assert undone(item, staff).undone == {"people": 4, "fields": 0, "kept": {}}

    assert standing(person) is None
    assert not AgencyAttendance.objects.standing().exists()
    assert AgencyAttendance.objects.count() == 3
    assert not OldClaim.objects.exists()
    assert not journeys.tally_differences()


def test_what_was_changed_since_stays(staff, person):
    item = written(row(person), by=staff)
    AgencyAttendance.objects.update(module=Module.objects.get(code="M2"))

    assert undone(item, staff).undone["kept"] == {AGAIN: 1}


# --- Its own page --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "status"), [("officer", 200), ("staff", 200), ("province", 404), ("mentor", 404), ("auditor", 404)]
)
def test_who_may_void(client, staff, person, role, status):
    made = actions.add(person, by=staff, module=Module.objects.first(), attended_on=attended_on(), agency=make_agency())
    client.force_login(make_user(role))

    assert client.get(reverse("participants:agency-trainings-void", args=[made.pk])).status_code == status


def test_it_is_voided_with_a_reason(client, staff, person):
    made = actions.add(person, by=staff, module=Module.objects.first(), attended_on=attended_on(), agency=make_agency())
    client.force_login(staff)
    page = reverse("participants:agency-trainings-void", args=[made.pk])

    refused = client.post(page, {"reason": " "})
    client.post(page, {"reason": "Salah orang"})

    made.refresh_from_db()
    assert refused.status_code == 302  # to the form as it was filled in
    assert made.void_reason == "Salah orang"


def test_nobody_writes_about_themselves(staff):
    own = make_checked(user=staff)
    with pytest.raises(Exception, match="petugas lain"):
        actions.add(own, by=staff, module=Module.objects.first(), attended_on=attended_on(), agency=make_agency())
    with pytest.raises(Exception, match="petugas lain"):
        actions.claim(own, by=staff, text="P2 sudah", source="daftar lama")


def test_the_owner_reads_it_on_the_journey(client, staff):
    owner = make_user()
    own = make_checked(user=owner)
    actions.add(own, by=staff, module=Module.objects.first(), attended_on=attended_on(), agency=make_agency())
    client.force_login(owner)

    page = client.get(reverse("participants:journey-detail", args=[own.registration_number])).content.decode()

    assert "Pelatihan di instansi lain" in page
    assert "Batalkan" not in page.partition("Pelatihan di instansi lain")[2].partition("</section>")[0]
