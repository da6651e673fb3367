"""Who withdraws a consent leaves every list and file that stands on it, at once."""

import csv
import io

import pytest
from django.urls import reverse

from okoce.clock import now
from participants.calls.models import Notice
from participants.calls.models.notices import digest
from participants.calls.queries import Part, of_part
from participants.consents import actions
from participants.consents.texts import Purpose
from participants.exports import actions as exports
from tests.factories.invitations import make_invitation
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_session
from trainings.invitations import candidates
from trainings.invitations.actions import changes, inviting

pytestmark = pytest.mark.django_db


def answer(person, purpose, *, is_given):
    actions.answer(person, purpose, is_given=is_given, channel="meja")


def withdraw(person, purpose):
    answer(person, purpose, is_given=True)
    answer(person, purpose, is_given=False)


@pytest.fixture
def session():
    return make_session()


# --- News: invitations and the calls about them --------------------------------------------------------


def test_nobody_is_proposed_for_an_invitation_who_wants_no_news(session):
    staff, person, other = make_user("staff"), make_participant(), make_participant()

    withdraw(person, Purpose.NEWS)

    assert candidates.proposed(session, staff, most=9) == [other.pk]


def test_an_invitation_that_did_not_go_out_is_taken_back(session):
    person, other = make_participant(), make_participant()
    inviting.invite(session, number=2, seen=0, by=make_user("staff"))

    withdraw(person, Purpose.NEWS)

    assert inviting.send(session.pk) == 1
    assert list(session.invitations.values_list("participant", flat=True)) == [other.pk]


def test_an_invitation_that_went_out_leaves_every_call_list(session):
    officer, people = make_user("officer"), [make_participant() for _ in range(4)]
    inviting.invite(session, number=4, seen=0, by=make_user("staff"))
    inviting.send(session.pk)
    notices = {notice.participant_id: notice for notice in Notice.objects.all()}
    states = [Notice.State.OPEN, Notice.State.WRONG, Notice.State.MISSED]
    for person, state in zip(people, states, strict=False):
        wrong = digest(person.phone) if state == Notice.State.WRONG else ""
        Notice.objects.filter(pk=notices[person.pk].pk).update(state=state, wrong_digest=wrong)

    for person in people[:3]:
        withdraw(person, Purpose.NEWS)

    listed = {part: set(of_part(officer, part).values_list("participant", flat=True)) for part in Part}
    assert {part: people for part, people in listed.items() if people} == {Part.TO_CALL: {people[3].pk}}


def test_a_message_that_nobody_read_becomes_no_call(session):
    make_participant(user=make_user())
    inviting.invite(session, number=1, seen=0, by=make_user("staff"))
    inviting.send(session.pk)

    withdraw(Notice.objects.get().participant, Purpose.NEWS)

    assert Notice.objects.get().call_from is None


def test_a_session_that_moves_is_no_news_to_them(session):
    person, other = make_participant(), make_participant()
    for each in (person, other):
        make_invitation(session, each, notified_at=now(), channel="call")

    withdraw(person, Purpose.NEWS)

    assert [each.participant for each in changes.open_invitations(session)] == [other]


def test_notices_about_their_own_seat_stay(session):
    person = make_participant()
    notice = Notice.objects.create(
        participant=person,
        topic=inviting.notices.topic_of_session(session),
        kind="seat_booked",
        key="uji",
        subject="Kursi",
        text="kursi Anda pasti.",
        state=Notice.State.OPEN,
    )

    withdraw(person, Purpose.NEWS)

    notice.refresh_from_db()
    assert notice.state == Notice.State.OPEN


# --- Partners: files -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "form"),
    [
        (reverse("participants:exports-people"), {"bentuk": "csv"}),
        (reverse("admin:people_participant_export"), {"resource": "0", "format": "1"}),
    ],
    ids=["page", "admin"],
)
def test_nobody_stands_in_a_file_who_withdrew_the_consent_for_partners(signed_in, url, form):
    person, other = make_participant(), make_participant()

    withdraw(person, Purpose.PARTNERS)

    response = signed_in("staff").post(url, form | {"reason": "Daftar untuk bank"})
    rows = list(csv.reader(io.StringIO(response.content.decode().removeprefix("\ufeff")), delimiter=";"))
    assert [row[0] for row in rows[2:]] == [other.registration_number]


def test_another_consent_that_is_withdrawn_changes_no_file():
    person = make_participant()

    withdraw(person, Purpose.PUBLICITY)

    assert list(exports.offered(make_user("staff"))) == [person]
