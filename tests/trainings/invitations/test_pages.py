"""The page of a session's invitations, the journey, and the call list."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce import counts
from okoce.accounts.models import AccessLog
from okoce.jobs.models import Job
from participants.calls.models import Notice
from tests.factories.invitations import make_invitation, make_turnout
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, JATINEGARA
from tests.factories.sessions import make_seat, make_session
from trainings.invitations import forms
from trainings.invitations.actions import inviting, notices
from trainings.invitations.models import Invitation
from trainings.planning.actions import moves, sessions
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db

State = Invitation.State


@pytest.fixture
def session():
    return make_session()


@pytest.fixture
def desk(signed_in):
    return signed_in("staff")


def url(session):
    return f"/pelatihan/{session.pk}/undangan/"


def form_of(page, **changes):
    context = page.context
    return {
        "number": context["number"],
        "seen": context["plan"].invited,
        "shown": context["shown"],
        "people": [person.pk for person in context["people"]],
    } | changes


# --- The staff page ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees", "invites"),
    [
        ("officer", 200, True),
        ("staff", 200, True),
        ("province", 200, False),
        ("mentor", 403, False),
        ("official", 403, False),
        ("auditor", 403, False),
    ],
)
def test_who_sees_invitations_and_who_sends_them(signed_in, session, role, sees, invites):
    make_participant()

    page = signed_in(role).get(url(session))

    assert page.status_code == sees
    assert ("Kirim undangan" in page.text) == invites


def test_the_page_says_how_many_and_why(desk, session):
    make_turnout(800, 504)
    for _ in range(2):
        make_participant()

    page = desk.get(url(session)).text

    assert "Undang paling banyak 137 orang untuk 100 kursi" in page
    assert "504 dari 800 datang di Grogol Petamburan" in page
    assert "bobot awal 40 orang" in page
    assert "Menurut hitungan boleh 137, tetapi hanya 2 orang" in page


def test_whose_names_the_page_shows_is_written_down(desk, session):
    invited, proposed = make_participant(), make_participant()
    make_invitation(session, invited)
    make_participant(kelurahan=JATINEGARA)

    desk.get(url(session))

    rows = AccessLog.objects.filter(act=AccessLog.Act.LIST, reason="Undangan pelatihan dilihat")
    assert {pk for row in rows for pk in row.ids} == {invited.pk, proposed.pk}


def test_sending_invites_those_ticked_and_says_how_many(desk, session):
    people = [make_participant() for _ in range(3)]
    page = desk.get(url(session))

    answer = desk.post(url(session), form_of(page, number=2, people=[people[0].pk, people[2].pk]), follow=True)

    assert "2 orang diundang" in answer.text
    assert set(session.invitations.values_list("participant", flat=True)) == {people[0].pk, people[2].pk}


def test_people_beyond_those_shown_are_invited_too(desk, session, monkeypatch):
    monkeypatch.setattr(forms, "SHOWN", 2)
    monkeypatch.setattr("trainings.invitations.views.invitations.SHOWN", 2)
    people = [make_participant() for _ in range(4)]
    page = desk.get(url(session))

    desk.post(url(session), form_of(page, number=3, people=[people[1].pk]))

    assert "Dan 2 orang lagi menurut urutan yang sama" in page.text
    assert set(session.invitations.values_list("participant", flat=True)) == {person.pk for person in people[1:]}


def test_pressing_twice_invites_once_and_says_so(desk, session):
    for _ in range(4):
        make_participant()
    sent = form_of(desk.get(url(session)), number=2)
    desk.post(url(session), sent)

    again = desk.post(url(session), sent)

    assert "berubah sejak halaman ini dibuka" in again.text
    assert session.invitations.count() == 2


def test_a_number_that_is_none_is_refused_at_the_form(desk, session):
    make_participant()

    page = desk.post(url(session), form_of(desk.get(url(session)), number="banyak"))

    assert counts.UNREADABLE in page.text
    assert not session.invitations.exists()


def test_the_page_says_what_came_of_them_and_offers_more(desk, session):
    make_invitation(session, make_participant(user=make_user()))
    answered = make_invitation(session, state=State.CONFIRMED)
    Invitation.objects.filter(pk=answered.pk).update(seat=make_seat(session, answered.participant))
    waits = make_invitation(session, state=State.CONFIRMED)
    number = make_seat(session, waits.participant, state=Seat.State.WAITING)
    Invitation.objects.filter(pk=waits.pk).update(seat=number)
    make_invitation(session, state=State.DECLINED)
    make_participant()

    page = desk.get(url(session))

    counts = page.context["counts"]
    assert (counts.invited, counts.unanswered, counts.seated, counts.stand_by, counts.declined) == (4, 1, 1, 1, 1)
    assert "1 lewat pesan, 3 lewat daftar telepon" in page.text
    for words in ("Cadangan nomor 1", "Tidak bisa datang", "Kursi pasti", "Undang lagi 1 orang"):
        assert words in page.text


def test_while_a_job_sends_the_page_shows_how_far_it_is(desk, session):
    make_invitation(session)
    make_invitation(session, notified_at=None, channel="")

    page, part = desk.get(url(session)), desk.get(f"{url(session)}kemajuan/")

    for answer in (page, part):
        assert "<strong>1</strong> dari 2 selesai" in answer.text


def test_what_failed_is_sent_again(desk, session):
    make_participant()
    desk.post(url(session), form_of(desk.get(url(session))))
    inviting.jobs_of(session).update(state=Job.State.FAILED)

    page = desk.get(url(session))
    desk.post(f"{url(session)}lagi/")

    assert "Sebagian kabar belum terkirim" in page.text
    assert inviting.jobs_of(session).get().state == Job.State.QUEUED


def test_a_draft_has_no_invitations_and_neither_has_a_session_elsewhere(desk):
    draft, elsewhere = make_session(state=Session.State.DRAFT), make_session(kecamatan=CAKUNG)

    assert [desk.get(url(session)).status_code for session in (draft, elsewhere)] == [404, 404]


def test_the_page_takes_as_many_statements_for_one_invitation_as_for_three(desk, session):
    make_turnout(800, 504)
    counts = []
    for rows in (1, 2, 2):  # the first fills what a process keeps
        for _ in range(rows):
            make_invitation(session, make_participant())
            make_participant()
        with CaptureQueriesContext(connection) as asked:
            desk.get(url(session))
        counts.append(len(asked))

    assert counts[1] == counts[2] <= 12


def test_the_page_takes_as_many_statements_for_one_stand_by_number_as_for_three(desk, session):
    counts = []
    for rows in (1, 1, 2):  # the first fills what a process keeps
        for _ in range(rows):
            waits = make_invitation(session, state=State.CONFIRMED)
            waits.seat = make_seat(session, waits.participant, state=Seat.State.WAITING)
            waits.save()
        with CaptureQueriesContext(connection) as asked:
            page = desk.get(url(session))
        counts.append(len(asked))

    assert "Cadangan nomor 4" in page.text
    assert counts[1] == counts[2]


# --- The participant's side ----------------------------------------------------------------------------


def test_the_journey_shows_an_open_invitation_until_it_is_answered(client, session):
    user = make_user()
    person = make_participant(user=user)
    invitation = make_invitation(session, person)
    client.force_login(user)
    journey = f"/perjalanan/{person.registration_number}/"

    before = client.get(journey).text
    client.post(invitation.url, {"jawaban": "tidak"})

    assert "Jawab undangan" in before
    assert invitation.url in before
    assert invitation.url not in client.get(journey).text


@pytest.mark.parametrize("ends", ["seated", "closed", "cancelled"])
def test_the_journey_does_not_show_what_needs_no_answer(client, session, time_machine, ends):
    user = make_user()
    person = make_participant(user=user)
    invitation = make_invitation(session, person)
    if ends == "seated":
        make_seat(session, person)
    elif ends == "closed":
        time_machine.move_to(session.booking_closes_at)
    else:
        Session.objects.update(state=Session.State.CANCELLED, cancel_code="flood", cancel_reason="Banjir")
    client.force_login(user)

    assert invitation.url not in client.get(f"/perjalanan/{person.registration_number}/").text


# --- The call list -------------------------------------------------------------------------------------


@pytest.fixture
def call(session):
    invitation = make_invitation(session, make_participant(name="Anggrek Bulan"))
    notices.invited(session, [invitation])
    return Notice.objects.get()


@pytest.mark.parametrize(
    ("answer", "state", "words"),
    [("datang", State.CONFIRMED, "kursi pasti"), ("tidak", State.DECLINED, "tidak bisa datang")],
)
def test_who_phones_records_the_answer_and_reads_out_what_came_of_it(signed_in, call, answer, state, words):
    officer = signed_in("officer")
    page = officer.get(f"/peserta/telepon/acara/{call.topic_id}/").text

    said = officer.post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": f"jawab:{answer}"}, follow=True)

    call.refresh_from_db()
    invitation = Invitation.objects.get()
    assert f'value="jawab:{answer}"' in page
    assert f"Jawaban Anggrek Bulan dicatat: {words}" in said.text
    assert (invitation.state, invitation.answered_by_way, call.state) == (
        state,
        Invitation.Way.PHONE,
        Notice.State.REACHED,
    )
    assert call.results.get().reason in ("Datang", "Tidak bisa")
    assert not Notice.objects.filter(state=Notice.State.OPEN).exists()


def test_who_phones_may_correct_the_answer(signed_in, call):
    officer = signed_in("officer")
    for answer in ("datang", "tidak"):
        officer.post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": f"jawab:{answer}"})

    assert Invitation.objects.get().state == State.DECLINED
    assert not Seat.objects.live().exists()


def test_an_answer_nobody_offers_is_refused(signed_in, call):
    said = signed_in("officer").post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": "jawab:mungkin"}, follow=True)

    assert "Pilih jawaban" in said.text
    assert Invitation.objects.get().state == State.INVITED


def test_an_answer_that_cannot_be_kept_leaves_the_call_as_it_was(signed_in, call, session, time_machine):
    time_machine.move_to(session.booking_closes_at)

    said = signed_in("officer").post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": "jawab:datang"}, follow=True)

    call.refresh_from_db()
    assert "berlaku sampai" in said.text
    assert (call.state, call.results.count()) == (Notice.State.OPEN, 0)


def test_another_office_cannot_answer_for_them(client, call):
    client.force_login(make_user("officer", region=CAKUNG))

    assert client.post(f"/peserta/telepon/{call.pk}/hasil/", {"hasil": "jawab:datang"}).status_code == 404
    assert Invitation.objects.get().state == State.INVITED


def test_a_session_that_moves_asks_the_unanswered_anew(session):
    asked, seated = make_invitation(session), make_seat(session)
    notices.invited(session, [asked])
    before = moves.when_and_where(session)
    meeting = session.meetings.get()
    meeting.starts_at, meeting.ends_at = (
        each.replace(hour=each.hour + 1) for each in (meeting.starts_at, meeting.ends_at)
    )
    meeting.save()
    by = make_user("staff")

    reached = moves.announce(sessions.settle(session), before=before, by=by)

    calls = Notice.objects.filter(participant=asked.participant)
    assert (reached.people, moves.concerned(session).people) == (2, 2)
    assert [call.state for call in calls.order_by("pk")] == [Notice.State.REPLACED, Notice.State.OPEN]
    assert "berubah. Semula" in calls.get(state=Notice.State.OPEN).text
    assert seated.participant_id != asked.participant_id
