"""Unknown people take a chair, become one person each, and are forgotten after 14 days."""

import datetime as dt
from types import SimpleNamespace

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from okoce.programme import memory
from okoce.regions import places
from participants.people.models import Participant
from participants.registration.actions.register import Answers
from tests.factories.people import invented_nik, make_participant, make_waiting
from tests.factories.places import DURI_KEPA, TOMANG
from tests.factories.sessions import make_seat, make_session
from tests.factories.years import make_point
from tests.trainings.door.meetings import fill, make_meeting, with_officer
from trainings.attendance.models import Attendance
from trainings.door.actions import closings, walk_ins
from trainings.door.models import WalkIn
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

NIK = invented_nik(77)


@pytest.fixture
def meeting():
    return with_officer(make_meeting(capacity=3))


def write(meeting, name="Tamu Mawar", **answers):
    asked = {"name": name, "phone": "+6281200077", "kelurahan": places.region(TOMANG), "trade": "gorengan"}
    return walk_ins.write(meeting, asked | {"birth_on": dt.date(1990, 5, 10)} | answers, by=meeting.officer)


def answers(nik=NIK, kelurahan=TOMANG, **more):
    asked = {"name": "Mawar Lengkap", "birth_on": dt.date(1990, 5, 10), "sex": "L", "phone": "+6281200077"}
    asked |= {"street": "Jalan Mawar 1", "standing": "running", "trade": "gorengan"}
    return Answers(nik=nik, kelurahan=places.region(kelurahan), **asked | more)


def complete(walk_in, meeting, typed=None, *, card_seen=True):
    point = SimpleNamespace(pk=make_point("kecamatan").pk)
    point = next(row for row in memory.registration_points().values() if row.pk == point.pk)
    return walk_ins.complete(walk_in, typed or answers(), point=point, by=meeting.officer, card_seen=card_seen)


def taken(meeting):
    return Session.objects.get(pk=meeting.session_id).seats_taken


def test_a_walk_in_takes_a_chair_and_becomes_a_seat_with_the_attendance_of_that_hour(meeting):
    walk_in = write(meeting, nik=NIK)
    before = taken(meeting)

    with time_machine.travel(now() + dt.timedelta(days=5)):
        seat, refusals = complete(walk_in, meeting)

    walk_in.refresh_from_db()
    seat.refresh_from_db()
    attendance = Attendance.objects.get()
    assert (before, taken(meeting), refusals) == (1, 1, [])
    assert (seat.participant.name, seat.state) == ("Mawar Lengkap", "attended")
    assert (attendance.seat, attendance.arrived_at) == (seat, walk_in.arrived_at)
    assert not attendance.is_late_entry  # it was written down at the door
    assert seat.participant.identity_checks.standing().exists()
    assert (walk_in.state, walk_in.seat, walk_in.name, walk_in.nik) == ("completed", seat, "", "")


def test_completed_twice_is_one_person(meeting):
    walk_in = write(meeting)

    first, second = complete(walk_in, meeting), complete(walk_in, meeting, answers(nik=invented_nik(78)))

    assert first[0] == second[0]
    assert (Participant.objects.count(), Seat.objects.count(), Attendance.objects.count()) == (1, 1, 1)


def test_written_down_twice_is_one_person_on_one_chair(meeting):
    twice = write(meeting), write(meeting)

    seats = {complete(walk_in, meeting)[0] for walk_in in twice}

    assert len(seats) == 1
    assert (Participant.objects.count(), Attendance.objects.count(), taken(meeting)) == (1, 1, 1)


def test_a_known_nik_is_the_person_who_holds_it(meeting):
    known = make_participant(nik=NIK, name="Nama Lama", kelurahan=DURI_KEPA)

    seat, _ = complete(write(meeting), meeting)

    assert seat.participant == known
    assert Participant.objects.count() == 1


def test_a_waiting_number_of_the_same_person_becomes_the_seat(meeting):
    waiting = make_seat(meeting.session, make_participant(nik=NIK), state=Seat.State.WAITING)

    seat, _ = complete(write(meeting), meeting)

    assert (seat.pk, seat.state) == (waiting.pk, "attended")


def test_somebody_of_another_kecamatan_becomes_the_record_once_the_card_is_seen(meeting):
    seat, refusals = complete(write(meeting), meeting, answers(kelurahan=DURI_KEPA))

    assert refusals == []
    assert Participant.objects.get(pk=seat.participant_id).holds_nik


def test_after_14_days_the_person_is_deleted_and_counted_in_the_closing(meeting):
    walk_in, completed = write(meeting, nik=NIK), write(meeting, name="Tamu Melati")
    complete(completed, meeting, answers(nik=invented_nik(79)))
    with time_machine.travel(now() + dt.timedelta(hours=3)):
        closing = closings.close(meeting.session, by=meeting.officer)

    with time_machine.travel(now() + dt.timedelta(days=13, hours=23)):
        early = walk_ins.forget_old()
    with time_machine.travel(now() + dt.timedelta(days=14, minutes=1)):
        deleted, again = walk_ins.forget_old(), walk_ins.forget_old()

    walk_in.refresh_from_db()
    closing.refresh_from_db()
    assert (early, deleted, again) == (0, 1, 0)
    assert (walk_in.state, walk_in.name, walk_in.phone, walk_in.nik_digest) == ("deleted", "", "", "")
    assert (walk_in.kelurahan, walk_in.birth_on, walk_in.trade) == (None, None, "")
    assert (closing.came, closing.walk_ins, closing.incomplete) == (2, 2, 1)
    with pytest.raises(ValidationError, match="sudah dihapus"):
        complete(walk_in, meeting)


def test_the_row_keeps_the_nik_sealed(meeting):
    walk_in = WalkIn.objects.get(pk=write(meeting, nik=NIK).pk)

    assert walk_in.nik == NIK
    assert NIK.encode() not in bytes(walk_in.nik_sealed)


def test_an_unknown_person_of_a_full_session_gets_a_number_and_no_chair(meeting):
    fill(meeting, 3)

    walk_in = write(meeting)

    assert (walk_in.state, walk_in.number, taken(meeting)) == (WalkIn.State.WAITING, 1, 3)
    with pytest.raises(ValidationError, match="masih siaga"):
        complete(walk_in, meeting)


def test_with_a_card_all_sessions_of_the_nik_are_locked_first_and_in_one_order(meeting):
    make_seat(make_session(), make_waiting(nik=NIK))
    walk_in = write(meeting)

    with CaptureQueriesContext(connection) as asked:
        complete(walk_in, meeting)

    sessions = [query["sql"] for query in asked if 'FROM "training_sessions_session"' in query["sql"]]
    assert '"seats_seat"' in sessions[0]
    assert "ORDER BY 1" in sessions[0]


def test_nobody_completes_themselves(meeting):
    make_participant(nik=NIK, user=meeting.officer)

    with pytest.raises(ValidationError, match="petugas lain"):
        complete(write(meeting), meeting)
