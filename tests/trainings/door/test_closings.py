"""A session is closed once, with figures that stay; feedback is three taps, of which only sums are shown."""

import datetime as dt

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.clock import now
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_attendance, make_seat
from tests.trainings.door.meetings import fill, make_meeting, put, with_officer
from trainings.door.actions import arrivals, calling, closings, feedback, walk_ins
from trainings.door.models import Closing, Feedback

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """Five chairs: three came of four who booked, one claimed chair, one walk-in, one who was turned away."""
    meeting = with_officer(make_meeting(capacity=5, begins=dt.timedelta(minutes=-25)))
    fill(meeting, 3)
    fill(meeting, 1, come=False)
    walk_ins.write(meeting, {"name": "Tamu"}, by=meeting.officer)
    for _ in range(2):
        arrivals.let_in(meeting, make_participant(), by=meeting.officer)
    calling.let_next_in(meeting, by=meeting.officer)
    return put(meeting, begins=dt.timedelta(hours=-3))


def test_the_figures_of_a_session(meeting):
    closing = closings.close(meeting.session, by=meeting.officer, invited=9)

    figures = (closing.invited, closing.capacity, closing.confirmed, closing.came_of_confirmed, closing.came)
    assert figures == (9, 5, 4, 3, 5)
    assert (closing.walk_ins, closing.turned_away, closing.incomplete) == (2, 1, 0)
    assert closing.show_rate == "75 %"


def test_who_missed_the_call_and_came_in_later_was_not_turned_away():
    meeting = with_officer(make_meeting(capacity=1))
    fill(meeting, 1)
    person = make_participant()
    missed = arrivals.let_in(meeting, person, by=meeting.officer).stand_by
    calling.skip(meeting, missed.pk, by=meeting.officer)
    walk_ins.write(meeting, {"name": "Tamu"}, by=meeting.officer)
    meeting.session.capacity = 2
    meeting.session.save()
    calling.skip(meeting, meeting.stand_bys.waiting().get().pk, by=meeting.officer)
    arrivals.let_in(meeting, person, by=meeting.officer)
    put(meeting, begins=dt.timedelta(hours=-3))

    closing = closings.close(meeting.session, by=meeting.officer)

    assert (closing.came, closing.walk_ins, closing.turned_away) == (2, 1, 1)


def test_closed_twice_keeps_the_first_figures(meeting):
    first = closings.close(meeting.session, by=meeting.officer, invited=9)
    make_attendance(make_seat(make_meeting().session), meeting)

    second = closings.close(meeting.session, by=make_user("officer"), invited=50)

    assert (first, second.invited) == (second, 9)
    assert Closing.objects.count() == 1


@pytest.mark.parametrize("hours", [-1, 1])
def test_a_session_is_closed_after_its_end_only(meeting, hours):
    put(meeting, begins=dt.timedelta(hours=hours))

    with pytest.raises(ValidationError, match="setelah pertemuan terakhir"):
        closings.close(meeting.session, by=meeting.officer)


def test_the_host_closes_on_the_page_of_the_session(meeting, signed_in, settings):
    settings.INVITED_COUNTS = [f"{__name__}.invited"]
    page = reverse("trainings:sessions-detail", args=[meeting.session_id])
    client = signed_in(meeting.officer)
    before = client.get(page).text

    client.post(reverse("trainings:door-close", args=[meeting.session_id]))
    after = client.get(page).text

    assert "Tutup sesi" in before
    assert "75 % dari yang punya kursi pasti" in after
    assert Closing.objects.get().invited == 30
    assert "Penutupan sesi" not in signed_in("official").get(page).text


def invited(session):
    return 30


def tap(client, seat, question="useful", answer=3):
    return client.post(reverse("trainings:door-feedback", args=[seat.pk]), {"question": question, "answer": answer})


def test_who_came_answers_with_three_taps_and_may_change_one(meeting, signed_in):
    owner = make_user()
    seat = make_seat(meeting.session, make_participant(user=owner), state="released")
    seat.state = "confirmed"
    meeting.session.capacity = 6
    meeting.session.save()
    seat.save()
    make_attendance(seat, meeting)
    client = signed_in(owner)
    page = client.get(reverse("trainings:seats-detail", args=[seat.pk])).text

    for question in Feedback.Question.values:
        tap(client, seat, question)
    tap(client, seat, "clear", 1)

    assert "Bagaimana pelatihannya?" in page
    assert dict(seat.feedback.values_list("question", "answer")) == {"useful": 3, "clear": 1, "timely": 3}


def test_who_was_not_seen_is_not_asked_and_cannot_answer(meeting, signed_in):
    owner = make_user()
    meeting.session.capacity = 6
    meeting.session.save()
    seat = make_seat(meeting.session, make_participant(user=owner))
    client = signed_in(owner)

    tap(client, seat)

    assert "Bagaimana pelatihannya?" not in client.get(reverse("trainings:seats-detail", args=[seat.pk])).text
    assert not Feedback.objects.exists()


def test_nobody_answers_for_another_nor_after_a_month(meeting, signed_in):
    seat = meeting.session.seats.first()

    assert tap(signed_in("officer"), seat).status_code == 404
    with time_machine.travel(now() + dt.timedelta(days=31)), pytest.raises(ValidationError, match="30 hari"):
        feedback.answer(seat, "useful", 3, by=meeting.officer)


@pytest.mark.parametrize(("people", "shown"), [(4, None), (5, [("Tidak", 0), ("Kurang", 0), ("Ya", 5), ("Sangat", 0)])])
def test_fewer_than_five_answers_are_not_shown(meeting, people, shown):
    session = make_meeting(capacity=9).session
    for seat in [make_seat(session) for _ in range(people)]:
        Feedback.objects.create(seat=seat, question="useful", answer=3)

    assert feedback.totals(session)[0] == ("Berguna?", shown, people)
