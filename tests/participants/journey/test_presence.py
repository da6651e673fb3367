"""Which kinds of rows there are of a person, for the panels of their own page."""

import pytest

from participants.journey import presence
from participants.journey.display import panels_of
from participants.permits.models import Licence
from tests.factories.evidence import make_licence
from tests.factories.people import make_participant
from tests.factories.sessions import in_days, make_seat, make_session
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


def test_each_kind_is_named_by_the_rows_its_panel_shows():
    person, other, new = make_participant(), make_participant(), make_participant()
    make_licence(person, in_days(-3))
    make_licence(person, in_days(-2), kind=Licence.Kind.HALAL)
    make_seat(make_session(), person)
    make_seat(make_session(days=(9,)), other, state=Seat.State.ATTENDED)
    make_seat(make_session(days=(12,)), new, state=Seat.State.RELEASED)

    assert presence.of(person) == {"licence", "seat"}
    assert presence.of(other) == {"seat", "attended"}
    assert presence.of(new) == frozenset()


def test_panels_ask_for_nothing_that_is_not_there(django_assert_num_queries):
    person = make_participant()
    panels_of(person, presence.of(person))  # what is kept in memory is read

    with django_assert_num_queries(1):  # whether a card was sent back
        panels_of(person, frozenset())
