"""Who stands by is called by number: to a free chair, and after 20 minutes to one of the missing."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from participants.identity_checks.models import IdentityCheck
from tests.factories.people import invented_nik, make_participant, make_waiting
from tests.factories.sessions import make_attendance, make_seat
from tests.trainings.door.meetings import fill, make_meeting, put, with_officer
from trainings.attendance.models import Attendance
from trainings.door.actions import arrivals, calling, walk_ins
from trainings.door.models import StandBy, WalkIn
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


def test_a_chair_that_is_free_goes_to_who_stands_by_before_somebody_new(meeting):
    seats = fill(meeting, 2)
    standing_by = come(meeting).stand_by
    Attendance.objects.filter(seat=seats[0]).delete()
    Seat.objects.filter(pk=seats[0].pk).update(state=State.RELEASED)

    new = come(meeting)
    called = calling.let_next_in(meeting, by=meeting.officer)

    assert (new.seat, new.stand_by.number) == (None, 2)
    assert called.stand_by == standing_by
    assert Attendance.objects.filter(seat__participant=called.stand_by.participant, meeting=meeting).exists()


def test_missing_chairs_open_20_minutes_after_the_start_the_last_booked_first(meeting):
    came, early, late = fill(meeting, 1)[0], None, None
    meeting.session.capacity = 3
    meeting.session.save()
    early, late = fill(meeting, 2, come=False)
    standing_by = come(meeting).stand_by
    with pytest.raises(ValidationError, match="dibuka"):
        calling.let_next_in(meeting, by=meeting.officer)
    put(meeting, begins=-21 * MINUTES)

    called = calling.let_next_in(meeting, by=meeting.officer)

    states = dict(Seat.objects.filter(pk__in=[came.pk, early.pk, late.pk]).values_list("pk", "state"))
    assert called.stand_by == standing_by
    assert states == {came.pk: "confirmed", early.pk: "confirmed", late.pk: "released"}
    assert taken(meeting) == 3
    assert come(meeting, late.participant).stand_by.number == 2  # who comes late gets a number


def test_nobody_is_called_while_all_chairs_are_sat_on(meeting):
    fill(meeting, 2)
    come(meeting)
    put(meeting, begins=-30 * MINUTES)

    with pytest.raises(ValidationError, match="semua yang punya kursi sudah datang"):
        calling.let_next_in(meeting, by=meeting.officer)


def test_nobody_is_called_when_nobody_stands_by(meeting):
    with pytest.raises(ValidationError, match="Tidak ada yang siaga"):
        calling.let_next_in(meeting, by=meeting.officer)


def test_who_is_not_there_when_called_is_passed_over(meeting):
    fill(meeting, 2)
    first, second = come(meeting).stand_by, come(meeting).stand_by

    calling.skip(meeting, first.pk, by=meeting.officer)

    assert [row.pk for row in meeting.stand_bys.waiting()] == [second.pk]
    assert StandBy.objects.get(pk=first.pk).state == StandBy.State.MISSED


def test_an_unknown_person_who_stands_by_gets_the_chair_of_the_missing(meeting):
    fill(meeting, 1)
    fill(meeting, 1, come=False)
    walk_in = walk_ins.write(meeting, {"name": "Tamu Mawar", "phone": "+628120001"}, by=meeting.officer)
    put(meeting, begins=-25 * MINUTES)

    calling.let_next_in(meeting, by=meeting.officer)

    assert walk_in.number == 1
    assert WalkIn.objects.get(pk=walk_in.pk).state == WalkIn.State.OPEN
    assert taken(meeting) == 2


def test_a_chair_of_somebody_seen_at_an_earlier_meeting_is_not_given_away(meeting):
    meeting.session.meetings.create(
        starts_at=meeting.starts_at - dt.timedelta(days=1), ends_at=meeting.ends_at - dt.timedelta(days=1)
    )
    earlier = meeting.session.meetings.order_by("starts_at").first()
    for seat in fill(meeting, 2, come=False):
        make_attendance(seat, earlier, by=meeting.officer)
    come(meeting)
    put(meeting, begins=-25 * MINUTES)

    with pytest.raises(ValidationError, match="Tidak ada kursi bebas"):
        calling.let_next_in(meeting, by=meeting.officer)


def free_chair(meeting):
    """One more, as when somebody's seat was given back."""
    meeting.session.capacity += 1
    meeting.session.save()


