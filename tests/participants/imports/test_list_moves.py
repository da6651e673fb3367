"""A row that would move somebody to another kecamatan is proposed as a move: the receiver decides, not the list."""

import pytest

from okoce.notifications.models import Message
from participants.imports.actions import undoing
from participants.imports.models import Import
from participants.moves.actions import receiving
from participants.moves.models import Move
from participants.people.models import Participant
from tests.factories.corrections import make_move
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL, KEBON_JERUK, TOMANG
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, confirmed, found, uploaded, worked

pytestmark = pytest.mark.django_db
ROW = GOOD | {"Kelurahan": "Duri Kepa", "Alamat": "Jalan Pinang 9"}
PREVIEW = "Pindah ke Kecamatan Kebon Jeruk: diusulkan sebagai perpindahan."


@pytest.fixture
def known(staff):
    fields = {"phone": "+6281200009999", "street": "Jalan Anggrek 1", "rt": "001", "kelurahan": TOMANG}
    return make_participant(nik=GOOD["NIK"], name=GOOD["Nama Lengkap"], **fields)


def address(person):
    person.refresh_from_db()
    return person.street, person.rt, person.kelurahan_id, person.kecamatan_id


def undone(item, by):
    undoing.undo(item, by=by, reason="Daftar keliru")
    return worked(item)


def test_the_preview_says_it_and_the_other_kecamatan_is_asked(staff, known, client):
    officer = make_user("officer", region=KEBON_JERUK)
    item = uploaded(csv_of(ROW), staff)
    client.force_login(staff)
    assert PREVIEW in client.get(f"/peserta/impor/{item.pk}/").text
    assert found(item.counts) == {"update": 1}

    confirmed(item, staff)

    assert address(known) == ("Jalan Anggrek 1", "001", TOMANG, GROGOL)
    assert known.phone == "+6281200001234"
    move = Move.objects.get()
    assert (move.state, move.street, move.rt, move.to_kelurahan_id) == ("waiting", "Jalan Pinang 9", "", DURI_KEPA)
    assert (move.proposed_by, move.reason) == (staff, f"Impor {item.pk}: alamat di daftar")
    assert Message.objects.get(user=officer).body.startswith("1 peserta kecamatan lain")
    receiving.accept(move, by=officer)
    assert address(known) == ("Jalan Pinang 9", "", DURI_KEPA, KEBON_JERUK)


def test_officers_of_one_kecamatan_are_notified_once_for_a_list(staff, known):
    officer = make_user("officer", region=KEBON_JERUK)
    make_participant(nik=SECOND["NIK"], name=SECOND["Nama Lengkap"], sex="P", kelurahan=TOMANG)

    confirmed(uploaded(csv_of(ROW, SECOND | {"Kelurahan": "Duri Kepa"}), staff), staff)

    assert Move.objects.count() == 2
    assert Message.objects.get(user=officer).body.startswith("2 peserta kecamatan lain")


def test_within_one_kecamatan_the_list_writes_the_home(staff, known):
    confirmed(uploaded(csv_of(ROW | {"Kelurahan": "Grogol"}), staff), staff)

    assert not Move.objects.exists()
    assert address(known)[0] == "Jalan Pinang 9"


def test_who_waits_for_a_move_gets_no_second_one(staff, known):
    make_move(known)

    item = confirmed(uploaded(csv_of(ROW), staff), staff)

    assert Move.objects.count() == 1
    assert address(known)[2] == TOMANG
    assert "Perpindahan orang ini sudah diusulkan" in str(item.report["rows"])
    assert known.phone == "+6281200001234"


def test_a_row_that_is_only_a_waiting_move_is_held(staff, known):
    Participant.objects.filter(pk=known.pk).update(phone="+6281200001234")
    make_move(known)

    item = uploaded(csv_of({**ROW, "Jenis Usaha": ""}), staff)

    assert found(item.counts) == {"hold": 1}


def test_taking_the_list_back_withdraws_what_waits(staff, known):
    item = confirmed(uploaded(csv_of(ROW), staff), staff)

    done = undone(item, staff)

    known.refresh_from_db()
    assert (Move.objects.get().state, known.phone) == ("withdrawn", "+6281200009999")
    assert (done.state, done.undone["fields"]) == (Import.State.UNDONE, 3)


def test_taking_the_list_back_leaves_a_move_that_was_decided(staff, known):
    item = confirmed(uploaded(csv_of(ROW), staff), staff)
    receiving.accept(Move.objects.get(), by=make_user("officer", region=KEBON_JERUK))

    done = undone(item, staff)

    assert address(known)[2] == DURI_KEPA
    assert done.undone["kept"][undoing.MOVE_DECIDED] == 1
