"""Invitations answered: by signed link, by log-in, by the call list; chairs first, then stand-by numbers."""

import datetime as dt

import pytest
from django.core import signing
from django.core.exceptions import ValidationError
from django.test import Client

from okoce.clock import now
from participants.calls.models import Notice
from participants.people.models import Participant
from tests.factories.invitations import make_invitation
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from trainings.invitations.actions import answers, inviting, joining, notices
from trainings.invitations.models import Invitation
from trainings.planning.actions import sessions
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

State, Way = Invitation.State, Invitation.Way


@pytest.fixture
def session():
    return make_session(capacity=1)


def press(client, invitation, answer):
    return client.post(invitation.url, {"jawaban": answer}, follow=True)


def stored(invitation):
    return Invitation.objects.select_related("seat", "session").get(pk=invitation.pk)


# --- What a yes leads to -------------------------------------------------------------------------------


def test_who_confirms_while_chairs_are_free_gets_one(session):
    answered = answers.confirm(make_invitation(session), way=Way.LINK)

    assert (answered.state, answered.seat.state, answered.in_words) == (
        State.CONFIRMED,
        Seat.State.CONFIRMED,
        "kursi pasti",
    )


def test_who_confirms_later_is_stand_by_with_a_number(session):
    first, second = make_invitation(session), make_invitation(session)
    answers.confirm(first, way=Way.LINK)

    answered = answers.confirm(second, way=Way.LINK)

    assert (answered.seat.state, answered.in_words) == (Seat.State.WAITING, "cadangan nomor 1")


def test_an_invitation_takes_no_chair(session):
    make_invitation(session)

    session.refresh_from_db()
    assert session.seats_taken == 0


def test_confirming_twice_keeps_the_seat(session):
    invitation = make_invitation(session)

    first, second = (answers.confirm(invitation, way=Way.LINK).seat for _ in range(2))

    assert first == second


def test_who_changes_their_mind_gives_the_chair_to_the_first_stand_by(session):
    first, second = make_invitation(session), make_invitation(session)
    answers.confirm(first, way=Way.LINK)
    stand_by = answers.confirm(second, way=Way.LINK).seat

    declined = answers.decline(first, way=Way.LINK)

    stand_by.refresh_from_db()
    assert (declined.state, declined.seat.state) == (State.DECLINED, Seat.State.RELEASED)
    assert stand_by.state == Seat.State.OFFERED


def test_who_declined_may_confirm_again_until_closing(session):
    invitation = make_invitation(session)
    answers.decline(invitation, way=Way.LINK)

    assert answers.confirm(invitation, way=Way.LINK).seat.state == Seat.State.CONFIRMED


@pytest.mark.parametrize("act", [answers.confirm, answers.decline])
def test_after_the_end_of_booking_nothing_is_answered(session, act, time_machine):
    invitation = make_invitation(session)
    time_machine.move_to(session.booking_closes_at)

    with pytest.raises(ValidationError, match="berlaku sampai"):
        act(invitation, way=Way.LINK)


@pytest.mark.parametrize("act", [answers.confirm, answers.decline])
def test_an_invitation_to_a_cancelled_session_is_not_answered(session, act):
    invitation = make_invitation(session)
    Session.objects.update(state=Session.State.CANCELLED, cancel_code="flood", cancel_reason="Banjir")

    with pytest.raises(ValidationError, match="dibatalkan"):
        act(invitation, way=Way.LINK)


def test_the_end_follows_a_session_that_moves(session, time_machine):
    invitation = make_invitation(session)
    Session.objects.update(
        starts_at=session.starts_at + dt.timedelta(days=3),
        booking_closes_at=session.booking_closes_at + dt.timedelta(days=3),
    )
    time_machine.move_to(session.booking_closes_at)

    assert answers.confirm(invitation, way=Way.LINK).seat.state == Seat.State.CONFIRMED


