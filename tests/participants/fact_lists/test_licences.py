"""Business licences come in by a list: number and double use checked, written as evidence, taken back."""

import datetime as dt

import pytest
import time_machine

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.stages import Stage
from participants.fact_lists.undoing import LATER_STAGE
from participants.imports.built_on import AGAIN, AWAY, OUTSIDE, RESTRICTED
from participants.imports.list_kinds import ListKind
from participants.imports.models import Import
from participants.journey.actions import journeys
from participants.journey.models import StageStanding
from participants.people.models import Participant
from participants.permits import actions as permits
from participants.permits.models import Licence
from tests.factories.evidence import make_licence
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import CAKUNG, DURI_KEPA, JATINEGARA
from tests.participants.fact_lists import listed
from tests.participants.fact_lists.listed import found, make_checked, said, undone
from tests.participants.imports.uploading import confirmed

pytestmark = pytest.mark.django_db
NIB = "9120201234567"


@pytest.fixture
def staff(db):
    return make_user("staff")


@pytest.fixture
def person(staff):
    return make_checked(name="Contoh Melati")


def issued_on():
    """As a list writes it."""
    return f"{today() - dt.timedelta(days=3):%d/%m/%Y}"


def row(person, **more):
    """A row about somebody; more: {title: text}."""
    return {
        "Nomor Pendaftaran": person.registration_number,
        "NIK": "",
        "Nama": person.name,
        "Jenis Izin": "NIB",
        "Nomor Izin": NIB,
        "Tanggal Terbit": issued_on(),
    } | more


def uploaded(*rows, by, **more):
    return listed.uploaded(ListKind.LICENCES, *rows, by=by, **more)


def written(*rows, by):
    return listed.written(ListKind.LICENCES, *rows, by=by)


# --- What the preview says -----------------------------------------------------------------------------


def test_each_verdict_has_its_row_and_they_add_up(staff, person):
    known = make_checked(name="Contoh Dahlia")
    make_licence(known, today() - dt.timedelta(days=3))
    other_day = make_checked(name="Contoh Kenanga")
    make_licence(other_day, today() - dt.timedelta(days=9))
    same, changed = Licence.objects.get(participant=known), Licence.objects.get(participant=other_day)

    item = uploaded(
        row(person),
        row(known, **{"Nomor Izin": same.number}),
        row(other_day, **{"Nomor Izin": changed.number}),
        row(person, **{"Nomor Pendaftaran": "UJI-999999", "Nomor Izin": "9120201234568"}),
        row(person, **{"Nomor Izin": "123"}),
        {"Nomor Pendaftaran": "JUMLAH", "Nomor Izin": "5"},
        by=staff,
    )

    assert item.counts == dict.fromkeys(("new", "same", "update", "hold", "reject", "skip"), 1)
    assert sum(item.counts.values()) == item.rows_total == 6
    (change,) = next(line["changes"] for line in item.report["rows"] if line["verdict"] == "update")
    assert change["column"] == "Tanggal Terbit"
    assert change["before"] != change["after"]
    assert not Licence.objects.filter(number=NIB).exists()


@pytest.mark.parametrize(
    ("cells", "sentence"),
    [
        ({"Nomor Pendaftaran": ""}, "Isi nomor pendaftaran atau NIK"),
        ({"Nomor Pendaftaran": "OK26-XXXXXX-X"}, "salah ketik"),
        ({"NIK": "317302"}, "NIK harus tepat 16 angka"),
        ({"Nama": "Orang Lain"}, "Nama di berkas lain"),
        ({"Jenis Izin": "IUMK"}, "IUMK sudah diganti NIB"),
        ({"Jenis Izin": "Surat RT"}, "tidak dikenal"),
        ({"Nomor Izin": ""}, "Isi nomor izin"),
        ({"Nomor Izin": "912020123456"}, "NIB terdiri dari 13 angka"),
        ({"Jenis Izin": "SPP-IRT"}, "P-IRT terdiri dari 15 angka"),
        ({"Jenis Izin": "Sertifikat Halal"}, "sertifikat halal"),
        ({"Jenis Izin": "Merek"}, "IDM diikuti 9 angka"),
        ({"Tanggal Terbit": ""}, "Isi tanggal terbit"),
        ({"Tanggal Terbit": "31/02/2026"}, "tidak terbaca"),
        ({"Tanggal Terbit": "01/01/1900"}, "sebelum"),
        ({"Tanggal Terbit": "10/05/2001"}, "belum berumur"),
    ],
)
def test_what_is_wrong_is_said_with_its_mend(staff, person, cells, sentence):
    item = uploaded(row(person, **cells), by=staff)

    assert not item.good_rows
    assert [message for message in said(item) if sentence in message]


