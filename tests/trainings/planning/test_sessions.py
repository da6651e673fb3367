"""Sessions are published when complete, settle by their meetings, and when cancelled look after their people."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from okoce.notifications.models import Message
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.factories.sessions import at, in_days, make_seat, make_session
from trainings.planning.actions import sessions
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

WAITING, RELEASED, OFFERED = Seat.State.WAITING, Seat.State.RELEASED, Seat.State.OFFERED


def test_a_session_spans_its_meetings_and_closes_twelve_hours_before():
    session = make_session(days=(7, 8), hours=(9, 12), booking_closes_at=None)

    sessions.settle(session)

    session.refresh_from_db()
    assert (session.starts_at, session.ends_at) == (at(in_days(7), 9), at(in_days(8), 12))
    assert session.booking_closes_at == at(in_days(6), 21)


def test_a_session_within_twelve_hours_closes_when_it_starts(time_machine):
    time_machine.move_to(at(in_days(7), 5))
    session = make_session(days=(0,), hours=(9, 12), booking_closes_at=None)

    sessions.settle(session)

    session.refresh_from_db()
    assert session.booking_closes_at == session.starts_at
    assert session.is_bookable


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": ()}, "paling sedikit satu pertemuan"),
        ({"days": (-1,)}, "sudah lewat"),
        ({"modules": ()}, "Pilih modul"),
        ({"state": "cancelled", "cancel_reason": "banjir"}, "tidak dapat dibuka lagi"),
    ],
)
def test_an_incomplete_session_is_not_published(fields, sentence):
    session = make_session(**{"state": "draft"} | fields)

    with pytest.raises(ValidationError, match=sentence):
        sessions.publish(session, by=make_user("staff"))

    session.refresh_from_db()
    assert session.state == fields.get("state", "draft")


def test_a_complete_session_is_published():
    session = make_session(state="draft")

    sessions.publish(session, by=make_user("staff"))

    session.refresh_from_db()
    assert session.is_bookable


def test_more_capacity_is_offered_to_those_who_wait():
    session = make_session(capacity=1)
    make_seat(session)
    first, second = make_seat(session, state=WAITING), make_seat(session, state=WAITING)
    session.capacity = 2
    session.save()

    sessions.settle(session)

    assert [Seat.objects.get(pk=seat.pk).state for seat in (first, second)] == [OFFERED, WAITING]


def test_people_of_a_cancelled_session_go_to_the_front_of_the_next_one():
    cancelled = make_session(days=(7,), capacity=2)
    following = make_session(days=(14,), capacity=3)
    make_session(days=(10,), kecamatan=KEBON_JERUK)
    make_session(days=(10,), modules=("M1",))
    early, late = make_seat(cancelled), make_seat(cancelled)
    waited = make_seat(cancelled, state=WAITING)
    for _ in range(2):
        make_seat(following)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    there = following.seats.exclude(participant__in=[]).order_by("pk")
    moved = {seat.participant_id: (seat.state, seat.queue_number) for seat in there}
    assert moved[early.participant_id] == (OFFERED, 1)
    assert moved[late.participant_id] == (WAITING, 2)
    assert moved[waited.participant_id] == (WAITING, 3)
    assert set(cancelled.seats.values_list("state", flat=True)) == {RELEASED}
    assert Message.objects.filter(kind="session_cancelled").count() == 3


def test_those_who_already_waited_keep_their_order_behind_those_who_were_moved():
    cancelled, following = make_session(days=(7,), capacity=2), make_session(days=(14,), capacity=1)
    moved = [make_seat(cancelled), make_seat(cancelled)]
    make_seat(following)
    waited = [make_seat(following, state=WAITING), make_seat(following, state=WAITING)]

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    queue = list(following.seats.waiting().values_list("participant", "queue_number"))
    assert queue == [(seat.participant_id, n) for n, seat in enumerate([*moved, *waited], start=1)]


def test_without_a_next_session_people_are_released_and_notified():
    cancelled = make_session()
    seat = make_seat(cancelled)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    seat.refresh_from_db()
    message = Message.objects.get(user=seat.participant.user)
    assert (seat.state, seat.release_reason) == (RELEASED, "Sesi dibatalkan: Aula kebanjiran")
    assert "Belum ada sesi pengganti" in message.body


def test_who_has_something_else_at_that_hour_is_not_moved_there():
    cancelled, following = make_session(days=(7,)), make_session(days=(14,))
    busy = make_participant(user=make_user())
    make_seat(cancelled, busy)
    make_seat(make_session(days=(14,), hours=(10, 11), kecamatan=KEBON_JERUK), busy)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    assert not following.seats.exists()
    assert Message.objects.filter(user=busy.user, kind="session_cancelled").exists()


def test_a_cancelled_session_needs_a_reason_and_is_cancelled_once():
    session = make_session()
    staff = make_user("staff")

    with pytest.raises(ValidationError, match="Tulis alasan"):
        sessions.cancel(session, by=staff, reason="  ")
    sessions.cancel(session, by=staff, reason="Aula kebanjiran")
    sessions.cancel(session, by=staff, reason="Lain lagi")

    session.refresh_from_db()
    assert (session.state, session.cancel_reason) == ("cancelled", "Aula kebanjiran")


def test_a_session_that_began_is_not_cancelled():
    session = make_session(days=(-1,), booking_closes_at=now() - dt.timedelta(days=2))

    with pytest.raises(ValidationError, match="sudah mulai"):
        sessions.cancel(session, by=make_user("staff"), reason="Terlambat")

    session.refresh_from_db()
    assert session.state == "published"
