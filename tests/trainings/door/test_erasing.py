"""What was asked at the door goes with the data of its person, and nobody else's does."""

import datetime as dt

import pytest

from okoce.regions import places
from participants.rights.markers import Markers
from tests.factories.people import invented_nik
from tests.factories.places import TOMANG
from tests.trainings.door.meetings import make_meeting, with_officer
from trainings.door import erasing
from trainings.door.actions import walk_ins
from trainings.door.models import WalkIn

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
