"""A mentor books and cancels seats for the people they mentor, by the rules of every booking."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.accounts.models import User
from okoce.clock import now
from okoce.notifications.models import Message
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, JATINEGARA
from tests.factories.sessions import make_seat, make_session
from tests.shown_again import shown_again
from trainings.seats.actions import mentees
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

State = Seat.State


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def mentee(mentor):
    return make_participant(mentor=mentor, user=make_user(), name="Anggrek Dampingan")


@pytest.fixture
def desk(client, mentor):
    client.force_login(mentor)
    return client


def several(session):
    return f"/pelatihan/{session.pk}/dampingan/"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


# --- Booking -------------------------------------------------------------------------------------------


def test_several_mentees_get_seats_and_a_message_with_one_press(desk, mentor, mentee):
    other, session = make_participant(mentor=mentor), make_session()

    answer = desk.post(several(session), {"people": [mentee.pk, other.pk]}, follow=True)

    assert {(seat.participant, seat.state, seat.booked_by) for seat in session.seats.all()} == {
        (mentee, State.CONFIRMED, mentor),
        (other, State.CONFIRMED, mentor),
    }
    assert messages_of(answer) == ["2 orang dipesankan: 2 kursi pasti."]
    assert Message.objects.filter(user=mentee.user).count() == 1


def test_who_comes_after_the_last_place_waits(desk, mentor, mentee):
    session = make_session(capacity=1)
    other = make_participant(mentor=mentor, name="Zaitun Dampingan")

    answer = desk.post(several(session), {"people": [other.pk, mentee.pk]}, follow=True)

    assert session.seats.get(participant=mentee).state == State.CONFIRMED  # by name, whatever was ticked first
    assert session.seats.get(participant=other).state == State.WAITING
    assert messages_of(answer) == ["2 orang dipesankan: 1 kursi pasti, 1 nomor tunggu."]


def test_one_who_is_refused_keeps_nobody_else_back(mentor, mentee):
    session, same_hour = make_session(), make_session(title="Jam yang sama", modules=())
    busy = make_participant(mentor=mentor)
    make_seat(same_hour, busy)

    booked = mentees.book_for(session, [busy, mentee], by=mentor)

    assert [seat.participant for seat in booked.seats] == [mentee]
    assert [(person, "Jam yang sama" in sentence) for person, sentence in booked.refusals] == [(busy, True)]


def test_a_closed_session_is_refused_as_for_officers(mentor, mentee):
    session = make_session(booking_closes_at=now())

    booked = mentees.book_for(session, [mentee], by=mentor)

    assert booked.seats == []
    assert "sudah ditutup" in booked.refusals[0][1]


def test_booking_again_gives_the_seat_that_is_held(mentor, mentee):
    session = make_session()
    held = make_seat(session, mentee)

    assert mentees.book_for(session, [mentee], by=mentor).seats == [held]


@pytest.mark.parametrize("change", ["given to another", "role ended", "nobodys"])
def test_the_action_asks_who_mentors_the_person_now(mentor, mentee, change):
    session = make_session()
    if change == "given to another":
        Participant.objects.update(mentor=make_user("mentor"))
    elif change == "role ended":
        mentor.assignments.update(ends_at=now())
    else:
        Participant.objects.update(mentor=None)

    booked = mentees.book_for(session, [mentee], by=User.objects.get(pk=mentor.pk))

    assert (booked.seats, [sentence for _, sentence in booked.refusals]) == ([], [mentees.NOT_YOURS])
    assert session.seats.count() == 0


def test_more_than_fifty_at_once_are_refused(mentor, mentee):
    with pytest.raises(ValidationError, match="paling banyak 50 orang"):
        mentees.book_for(make_session(), [mentee] * 51, by=mentor)


def test_the_mentee_of_another_is_not_offered_and_not_taken(desk):
    foreign, session = make_participant(mentor=make_user("mentor"), name="Orang Asing"), make_session()

    answer = desk.post(several(session), {"people": [foreign.pk]})

    assert "Centang dulu siapa yang dipesankan" in answer.content.decode()
    assert "Orang Asing" not in answer.content.decode()
    assert session.seats.count() == 0


def test_nobody_ticked_is_asked_for(desk, mentee):
    page = desk.post(several(make_session()), {"people": ["x"]}).content.decode()

    assert "Centang dulu siapa yang dipesankan" in page


def test_a_draft_has_no_page(desk, mentee):
    assert desk.get(several(make_session(state=Session.State.DRAFT))).status_code == 404


def test_a_seat_held_here_and_one_at_the_same_hour_are_shown_instead_of_a_tick(desk, mentor, mentee):
    session, same_hour = make_session(), make_session(title="Jam yang sama", modules=())
    busy, free = make_participant(mentor=mentor), make_participant(mentor=mentor)
    make_seat(session, mentee)
    make_seat(same_hour, busy)

    page = desk.get(several(session)).content.decode()

    assert page.count('name="people"') == 1
    assert f'value="{free.pk}"' in page
    assert "Jam yang sama" in page
    assert "Kursi pasti" in page


@pytest.mark.parametrize("role", ["officer", "staff", "province", None])
def test_the_pages_are_for_mentors_only(client, mentee, role):
    client.force_login(make_user(role))

    assert client.get(several(make_session())).status_code == 403
    assert client.get(f"/pelatihan/dampingan/{mentee.pk}/").status_code == 403


# --- One mentee ----------------------------------------------------------------------------------------


def test_from_the_mentees_page_the_nearest_session_is_booked(desk, mentee):
    far = make_session(kecamatan=CAKUNG, title="Sesi jauh", days=(3,))
    near = make_session(title="Sesi dekat", days=(9,))
    page = desk.get(f"/pendampingan/{mentee.pk}/").content.decode()
    choice = desk.get(f"/pelatihan/dampingan/{mentee.pk}/").content.decode()

    answer = desk.post(f"/pelatihan/dampingan/{mentee.pk}/", {"session": near.pk})

    seat = Seat.objects.get()
    assert f'href="/pelatihan/dampingan/{mentee.pk}/"' in page
    assert choice.index("Sesi dekat") < choice.index("Sesi jauh")
    assert (seat.session, seat.participant) == (near, mentee)
    assert answer.url == f"/pelatihan/kursi/{seat.pk}/"
    assert far.seats.count() == 0
    assert "Sesi dekat" in desk.get(f"/pendampingan/{mentee.pk}/").content.decode()


def test_a_session_has_to_be_chosen(desk, mentee):
    assert "Pilih dulu sesinya" in desk.post(f"/pelatihan/dampingan/{mentee.pk}/", {"session": ""}).content.decode()


def test_a_refusal_leads_back_to_the_choice(desk, mentee):
    session = make_session()
    make_seat(make_session(title="Jam yang sama"), mentee)

    answer = desk.post(f"/pelatihan/dampingan/{mentee.pk}/", {"session": session.pk}, follow=True)

    assert "Jam yang sama" in messages_of(answer)[0]
    assert session.seats.count() == 0


def test_no_session_to_book_says_where_to_look(desk, mentee):
    assert "Belum ada sesi yang bisa dipesan" in desk.get(f"/pelatihan/dampingan/{mentee.pk}/").content.decode()


# --- Ways and cancelling -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/pelatihan/", "/pelatihan/{pk}/"])
def test_calendar_and_session_lead_there_for_mentors_only(client, mentor, mentee, path):
    session = make_session()
    shown = {}
    for who, user in (("mentor", mentor), ("participant", mentee.user), ("officer", make_user("officer"))):
        client.force_login(user)
        shown[who] = several(session) in client.get(path.format(pk=session.pk)).content.decode()
    client.logout()

    assert shown == {"mentor": True, "participant": False, "officer": False}
    assert several(session) not in client.get(path.format(pk=session.pk)).content.decode()


def test_a_closed_session_leads_nowhere(desk, mentee):
    session = make_session(booking_closes_at=now())

    assert several(session) not in desk.get("/pelatihan/").content.decode()


def test_a_mentor_cancels_the_seat_of_a_mentee_with_a_reason(desk, mentor, mentee):
    seat = make_seat(make_session(), mentee)

    empty = shown_again(desk, desk.post(f"/pelatihan/kursi/{seat.pk}/batal/", {"reason": ""})).content.decode()
    desk.post(f"/pelatihan/kursi/{seat.pk}/batal/", {"reason": "Sakit"})

    seat.refresh_from_db()
    assert "Tulis alasan pembatalan" in empty
    assert (seat.state, seat.release_reason) == (State.RELEASED, "Sakit")
    assert Message.objects.filter(user=mentee.user).count() == 1


def test_a_mentor_accepts_an_offer_for_a_mentee(desk, mentee):
    seat = make_seat(make_session(), mentee, state=State.OFFERED)

    desk.post(f"/pelatihan/kursi/{seat.pk}/terima/")

    seat.refresh_from_db()
    assert seat.state == State.CONFIRMED


@pytest.mark.parametrize("whose", ["of another mentor", "of a resident"])
def test_other_seats_are_not_the_mentors_to_change(desk, whose):
    person = make_participant(mentor=make_user("mentor") if whose == "of another mentor" else None)
    seat = make_seat(make_session(), person)

    assert desk.get(f"/pelatihan/kursi/{seat.pk}/batal/").status_code == 404


def test_a_mentee_elsewhere_may_be_booked_for(mentor):
    """A mentor acts on the people given to them, wherever those live."""
    far = make_participant(mentor=mentor, kelurahan=JATINEGARA)

    assert len(mentees.book_for(make_session(kecamatan=CAKUNG), [far], by=mentor).seats) == 1


@pytest.mark.parametrize("path", ["/pelatihan/{session}/dampingan/", "/pelatihan/dampingan/{person}/"])
def test_the_pages_cost_the_same_with_one_row_and_with_three(desk, mentor, mentee, path):
    session, same_hour = make_session(), make_session()
    make_seat(same_hour, mentee)
    address = path.format(session=session.pk, person=mentee.pk)

    def statements():
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    statements()
    one = statements()
    for _ in range(2):
        make_seat(same_hour, make_participant(mentor=mentor))
        make_session()
    statements()

    assert statements() == one
