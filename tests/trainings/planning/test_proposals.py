"""People of a cancelled session are asked which they want: sessions that fit their hours and the modules they miss."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import WIB
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.cleaning import availability
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, KEBON_JERUK, TOMANG
from tests.factories.sessions import make_seat, make_session
from trainings.planning.actions import sessions
from trainings.seats import proposals
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db
MONDAY = dt.datetime(2027, 3, 1, 9, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _monday():
    with time_machine.travel(MONDAY, tick=False):
        yield


def titles(cancelled, *seats):
    found = proposals.proposed(cancelled, list(seats))
    return [[session.title for session in found[seat.participant_id]] for seat in seats]


def person(**fields):
    return make_participant(kelurahan=TOMANG, **fields)


def test_sessions_of_ones_own_kecamatan_come_first_then_the_earliest_and_three_at_most():
    cancelled = make_session()
    make_session(title="Tetangga", days=(8,), kecamatan=KEBON_JERUK)
    make_session(title="Tetangga lagi", days=(9,), kecamatan=KEBON_JERUK)
    make_session(title="Sini kemudian", days=(20,))
    make_session(title="Sini", days=(14,))
    make_session(title="Kota lain", days=(8,), kecamatan=CAKUNG)

    assert titles(cancelled, make_seat(cancelled, person())) == [["Sini", "Sini kemudian", "Tetangga"]]


@pytest.mark.parametrize(
    ("fields", "is_proposed"),
    [
        ({}, True),
        ({"modules": ("M1",)}, True),
        ({"modules": ()}, False),
        ({"state": "draft"}, False),
        ({"days": (-1,)}, False),
        ({"days": ()}, False),
    ],
)
def test_a_session_is_proposed_when_it_comes_is_open_and_teaches_what_is_missing(fields, is_proposed):
    cancelled = make_session()
    make_session(title="Lain", **{"days": (14,), **fields})

    assert titles(cancelled, make_seat(cancelled, person())) == [["Lain"] if is_proposed else []]


def test_a_full_session_is_not_proposed():
    cancelled, full = make_session(), make_session(days=(14,), capacity=1)
    make_seat(full)

    assert titles(cancelled, make_seat(cancelled, person())) == [[]]


@pytest.mark.parametrize(
    ("free", "is_proposed"),
    [
        (0, True),
        (availability.ALL, True),
        (availability.pack([0]), True),
        (availability.pack([1]), False),
        (availability.pack([3]), False),
    ],
)
def test_a_session_is_proposed_when_its_hours_are_free_or_were_never_asked(free, is_proposed):
    cancelled = make_session()
    make_session(title="Senin pagi", days=(14,), hours=(9, 12))

    assert titles(cancelled, make_seat(cancelled, person(availability=free))) == [["Senin pagi"] if is_proposed else []]


def test_what_was_learned_already_or_is_booked_elsewhere_is_not_proposed_again():
    cancelled = make_session(modules=("M1", "M2"))
    make_session(title="Satu", days=(14,), modules=("M1",))
    make_session(title="Dua", days=(15,), modules=("M2",))
    learned, booked = person(), person()
    make_seat(make_session(days=(-3,), modules=("M1",)), learned, state="attended")
    make_seat(make_session(title="Nanti", days=(21,), modules=("M2",)), booked)

    assert titles(cancelled, make_seat(cancelled, learned), make_seat(cancelled, booked)) == [
        ["Dua", "Nanti"],
        ["Satu"],
    ]


def test_a_session_at_an_hour_that_is_taken_is_not_proposed():
    cancelled = make_session(modules=("M1",))
    make_session(title="Satu", days=(14,), hours=(9, 12), modules=("M1",))
    busy = person()
    make_seat(make_session(days=(14,), hours=(11, 13), modules=("M3",), kecamatan=KEBON_JERUK), busy)

    assert titles(cancelled, make_seat(cancelled, busy)) == [[]]


def test_the_message_and_the_call_name_the_place_held_and_what_else_fits():
    cancelled = make_session(title="Batal")
    make_session(title="Berikutnya", days=(14,))
    make_session(title="Tetangga", days=(15,), kecamatan=KEBON_JERUK)
    by_message, by_call = make_seat(cancelled), make_seat(cancelled, person())

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    message = Message.objects.get(user=by_message.participant.user).body
    call = Notice.objects.get(participant=by_call.participant).text
    for text in (message, call):
        assert "satu kursi disimpan untuk Anda di “Berikutnya”" in text
        assert "Yang cocok dengan waktu dan modul Anda: “Tetangga”" in text
    assert not Seat.objects.filter(state="confirmed").exists()


def test_without_a_place_that_is_held_people_are_asked_all_the_same():
    cancelled = make_session(title="Batal")
    make_session(title="Tetangga", days=(15,), kecamatan=KEBON_JERUK)
    seat = make_seat(cancelled)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    text = Message.objects.get(user=seat.participant.user).body
    assert "Kami tanyakan mau ikut sesi mana. Yang cocok" in text
    assert "“Tetangga”" in text


def test_statements_do_not_grow_with_the_people_who_are_asked():
    cancelled = make_session()
    make_session(days=(14,))

    def count(seats):
        proposals.proposed(cancelled, seats)
        with CaptureQueriesContext(connection) as asked:
            proposals.proposed(cancelled, seats)
        return len(asked)

    leaving = [make_seat(cancelled, person()) for _ in range(3)]

    assert count(leaving[:1]) == count(leaving)


def test_a_seat_of_a_session_that_is_over_brings_no_module():
    siti, cancelled = person(), make_session(modules=("M1",))
    make_seat(make_session(days=(-2,), modules=("M1",)), siti)
    make_session(title="Cocok", days=(9,), modules=("M1",))

    assert titles(cancelled, make_seat(cancelled, siti)) == [["Cocok"]]
