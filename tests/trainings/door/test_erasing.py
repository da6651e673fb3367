"""What was asked at the door goes with the data of its person, and nobody else's does."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.regions import places
from participants.rights.markers import Markers
from tests.factories.people import invented_nik
from tests.factories.places import TOMANG
from tests.trainings.door.meetings import fill, make_meeting, with_officer
from trainings.door import erasing
from trainings.door.actions import calling, walk_ins
from trainings.door.models import StandBy, WalkIn
from trainings.seats.actions import seats
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

NIK = invented_nik(77)
MARKERS = Markers.of(name="Tamu Mawar", nik=NIK, phone="+6281200077", email="", numbers=(), address="")


@pytest.mark.parametrize(
    ("asked", "state"),
    [
        ({"name": "Mawar", "phone": "+6281200078", "nik": NIK}, "deleted"),
        ({"name": "Tamu Mawar", "phone": "+6281200077"}, "deleted"),
        ({"name": "Tamu Mawar", "phone": "+6281200078"}, "open"),
        ({"name": "Tamu Melati", "phone": "+6281200077"}, "open"),
        ({"name": "Mawar", "phone": "+6281200078", "nik": invented_nik(78)}, "open"),
    ],
)
def test_a_walk_in_is_forgotten_by_nik_or_by_name_and_phone(asked, state):
    meeting = with_officer(make_meeting(capacity=3))
    asked |= {"kelurahan": places.region(TOMANG), "trade": "gorengan", "birth_on": dt.date(1990, 5, 10)}
    walk_ins.write(meeting, asked, by=meeting.officer)

    forgotten = erasing.erase(None, MARKERS)

    [walk_in] = WalkIn.objects.all()
    assert (walk_in.state, forgotten) == (state, int(state == "deleted"))
    assert walk_in.name == ("" if state == "deleted" else asked["name"])


@pytest.fixture
def full():
    """A session without a free chair, in which a walk-in stands by and then a chair is freed."""
    meeting = with_officer(make_meeting(capacity=1))
    seat = fill(meeting, 1)[0]
    asked = {"name": "Tamu Mawar", "phone": "+6281200077", "kelurahan": places.region(TOMANG), "trade": "gorengan"}
    walk_ins.write(meeting, asked | {"birth_on": dt.date(1990, 5, 10)}, by=meeting.officer)
    seats.move(seat, Seat.State.RELEASED)
    return meeting


def test_who_was_deleted_while_standing_by_is_not_called(full):
    erasing.erase(None, MARKERS)

    with pytest.raises(ValidationError, match="Tidak ada yang siaga"):
        calling.let_next_in(full, by=full.officer)
    assert WalkIn.objects.get().state == WalkIn.State.DELETED
    assert StandBy.objects.get().state == StandBy.State.MISSED


def test_a_walk_in_deleted_in_the_moment_of_the_call_is_not_opened_again(full, monkeypatch):
    chosen = calling.arrivals.lock_open
    first = full.stand_bys.select_related("participant", "walk_in").get()
    monkeypatch.setattr(calling, "next_of", lambda meeting: first)
    monkeypatch.setattr(calling.arrivals, "lock_open", lambda meeting: erasing.erase(None, MARKERS) and chosen(meeting))

    with pytest.raises(ValidationError, match="Urutan siaga sudah berubah"):
        calling.let_next_in(full, by=full.officer)
    assert WalkIn.objects.get().state != WalkIn.State.OPEN
