"""Seats of a waiting registration and of the record it joins: the earlier is kept, the waiting list moves up."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from okoce.notifications.models import Message
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.people.models import JoinedRegistration, Participant
from tests.factories.people import invented_nik, make_participant, make_user, make_waiting
from tests.factories.sessions import make_attendance, make_seat, make_session
from trainings.attendance.actions import attendance
from trainings.attendance.actions.joining import DOUBLE, TWICE
from trainings.attendance.models import Attendance
from trainings.seats.actions import seats
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

State = Seat.State
SAME = {"nik": invented_nik(1), "name": "Siti Kenanga"}


def booked(session, person, *, hours_ago, **fields):
    return make_seat(session, person, booked_at=now() - dt.timedelta(hours=hours_ago), **fields)


def join(waiting, *, shows_number=True):
    return identity.check(
        waiting, by=make_user("officer"), place=IdentityCheck.Place.DESK, shows_number=shows_number
    ).participant


@pytest.fixture
def two():
    """The record with an account, and a registration that waits."""
    return make_participant(**SAME, user=make_user()), make_waiting(**SAME)


def test_seats_that_stand_alone_go_over(two):
    record, waiting = two
    mine = make_seat(make_session(days=(3,), modules=("M1",)), record)
    theirs = make_seat(make_session(days=(4,), modules=("M2",)), waiting)

    join(waiting)

    assert set(record.seats.values_list("pk", "state")) == {(mine.pk, "confirmed"), (theirs.pk, "confirmed")}
    assert not Message.objects.filter(kind="seat_released").exists()


@pytest.mark.parametrize(("record_hours", "kept"), [(5, "record"), (1, "waiting")])
@pytest.mark.parametrize("differs", [None, {"modules": ()}, {"days": (9,)}], ids=["same", "same hour", "same module"])
def test_of_two_that_stand_double_the_earlier_is_kept_and_the_person_notified(two, record_hours, kept, differs):
    record, waiting = two
    session = make_session()
    other = session if differs is None else make_session(**differs)
    found = {
        "record": booked(session, record, hours_ago=record_hours),
        "waiting": booked(other, waiting, hours_ago=3),
    }

    join(waiting)

    states = {who: Seat.objects.get(pk=seat.pk) for who, seat in found.items()}
    lost = "waiting" if kept == "record" else "record"
    assert (states[kept].state, states[lost].state, states[lost].release_reason) == ("confirmed", "released", DOUBLE)
    assert {seat.participant for seat in states.values()} == {record}
    assert Message.objects.get(kind="seat_released").user == record.user


def test_who_waits_moves_up(two):
    record, waiting = two
    session = make_session(capacity=2)
    booked(session, record, hours_ago=2)
    booked(session, waiting, hours_ago=1)
    next_one = make_seat(session, state=State.WAITING)

    join(waiting)

    next_one.refresh_from_db()
    session.refresh_from_db()
    assert (next_one.state, session.seats_taken) == ("offered", 2)


@pytest.mark.parametrize("seen", ["record", "waiting"])
def test_a_seat_that_somebody_sat_on_is_kept_though_later(two, seen):
    record, waiting = two
    session = make_session(days=(0,))
    found = {
        "record": booked(session, record, hours_ago=1 if seen == "record" else 3),
        "waiting": booked(session, waiting, hours_ago=1 if seen == "waiting" else 3),
    }
    make_attendance(found[seen], session.meetings.get())

    join(waiting)

    found[seen].refresh_from_db()
    assert found[seen].is_live
    assert record.seats.live().count() == 1


def test_of_two_that_somebody_sat_on_each_meeting_counts_once(two):
    record, waiting = two
    session = make_session(days=(-1, 0))
    first, second = session.meetings.order_by("starts_at")
    mine, theirs = booked(session, record, hours_ago=5), booked(session, waiting, hours_ago=4)
    make_attendance(mine, first)
    make_attendance(theirs, first)
    make_attendance(theirs, second)

    join(waiting)

    standing = Attendance.objects.standing().order_by("meeting")
    assert list(standing.values_list("seat", "meeting")) == [(mine.pk, first.pk), (mine.pk, second.pk)]
    assert Attendance.objects.get(void_reason=TWICE).seat == theirs
    assert record.seats.live().get().state == "attended"


def test_attendance_counts_for_the_record(two):
    record, waiting = two
    session = make_session(days=(0,))
    seat = make_seat(session, waiting)
    attendance.mark(session.meetings.get(), [seat.pk], by=make_user("officer"))

    join(waiting)

    assert set(record.standings.values_list("stage", flat=True)) == {"pendaftaran", "pelatihan"}


# --- At the door --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("number_shown", "keeps"), [(True, True), (False, False)])
def test_the_tick_at_the_door_needs_the_number_too_or_releases_the_account(number_shown, keeps):
    session, sender = make_session(days=(0,)), make_user()
    seat = make_seat(session, make_waiting(**SAME, user=sender))

    refused = attendance.mark(
        session.meetings.get(),
        [seat.pk],
        by=make_user("officer"),
        identity_checked=[seat.pk],
        number_shown=[seat.pk] if number_shown else [],
    )

    record = Participant.objects.get()
    assert refused == []
    assert (record.holds_nik, record.is_checked) == (True, True)
    assert record.user == (sender if keeps else None)


def test_at_the_door_a_registration_joins_the_record_and_its_seat_is_the_records():
    session, record = make_session(days=(0,)), make_participant(**SAME)
    seat = make_seat(session, make_waiting(**SAME))

    attendance.mark(
        session.meetings.get(), [seat.pk], by=make_user("officer"), identity_checked=[seat.pk], number_shown=[seat.pk]
    )

    seat.refresh_from_db()
    assert (seat.participant, seat.state) == (record, "attended")
    assert set(record.standings.values_list("stage", flat=True)) == {"pendaftaran", "pelatihan"}


def test_a_card_that_does_not_fit_the_record_keeps_no_other_tick_from_being_saved():
    session, officer = make_session(days=(0,)), make_user("officer")
    make_participant(**SAME)
    odd, good = make_seat(session, make_waiting(nik=SAME["nik"], name="Dahlia")), make_seat(session)

    refused = attendance.mark(session.meetings.get(), [odd.pk, good.pk], by=officer, identity_checked=[odd.pk, good.pk])

    assert len(refused) == 1
    assert refused[0].startswith("Dahlia: Nama, tanggal lahir")
    assert Attendance.objects.count() == 2
    assert IdentityCheck.objects.get().participant == good.participant
    assert not JoinedRegistration.objects.exists()


def test_who_only_attends_goes_on_waiting():
    session = make_session(days=(0,))
    seat = make_seat(session, make_waiting(**SAME))

    attendance.mark(session.meetings.get(), [seat.pk], by=make_user("officer"), number_shown=[seat.pk])

    assert Participant.objects.get().is_waiting


# --- One seat -----------------------------------------------------------------------------------------------


def test_a_registration_that_waits_holds_one_seat_at_a_time():
    waiting = make_waiting(user=make_user())
    first, second = make_session(days=(3,), modules=("M1",)), make_session(days=(4,), modules=("M2",))
    seat = seats.book(first, waiting, by=waiting.user)

    with pytest.raises(ValidationError, match="sudah memegang satu kursi"):
        seats.book(second, waiting, by=waiting.user)
    seats.cancel(seat, by=waiting.user)

    assert seats.book(second, waiting, by=waiting.user).session == second


@pytest.mark.parametrize(("state", "may"), [("absent", True), ("attended", False), ("waiting", False)])
def test_which_seats_stand_in_the_way_of_another(state, may):
    waiting = make_waiting(user=make_user())
    make_seat(make_session(days=(-1,)), waiting, state=state)

    taken = seats.book_own(make_session(days=(4,)).pk, waiting.pk, by=waiting.user)

    assert (taken is not None) == may


def test_a_record_may_hold_several_and_what_it_holds_stands_in_no_registrations_way():
    record, waiting = make_participant(**SAME, user=make_user()), make_waiting(**SAME, user=make_user())
    first, second = make_session(days=(3,), modules=("M1",)), make_session(days=(4,), modules=("M2",))
    for session in (first, second):
        seats.book(session, record, by=record.user)

    assert seats.book(first, waiting, by=waiting.user).state == State.CONFIRMED


def test_the_session_page_says_why_there_is_no_button(signed_in):
    waiting = make_waiting(user=make_user(), name="Siti")
    make_seat(make_session(days=(3,), title="Sesi pertama", modules=("M1",)), waiting)
    other = make_session(days=(4,), modules=("M2",))

    page = signed_in(waiting.user).get(f"/pelatihan/{other.pk}/").text

    assert "Siti sudah memegang kursi di" in page
    assert "Kursi berikutnya bisa dipesan setelah petugas memeriksa KTP" in page
    assert f'name="participant" value="{waiting.pk}"' not in page
