"""The panel of seats on somebody's journey."""

import pytest

from tests.factories.people import make_participant
from tests.factories.sessions import make_seat, make_session
from trainings.seats import journey_panel
from trainings.sessions import memory

pytestmark = pytest.mark.django_db


def test_a_session_whose_new_hours_are_not_known_yet_breaks_no_page(monkeypatch):
    person = make_participant()
    known, moved = (make_seat(make_session(days=(day,)), person) for day in (2, 3))
    contents = memory.contents({known.session_id, moved.session_id})
    stale = contents | {moved.session_id: contents[moved.session_id]._replace(meetings=())}
    monkeypatch.setattr(memory, "contents", lambda numbers: stale)

    panel = journey_panel.seats_of_mentee(person)

    assert panel["context"]["seats"] == [known]
