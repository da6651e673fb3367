"""Who comes today gives back later seats for the same modules; what teaches something else stays."""

import pytest

from participants.calls.models import Notice
from tests.factories.people import make_participant
from tests.factories.sessions import make_seat, make_session
from tests.trainings.door.meetings import make_meeting, with_officer
from tests.trainings.door.test_pages import address
from trainings.door.actions import arrivals, covered
from trainings.door.forms.search import token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return with_officer(make_meeting(capacity=2, modules=("M2",), title="Hari ini"))


@pytest.fixture
def person():
    return make_participant(name="Kenanga Sore")


def come(meeting, person):
    seat = arrivals.let_in(meeting, person, by=meeting.officer).seat
    return covered.release(seat)


def states(*seats):
    for seat in seats:
        seat.refresh_from_db()
    return [seat.state for seat in seats]


@pytest.mark.parametrize("state", ["waiting", "confirmed", "offered"])
def test_a_later_seat_for_the_same_module_is_given_back_and_the_person_hears_of_it(meeting, person, state):
    numbers = {"waiting": {"queue_number": 1}, "offered": {"offered_until": meeting.ends_at}}
    later = make_seat(make_session(modules=("M2",)), person, state=state, **numbers.get(state, {}))

    assert come(meeting, person) == [later]

    assert states(later) == ["released"]
    assert later.release_reason == "Modulnya diikuti di “Hari ini”"
    assert Notice.objects.get(kind="seat_released").participant == person


def test_the_chair_goes_to_the_next_who_waits(meeting, person):
    session = make_session(modules=("M2",), capacity=1)
    make_seat(session, person)
    next_one = make_seat(session, state="waiting", queue_number=1)

    come(meeting, person)

    assert states(next_one) == ["offered"]


@pytest.mark.parametrize("modules", [("M1",), ("M1", "M2")])
def test_a_seat_that_also_teaches_something_else_stays(meeting, person, modules):
    later = make_seat(make_session(modules=modules), person)

    assert come(meeting, person) == []
    assert states(later) == ["confirmed"]


def test_what_somebody_finished_before_does_not_keep_a_seat(meeting, person):
    make_seat(make_session(modules=("M1",), days=(-9,)), person, state="attended")
    later = make_seat(make_session(modules=("M1", "M2")), person)

    assert come(meeting, person) == [later]


def test_a_seat_of_somebody_else_and_of_a_session_that_runs_stay(meeting, person):
    others = make_seat(make_session(modules=("M2",)))
    running = make_seat(make_session(modules=("M2",), days=(-1, 5)), person)

    assert come(meeting, person) == []
    assert states(others, running) == ["confirmed", "confirmed"]


def test_the_page_says_which_seat_was_given_back(meeting, person, client):
    make_seat(make_session(modules=("M2",), title="Minggu depan"), person)
    client.force_login(meeting.officer)
    sent = {"person": token_of(meeting, person.pk, meeting.officer)}

    page = client.post(address("door-admit", meeting), sent, follow=True)

    assert "Kursi Kenanga Sore di “Minggu depan”" in page.text
    assert "dilepas, karena modulnya diikuti di sini" in page.text
