"""Who comes gets a chair while one is free, else a number."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from participants.calls.models import Notice
from participants.people.models import Participant
from tests.factories.people import invented_nik, make_participant, make_waiting
from tests.factories.places import DURI_KEPA
from tests.factories.sessions import make_seat
from tests.trainings.door.meetings import fill, make_meeting, put, with_officer
from trainings.attendance.models import Attendance
from trainings.door.actions import arrivals
from trainings.door.models import WalkIn
from trainings.seats.actions import notices
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

State = Seat.State
MINUTES = dt.timedelta(minutes=1)


@pytest.fixture
def meeting():
    return with_officer(make_meeting(capacity=2))


def come(meeting, person=None, **ticks):
    return arrivals.let_in(meeting, person or make_participant(), by=meeting.officer, **ticks)


def taken(meeting):
    return Session.objects.get(pk=meeting.session_id).seats_taken


def test_somebody_without_a_seat_takes_a_free_chair_and_is_seen_with_the_card(meeting):
    person = make_participant(kelurahan=DURI_KEPA)  # of another kecamatan

    arrival = come(meeting, person, card_seen=True)

    attendance = Attendance.objects.get()
    assert (arrival.seat.state, arrival.seat.booked_by, arrival.stand_by) == ("confirmed", meeting.officer, None)
    assert (attendance.seat, attendance.marked_by) == (arrival.seat, meeting.officer)
    assert attendance.arrived_at is not None
    assert person.identity_checks.standing().get().place == "attendance"
    assert taken(meeting) == 1


def test_letting_in_twice_changes_nothing(meeting):
    person = make_participant()

    first, second = come(meeting, person), come(meeting, person)

    assert first.seat == second.seat
    assert (Attendance.objects.count(), taken(meeting)) == (1, 1)


def test_who_booked_keeps_the_seat_even_when_all_chairs_are_taken(meeting):
    booked = make_seat(meeting.session)
    fill(meeting, 1)

    assert come(meeting, booked.participant).seat == booked


def test_a_waiting_number_and_an_open_offer_become_a_seat(meeting):
    waiting, offered = (make_seat(meeting.session, state=state) for state in (State.WAITING, State.OFFERED))

    arrived = [come(meeting, seat.participant).seat for seat in (waiting, offered)]

    assert [(seat.pk, seat.state) for seat in arrived] == [(waiting.pk, "confirmed"), (offered.pk, "confirmed")]


def test_whom_to_call_about_an_offer_is_not_called_once_they_are_there(meeting):
    offered = make_seat(meeting.session, make_participant(), state=State.OFFERED)
    notices.offered(offered)

    come(meeting, offered.participant)

    assert Notice.objects.get(kind="seat_offered").state == Notice.State.REPLACED


def test_a_number_is_used_up_when_the_card_joins_its_person_into_the_record(meeting):
    record = make_participant(nik=invented_nik(9), name="Siti Satu")
    waiting = make_waiting(nik=invented_nik(9), name="Siti Satu")
    fill(meeting, 2)
    come(meeting, waiting)
    meeting.session.capacity = 3
    meeting.session.save()

    come(meeting, waiting, card_seen=True, number_shown=True)

    assert Attendance.objects.filter(seat__participant=record).exists()
    assert not meeting.stand_bys.waiting().exists()


def test_a_full_session_gives_numbers_in_a_row_and_a_person_keeps_theirs(meeting):
    fill(meeting, 2)
    first = make_participant()

    numbers = [come(meeting, person).stand_by.number for person in (first, make_participant(), first)]

    assert numbers == [1, 2, 1]
    assert taken(meeting) == 2


@pytest.mark.parametrize(("begins", "is_let_in"), [(61, False), (59, True), (-119, True), (-121, True), (-4443, False)])
def test_the_door_opens_an_hour_before_and_paper_is_accepted_for_three_days(begins, is_let_in):
    meeting = with_officer(make_meeting(begins=begins * MINUTES))

    if is_let_in:
        assert come(meeting).seat
    else:
        with pytest.raises(ValidationError, match="60 menit"):
            come(meeting)


def test_after_the_meeting_there_is_no_number_to_wait_with(meeting):
    fill(meeting, 2)
    put(meeting, begins=-180 * MINUTES)

    with pytest.raises(ValidationError, match="Semua kursi"):
        come(meeting)


def test_what_was_only_on_paper_has_no_hour_of_arrival(meeting):
    put(meeting, begins=-180 * MINUTES)

    seat = come(meeting).seat

    assert Attendance.objects.get(seat=seat).arrived_at is None


def test_somebody_seated_elsewhere_at_that_hour_is_refused(meeting):
    other = with_officer(make_meeting(title="Sesi sebelah"))
    person = make_seat(other.session).participant

    with pytest.raises(ValidationError, match="Sesi sebelah"):
        come(meeting, person)


def test_a_registration_that_waits_holds_one_seat_until_its_card_is_seen(meeting):
    waiting = make_waiting()
    make_seat(make_meeting(begins=dt.timedelta(days=3)).session, waiting)

    with pytest.raises(ValidationError, match="KTP dilihat"):
        come(meeting, waiting)
    arrival = come(meeting, waiting, card_seen=True, number_shown=True)

    assert (arrival.seat.participant, arrival.refusals) == (waiting, ())
    assert Participant.objects.get(pk=waiting.pk).holds_nik


def test_nobody_lets_themselves_in(meeting):
    with pytest.raises(ValidationError, match="petugas lain"):
        come(meeting, make_participant(user=meeting.officer))


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_only_a_session_that_is_held_has_a_door(state):
    meeting = with_officer(make_meeting(state=state, **({"cancel_reason": "Banjir"} if state == "cancelled" else {})))

    with pytest.raises(ValidationError, match="tidak dibuka"):
        come(meeting)


def test_the_database_counts_walk_ins_and_never_lets_chairs_exceed_the_capacity(meeting):
    fill(meeting, 1)
    row = {"session": meeting.session, "meeting": meeting, "made_by": meeting.officer}
    walk_in = WalkIn.objects.create(**row)
    waiting = WalkIn.objects.create(**row, state=WalkIn.State.WAITING)

    for write in (lambda: WalkIn.objects.create(**row), lambda: make_seat(meeting.session), lambda: let_in(waiting)):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()
    walk_in.delete()
    let_in(waiting)

    assert taken(meeting) == 2


def let_in(walk_in):
    WalkIn.objects.filter(pk=walk_in.pk).update(state=WalkIn.State.OPEN)