def test_nobody_is_called_about_what_they_just_answered(session):
    invitation = make_invitation(session)
    notices.invited(session, [invitation])

    answers.confirm(invitation, way=Way.LINK)
    answers.decline(invitation, way=Way.LINK)

    assert not Notice.objects.filter(state=Notice.State.OPEN).exists()


# --- The link ------------------------------------------------------------------------------------------


def test_the_link_shows_the_session_and_changes_nothing(client, session):
    invitation = make_invitation(session, make_participant(name="Mawar Melati"))

    page = client.get(invitation.url)

    assert (page.status_code, stored(invitation).state) == (200, State.INVITED)
    assert "Dasar wirausaha" in page.text
    assert "Mawar" not in page.text
    assert "no-store" in page["Cache-Control"]


def test_without_log_in_the_link_confirms_and_declines(client, session):
    invitation = make_invitation(session)

    assert "Kursi Anda sudah pasti" in press(client, invitation, "datang").text
    assert (stored(invitation).answered_by_way, stored(invitation).answered_by) == (Way.LINK, None)
    assert "tidak bisa datang" in press(client, invitation, "tidak").text
    assert stored(invitation).state == State.DECLINED


def test_stand_by_people_read_their_number(client, session):
    make_seat(session)

    assert "Anda cadangan nomor 1" in press(client, make_invitation(session), "datang").text


def test_the_number_they_read_is_how_far_in_front_they_are(client, session):
    make_seat(session)
    first, second = make_invitation(session), make_invitation(session)
    answers.confirm(first, way=Way.LINK)
    answers.confirm(second, way=Way.LINK)
    answers.decline(first, way=Way.LINK)

    assert "Anda cadangan nomor 1" in client.get(second.url).text
    assert stored(second).in_words == "cadangan nomor 1"


def test_somebody_logged_in_is_written_down_as_answering(client, session):
    user = make_user()
    invitation = make_invitation(session, make_participant(user=user))
    client.force_login(user)

    press(client, invitation, "datang")

    found = stored(invitation)
    assert (found.answered_by_way, found.answered_by, found.seat.booked_by) == (Way.LOGIN, user, user)


def test_only_a_known_answer_is_taken(client, session):
    invitation = make_invitation(session)

    assert "Pilih salah satu jawaban" in press(client, invitation, "mungkin").text
    assert stored(invitation).state == State.INVITED


def test_a_link_needs_the_token_of_the_form():
    invitation = make_invitation(make_session())

    answer = Client(enforce_csrf_checks=True).post(invitation.url, {"jawaban": "datang"})

    assert answer.status_code == 403
    assert stored(invitation).state == State.INVITED


def test_a_link_answers_only_so_often(client, session):
    invitation = make_invitation(session)
    for _ in range(5):
        press(client, invitation, "datang")
        press(client, invitation, "tidak")

    assert "terlalu sering" in press(client, invitation, "datang").text
    assert stored(invitation).state == State.DECLINED


def test_after_closing_the_link_says_so(client, session, time_machine):
    invitation = make_invitation(session)
    time_machine.move_to(session.booking_closes_at + dt.timedelta(seconds=1))

    assert "Undangan ini sudah ditutup" in client.get(invitation.url).text
    assert "berlaku sampai" in press(client, invitation, "datang").text
    assert not Seat.objects.exists()


def test_of_a_cancelled_session_the_link_says_why(client, session):
    invitation = make_invitation(session)
    Session.objects.update(state=Session.State.CANCELLED, cancel_code="flood", cancel_reason="Aula terendam")

    assert "Aula terendam" in press(client, invitation, "datang").text
    assert not Seat.objects.exists()


def test_a_link_opens_no_other_invitation(client, session):
    mine, other = make_invitation(session), make_invitation(make_session(days=(9,)))
    signature = mine.token.rpartition(":")[2]

    for forged in (f"{other.pk}-{other.session_id}:{signature}", f"{mine.pk}-{other.session_id}:{signature}"):
        assert client.get(f"/undangan/pelatihan/{forged}/").status_code == 404
        assert client.post(f"/undangan/pelatihan/{forged}/", {"jawaban": "datang"}).status_code == 404
    assert not Seat.objects.exists()


