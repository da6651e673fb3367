"""Who may change a seat: what is asked of rows and what is asked of a seat that was read agree."""

import pytest

from tests.access.world import make_world
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


def test_a_seat_that_was_read_says_what_the_rows_say():
    users, _ = make_world()
    seats = Seat.objects.select_related("session", "participant")
    said = {}

    for short, user in users.items():
        managed = set(Seat.objects.manageable_by(user))
        said[short] = [seat.is_manageable_by(user) for seat in seats]
        assert said[short] == [seat in managed for seat in seats]

    assert {short for short, words in said.items() if True in words and False in words} >= {"PS", "KC", "SD"}
