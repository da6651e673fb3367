"""Which kinds of rows there are of a person, for the panels of their own page."""

import pytest
from django.conf import settings
from django.utils.module_loading import import_string

from participants.journey import presence
from participants.permits.models import Licence
from tests.factories.evidence import make_licence
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


def test_nothing_is_there_of_a_new_person():
    assert presence.of(make_participant()) == frozenset()


def test_each_kind_is_named_by_the_rows_its_panel_shows():
    person, other = make_participant(), make_participant()
    make_licence(person)
    make_licence(person, kind=Licence.Kind.HALAL)
    make_seat(make_session(), person)
    make_seat(make_session(days=(9,)), other, state=Seat.State.ATTENDED)

    assert presence.of(person) == {"licence", "seat"}
    assert presence.of(other) == {"seat", "attended"}


def test_a_seat_that_was_given_back_is_not_there():
    person = make_participant()
    make_seat(make_session(), person, state=Seat.State.RELEASED)

    assert presence.of(person) == frozenset()


def test_the_page_of_somebody_with_nothing_asks_for_nothing_else(client, django_assert_num_queries):
    user = make_user()
    person = make_participant(user=user)
    panels = [import_string(name) for name in settings.JOURNEY_PANELS]
    shown = [name.rpartition(".")[2] for name in settings.JOURNEY_PANELS if name.startswith("trainings.")]

    with django_assert_num_queries(0):
        for name, panel in zip(settings.JOURNEY_PANELS, panels, strict=True):
            if name.startswith("trainings.") or "permits" in name or "agency" in name or "mentoring" in name:
                panel(person, frozenset())
    assert shown
