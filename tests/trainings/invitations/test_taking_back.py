"""A call's result undone takes back the answer that was given in it, where nothing was built on it."""

import pytest

from okoce.clock import now
from participants.calls.models import Notice
from tests.factories.invitations import make_invitation
from tests.factories.people import make_participant
from tests.factories.sessions import make_attendance, make_seat, make_session
from trainings.invitations.actions import answers, notices
from trainings.invitations.models import Invitation
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

State = Invitation.State


@pytest.fixture
def session():
    return make_session(capacity=1)


@pytest.fixture
def call(session):
    notices.invited(session, [make_invitation(session, make_participant(name="Anggrek Bulan"))])
    return Notice.objects.get()


@pytest.fixture
def officer(signed_in):
    return signed_in("officer")


def phone(officer, call, answer):
    officer.post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": f"jawab:{answer}"})


def undo(officer, call):
    page = officer.post(f"/peserta/telepon/{call.pk}/batal/", follow=True).text
    call.refresh_from_db()
    return page


def test_a_yes_is_taken_back_with_its_seat_and_the_person_is_called_again(officer, call, session):
    phone(officer, call, "datang")

    page = undo(officer, call)

    invitation, seat = Invitation.objects.get(), Seat.objects.get()
    assert "undangannya terbuka lagi. Kursi atau nomor cadangannya dilepas." in page
    assert (invitation.state, invitation.seat, invitation.answered_at) == (State.INVITED, None, None)
    assert (invitation.answered_by_way, invitation.answered_by) == ("", None)
    assert (seat.state, seat.release_reason) == (Seat.State.RELEASED, answers.TAKEN_BACK)
    assert (call.state, Notice.objects.filter(state=Notice.State.OPEN).count()) == (Notice.State.OPEN, 1)
    assert Session.objects.get().seats_taken == 0


def test_after_it_the_person_may_answer_anew(officer, call):
    phone(officer, call, "datang")
    undo(officer, call)

    phone(officer, call, "datang")

    assert Invitation.objects.get().state == State.CONFIRMED
    assert Seat.objects.live().get().state == Seat.State.CONFIRMED


def test_a_stand_by_number_is_given_back_too(officer, call, session):
    make_seat(session)
    phone(officer, call, "datang")

    undo(officer, call)

    assert Invitation.objects.get().state == State.INVITED
    assert not Seat.objects.waiting().exists()


def test_a_no_is_taken_back(officer, call):
    phone(officer, call, "tidak")

    page = undo(officer, call)

    assert "undangannya terbuka lagi." in page
    assert "dilepas" not in page
    assert Invitation.objects.get().state == State.INVITED


@pytest.mark.parametrize("built", ["seen", "accepted", "begun"])
def test_an_answer_on_which_something_was_built_is_not_taken_back(officer, call, session, time_machine, built):
    if built == "accepted":
        make_seat(session)
    phone(officer, call, "datang")
    mine = Seat.objects.get(participant=call.participant)
    if built == "seen":
        make_attendance(mine, session.meetings.get())
    elif built == "accepted":
        session.seats.exclude(pk=mine.pk).update(state=Seat.State.RELEASED)
        Seat.objects.filter(pk=mine.pk).update(state=Seat.State.CONFIRMED)
    else:
        Session.objects.update(starts_at=now())

    page = undo(officer, call)

    assert "Kursi dari jawaban ini sudah dipakai" in page
    assert (Invitation.objects.get().state, call.state) == (State.CONFIRMED, Notice.State.REACHED)
    assert call.results.standing().exists()


def test_what_the_person_answered_themselves_stands(officer, call):
    phone(officer, call, "tidak")
    answers.confirm(Invitation.objects.get(), way=Invitation.Way.LINK)
    Notice.objects.filter(pk=call.pk).update(state=Notice.State.REACHED)

    page = undo(officer, call)

    assert "Jawaban orang itu sendiri tetap berlaku." in page
    assert Invitation.objects.get().state == State.CONFIRMED
    assert Seat.objects.live().exists()


def test_a_seat_given_back_meanwhile_leaves_only_the_invitation_to_open(officer, call):
    phone(officer, call, "datang")
    Seat.objects.update(state=Seat.State.RELEASED)

    page = undo(officer, call)

    assert "dilepas" not in page
    assert Invitation.objects.get().state == State.INVITED