@pytest.mark.parametrize("salt", ["trainings.tickets", "django.core.signing.Signer", "participants.receipt"])
def test_what_was_signed_for_another_purpose_opens_nothing(client, session, salt):
    invitation = make_invitation(session)
    forged = signing.Signer(salt=salt).sign(f"{invitation.pk}-{invitation.session_id}")

    assert client.post(f"/undangan/pelatihan/{forged}/", {"jawaban": "datang"}).status_code == 404
    assert stored(invitation).state == State.INVITED


@pytest.mark.parametrize("token", ["x", "1", "1-1", "1-1:salah", ":", "-:", "999999999999999999999-1:a"])
def test_what_nobody_signed_is_not_found(client, token):
    assert client.get(f"/undangan/pelatihan/{token}/").status_code == 404


def test_a_link_opens_no_invitation_to_another_session(client, session):
    invitation = make_invitation(session)
    url = invitation.url
    Invitation.objects.update(session=make_session(days=(9,)))

    assert client.get(url).status_code == 404


# --- Changes of the session ----------------------------------------------------------------------------


def test_who_did_not_answer_hears_that_the_session_is_cancelled(session):
    host, reader = make_user("staff"), make_participant(user=make_user())
    people = [make_invitation(session, reader), make_invitation(session), make_invitation(session)]
    notices.invited(session, people)
    Notice.objects.filter(participant=people[1].participant).update(state=Notice.State.REACHED)

    reached = sessions.cancel(session, by=host, reason="Banjir")

    calls = Notice.objects.filter(kind=notices.CALLED_OFF)
    assert (reached.by_message, reached.to_call) == (1, 1)
    assert set(calls.values_list("participant", flat=True)) == {reader.pk, people[1].participant_id}
    assert not Notice.objects.filter(kind=notices.INVITED, state=Notice.State.OPEN).exists()


def test_a_registration_that_is_joined_takes_its_answer_along(session):
    record, waiting = make_participant(), make_participant(holds_nik=False)
    make_invitation(session, record)
    make_invitation(session, waiting, state=State.DECLINED)
    elsewhere = make_invitation(make_session(days=(9,)), waiting)

    joining.join(waiting, record)

    assert set(record.invitations.values_list("session", "state")) == {
        (session.pk, State.DECLINED),
        (elsewhere.session_id, State.INVITED),
    }
    assert not Invitation.objects.filter(participant=waiting).exists()


@pytest.mark.parametrize("act", [answers.confirm, answers.decline])
def test_an_invitation_that_went_into_another_one_is_not_answered(session, act):
    record, waiting = make_participant(), make_participant(holds_nik=False)
    make_invitation(session, record)
    theirs = make_invitation(session, waiting)
    joining.join(waiting, record)

    with pytest.raises(ValidationError, match="tidak ada lagi"):
        act(theirs, way=Way.LINK)


def test_sending_stops_when_the_session_is_cancelled_meanwhile(session):
    make_invitation(session, notified_at=None, channel="")
    Session.objects.update(state=Session.State.CANCELLED, cancel_code="flood", cancel_reason="Banjir")

    assert inviting.send(session.pk) == 0


def test_people_are_named_to_nobody_by_the_link(client, session):
    person = make_participant(name="Mawar Melati", user=make_user())
    invitation = make_invitation(session, person)

    pages = [press(client, invitation, answer).text for answer in ("datang", "tidak")]

    assert [
        word for page in pages for word in ("Mawar", person.registration_number, person.phone) if word in page
    ] == []
    assert Participant.objects.get(pk=person.pk).seats.count() == 1
    assert stored(invitation).answered_at <= now()


def test_a_refusal_names_nobody_either(client, session):
    person = make_participant(name="Mawar Melati")
    make_seat(make_session(), person)

    page = press(client, make_invitation(session, person), "datang").text

    assert "Anda sudah punya kursi" in page
    assert "Mawar" not in page