def test_a_day_to_come_is_refused(staff, person):
    item = uploaded(row(person, **{"Tanggal Terbit": f"{today() + dt.timedelta(days=2):%d/%m/%Y}"}), by=staff)

    assert [message for message in said(item) if "belum tiba" in message]


def test_people_are_found_by_nik_and_no_message_shows_it(staff, person):
    item = uploaded(row(person, **{"Nomor Pendaftaran": "", "NIK": person.nik}), by=staff)
    wrong = uploaded(row(person, **{"NIK": person.nik[:-1]}), by=staff)

    assert found(item.counts) == {"new": 1}
    assert person.nik[:-1] not in str(wrong.report)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda staff: make_participant(kelurahan=JATINEGARA), "di wilayah Anda"),
        (lambda staff: make_waiting(), "menunggu pemeriksaan KTP"),
        (lambda staff: make_participant(restricted_at=now()), "diproses terbatas"),
        (lambda staff: make_participant(user=staff), "data Anda sendiri"),
    ],
    ids=["elsewhere", "waits", "restricted", "oneself"],
)
def test_nobody_else_is_written_about(staff, make, sentence):
    item = uploaded(row(make(staff)), by=staff)

    assert found(item.counts) == {"hold": 1}
    assert sentence in said(item)[0]


def test_number_and_nik_of_two_people_are_held(staff, person):
    item = uploaded(row(person, **{"NIK": make_checked(name=person.name).nik}), by=staff)

    assert "milik dua orang" in said(item)[0]


def test_a_number_of_another_business_is_held_and_named_where_one_may_see_it(staff, person):
    near, far = make_checked(name="Contoh Dekat"), make_checked(kelurahan=JATINEGARA, name="Contoh Jauh")
    for holder, number in ((near, "9120201234568"), (far, "9120201234569")):
        licence = make_licence(holder, today())
        licence.number = f"{number[:4]}-{number[4:]}"  # as somebody typed it
        licence.save(update_fields=["number"])

    item = uploaded(
        row(person, **{"Nomor Izin": "9120201234568"}),
        row(make_checked(name="Contoh Lain"), **{"Nomor Izin": "9120201234569"}),
        by=staff,
    )

    assert found(item.counts) == {"hold": 2}
    assert f"Contoh Dekat ({near.registration_number})" in said(item)[0]
    assert "usaha lain" in said(item)[1]
    assert "Jauh" not in str(item.report)


def test_a_voided_licence_holds_no_number(staff, person):
    licence = make_licence(make_checked(), today())
    permits.void(licence, by=staff, reason="Salah orang")

    assert found(uploaded(row(person, **{"Nomor Izin": licence.number}), by=staff).counts) == {"new": 1}


def test_a_second_nib_of_one_business_is_held(staff, person):
    make_licence(person, today())

    assert "NIB lain" in said(uploaded(row(person), by=staff))[0]


def test_two_halal_certificates_of_one_business_are_both_new(staff, person):
    halal = {"Jenis Izin": "Halal"}
    rows = [row(person, **halal, **{"Nomor Izin": f"ID311100000012345{serial}"}) for serial in ("67", "68")]

    assert found(uploaded(*rows, by=staff).counts) == {"new": 2}


def test_doubles_within_a_file(staff, person):
    other = make_checked(name="Contoh Dahlia")

    item = uploaded(
        row(person), row(person), row(other), row(other, **{"Nomor Izin": "9120201234568"}),
        row(other, **{"Nomor Izin": "9120201234569"}),
        by=staff,
    )  # fmt: skip

    assert found(item.counts) == {"hold": 4, "reject": 1}


def test_the_second_list_finds_everything_there(staff, person):
    written(row(person), by=staff)

    item = uploaded(row(person, **{"Nomor Izin": f" {NIB[:4]}.{NIB[4:]}"}), by=staff)

    assert found(item.counts) == {"same": 1}
    assert item.is_all_known


# --- What is written -----------------------------------------------------------------------------------


def test_a_licence_from_a_list_leads_to_the_stage_and_says_where_it_comes_from(staff, person):
    item = written(row(person), by=staff)

    licence = Licence.objects.get(participant=person)
    assert (licence.kind, licence.state, licence.number, licence.from_list) == (
        LicenceKind.NIB, Licence.State.ISSUED, NIB, True,
    )  # fmt: skip
    standing = StageStanding.objects.get(participant=person, stage=Stage.PERMITS)
    assert "dari daftar" in journeys.words([standing.evidence])[standing.evidence]
    assert licence.history.get().history_change_reason == f"Impor {item.pk}"
    assert not journeys.tally_differences()
    assert AccessLog.objects.filter(act=AccessLog.Act.CHANGE, actor=staff, subject_id=person.pk).exists()