def test_who_got_a_chair_meanwhile_takes_none_from_the_missing(meeting):
    came, late = fill(meeting, 1)[0], fill(meeting, 1, come=False)[0]
    person = come(meeting).stand_by.participant
    free_chair(meeting)
    seat = make_seat(meeting.session, person)
    put(meeting, begins=-25 * MINUTES)

    calling.let_next_in(meeting, by=meeting.officer)

    assert set(meeting.session.seats.taken()) == {came, late, seat}
    assert Attendance.objects.filter(seat=seat).exists()


def test_who_was_offered_a_seat_meanwhile_sits_on_it(meeting):
    fill(meeting, 2)
    person = come(meeting).stand_by.participant
    free_chair(meeting)
    seat = make_seat(meeting.session, person, state=State.OFFERED, offered_until=now() + MINUTES)

    calling.let_next_in(meeting, by=meeting.officer)

    seat.refresh_from_db()
    assert (seat.state, seat.offered_until) == (State.ATTENDED, None)
    assert Attendance.objects.filter(seat=seat).exists()


def test_who_sits_in_another_session_of_that_hour_meanwhile_is_not_seated_twice(meeting):
    fill(meeting, 2)
    person = come(meeting).stand_by.participant
    come(with_officer(make_meeting(title="Sesi sebelah")), person)
    free_chair(meeting)

    with pytest.raises(ValidationError, match="Sesi sebelah"):
        calling.let_next_in(meeting, by=meeting.officer)

    assert not meeting.session.seats.filter(participant=person).exists()


def test_after_the_meeting_no_chair_opens_and_an_arrival_has_no_hour(meeting):
    fill(meeting, 1)
    fill(meeting, 1, come=False)
    walk_in = walk_ins.write(meeting, {"name": "Tamu Mawar"}, by=meeting.officer)
    put(meeting, begins=-180 * MINUTES)

    with pytest.raises(ValidationError, match="Semua kursi sesi ini terisi"):
        calling.let_next_in(meeting, by=meeting.officer)
    free_chair(meeting)
    calling.let_next_in(meeting, by=meeting.officer)

    walk_in.refresh_from_db()
    assert (walk_in.state, walk_in.arrived_at) == (WalkIn.State.OPEN, None)


def test_the_card_of_who_stands_by_is_checked_when_they_are_let_in(meeting):
    fill(meeting, 2)
    person = come(meeting).stand_by.participant
    free_chair(meeting)

    called = calling.let_next_in(meeting, by=meeting.officer, card_seen=True)

    check = IdentityCheck.objects.get(participant=person)
    assert (called.seat.participant_id, called.refusals) == (person.pk, ())
    assert (check.checked_by, check.place) == (meeting.officer, IdentityCheck.Place.ATTENDANCE)


def test_without_the_tick_nobodys_card_is_checked(meeting):
    fill(meeting, 2)
    come(meeting)
    free_chair(meeting)

    calling.let_next_in(meeting, by=meeting.officer)

    assert not IdentityCheck.objects.exists()


def test_a_waiting_registration_that_stands_by_is_joined_by_its_card_and_number(meeting):
    record = make_participant(nik=invented_nik(9), name="Siti Satu")
    waiting = make_waiting(nik=invented_nik(9), name="Siti Satu")
    fill(meeting, 2)
    come(meeting, waiting)
    free_chair(meeting)

    called = calling.let_next_in(meeting, by=meeting.officer, card_seen=True, number_shown=True)

    assert called.refusals == ()
    assert Attendance.objects.get(meeting=meeting, seat__participant=record).seat.state == State.ATTENDED
    assert not meeting.stand_bys.waiting().exists()


def test_a_card_is_never_written_for_somebody_else_than_the_one_shown(meeting):
    fill(meeting, 2)
    first, second = come(meeting).stand_by, come(meeting).stand_by
    free_chair(meeting)
    calling.skip(meeting, first.pk, by=meeting.officer)

    with pytest.raises(ValidationError, match="Urutan siaga sudah berubah"):
        calling.let_next_in(meeting, by=meeting.officer, expected=first.pk, card_seen=True)

    assert not IdentityCheck.objects.exists()
    assert calling.let_next_in(meeting, by=meeting.officer, expected=second.pk).stand_by == second