def test_an_open_application_becomes_the_issued_licence_and_waits_again_once_undone(staff, person):
    licence = Licence.objects.create(participant=person, kind=LicenceKind.NIB)

    preview = uploaded(row(person), by=staff)
    (change,) = preview.report["rows"][0]["changes"]
    item = confirmed(preview, staff)
    licence.refresh_from_db()
    assert (change["before"], change["after"], licence.state, licence.number) == ("diajukan", "terbit", "issued", NIB)

    undone(item, staff)

    licence.refresh_from_db()
    assert (licence.state, licence.number, licence.issued_on, licence.from_list) == ("applied", "", None, False)
    assert not StageStanding.objects.filter(participant=person, stage=Stage.PERMITS).exists()


def test_another_day_is_written_and_goes_back(staff, person):
    licence = make_licence(person, today() - dt.timedelta(days=30))
    before = licence.issued_on

    item = written(row(person, **{"Nomor Izin": licence.number}), by=staff)
    licence.refresh_from_db()
    assert licence.issued_on == today() - dt.timedelta(days=3)

    assert undone(item, staff).undone == {"people": 0, "fields": 1, "kept": {}}
    licence.refresh_from_db()
    assert licence.issued_on == before


def test_what_was_written_elsewhere_since_the_preview_is_held_or_the_same(staff, person):
    other = make_checked(name="Contoh Dahlia")
    first = uploaded(row(person), row(other, **{"Nomor Izin": "9120201234568"}), by=staff)
    paper = {"issued_on": today(), "refusal_reason": "", "kind": LicenceKind.NIB, "state": Licence.State.ISSUED}
    permits.add(person, by=staff, number=NIB, **paper)
    permits.add(make_checked(name="Contoh Lain"), by=staff, number="9120201234568", **paper)

    item = confirmed(first, staff)

    assert not item.counts["new"]
    assert item.counts["hold"] == 2
    assert Licence.objects.count() == 2


def test_all_or_nothing_writes_none_where_one_row_is_in_the_way(staff, person):
    other = make_checked(name="Contoh Dahlia")
    item = uploaded(row(person), row(other, **{"Nomor Izin": "9120201234568"}), by=staff)
    Participant.objects.filter(pk=other.pk).update(restricted_at=now())

    listed.imports.confirm(item, by=staff, whole=True)
    item = listed.worked(item)

    assert item.state == Import.State.READY
    assert not Licence.objects.exists()


# --- Taken back ----------------------------------------------------------------------------------------


def test_undoing_voids_what_was_new_and_the_stage_goes(staff, person):
    item = written(row(person), by=staff)

    done = undone(item, staff)

    licence = Licence.objects.get(participant=person)
    assert done.undone == {"people": 1, "fields": 0, "kept": {}}
    assert licence.void_reason == f"Impor {item.pk} ditarik: {listed.REASON}"
    assert not StageStanding.objects.filter(participant=person, stage=Stage.PERMITS).exists()
    assert not journeys.tally_differences()
    assert written(row(person), by=staff).counts["new"] == 1


def _restrict(person):
    Participant.objects.filter(pk=person.pk).update(restricted_at=now())


def _move_away(person):
    Participant.objects.filter(pk=person.pk).update(kelurahan=JATINEGARA, kecamatan=CAKUNG)


def _change(person):
    Licence.objects.filter(participant=person).update(issued_on=today())


def _give_away(person):
    Licence.objects.filter(participant=person).update(participant=make_participant(kelurahan=DURI_KEPA))


@pytest.mark.parametrize(
    ("build", "why"),
    [(_restrict, RESTRICTED), (_move_away, OUTSIDE), (_change, AGAIN), (_give_away, AWAY)],
)
def test_what_was_built_on_stays_with_why(staff, person, build, why):
    item = written(row(person), by=staff)
    build(person)

    assert undone(item, staff).undone == {"people": 0, "fields": 0, "kept": {why: 1}}
    assert not Licence.objects.exclude(voided_at=None).exists()


def test_where_stages_follow_one_another_a_later_one_keeps_the_licence(staff, person):
    person.programme_year.order = "sequential"
    person.programme_year.save()
    item = written(row(person), by=staff)
    StageStanding.objects.create(
        participant=person, stage=Stage.MARKETING, reached_on=today(), kelurahan=person.kelurahan,
        kecamatan=person.kecamatan, evidence="stallsale:1",
    )  # fmt: skip

    assert listed.undoing.look(item)["kept"] == {LATER_STAGE: 1}


def test_after_thirty_days_nothing_is_taken_back(staff, person):
    item = written(row(person), by=staff)

    with time_machine.travel(now() + dt.timedelta(days=31)):
        assert not Import.objects.get(pk=item.pk).may_be_undone
