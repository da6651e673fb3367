"""Who came of those invited: by kecamatan and kind of session, from sessions that are over."""

import pytest

from okoce.programme.models import Commodity
from tests.factories.invitations import make_invitation, make_turnout
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import make_attendance, make_seat, make_session
from tests.factories.venues import make_training
from trainings.invitations import turnouts
from trainings.invitations.models import Invitation, TurnoutSum
from trainings.invitations.rates import Turnout
from trainings.invitations.tasks import recount_turnouts
from trainings.invitations.turnouts import Kind
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session
from trainings.sessions.states import TrainingKind

pytestmark = pytest.mark.django_db

SHORT, WHOLE = Kind(TrainingKind.SOFT, is_whole_day=False), Kind(TrainingKind.SOFT, is_whole_day=True)


def held(*, seated=2, came=1, **fields):
    """A session that is over, without invitations."""
    session = make_session(days=fields.pop("days", (-3,)), **fields)
    for number in range(seated):
        seat = make_seat(session, state=Seat.State.ABSENT)
        if number < came:
            make_attendance(seat, session.meetings.first())
    return session


def sums():
    rows = TurnoutSum.objects.values_list("kecamatan", "training_kind", "is_whole_day", "invited", "came")
    return {(code, Kind(kind, whole)): (invited, came) for code, kind, whole, invited, came in rows}


def test_of_a_session_with_invitations_those_count_who_were_invited():
    session = make_session(days=(-3,))
    came, answered = make_participant(), make_participant(user=make_user())
    make_attendance(make_seat(session, came), session.meetings.first())
    make_seat(session, answered)
    make_attendance(make_seat(session), session.meetings.first())  # came without being invited
    for person in (came, answered, None):
        make_invitation(session, person)
    make_invitation(session, state=Invitation.State.DECLINED)

    assert turnouts.invited_of(session) == Turnout(4, 1)
    assert turnouts.people_invited(session) == 4


def test_of_a_session_without_invitations_the_seats_count():
    session = held(seated=3, came=2)
    make_seat(session, state=Seat.State.RELEASED)
    make_seat(session, state=Seat.State.WAITING)

    assert turnouts.invited_of(session) == Turnout(3, 2)
    assert turnouts.invited_of(make_session()) == Turnout()


def test_who_came_to_two_meetings_came_once():
    session = make_session(days=(-4, -3))
    seat = make_seat(session)
    for meeting in session.meetings.all():
        make_attendance(seat, meeting)

    assert turnouts.invited_of(session) == Turnout(1, 1)


def test_an_attendance_taken_back_does_not_count():
    session = held(seated=2, came=2)
    session.seats.first().attendances.update(voided_at=session.ends_at, void_reason="Keliru")

    assert turnouts.invited_of(session) == Turnout(2, 1)


def test_sums_are_kept_by_kecamatan_and_kind():
    commodity = Commodity.objects.create(code="sabun", name="Sabun")
    training = make_training(kind="hard", commodity=commodity)
    held(seated=2, came=1)
    held(seated=3, came=3, days=(-9,))
    held(seated=4, came=1, hours=(8, 16))
    held(seated=5, came=2, kecamatan=KEBON_JERUK)
    held(seated=6, came=4, hours=(9, 15), training=training)

    recount_turnouts()
    recount_turnouts()

    assert sums() == {
        (GROGOL, SHORT): (5, 4),
        (GROGOL, WHOLE): (4, 1),
        (KEBON_JERUK, SHORT): (5, 2),
        (GROGOL, Kind(TrainingKind.HARD, is_whole_day=True)): (6, 4),
    }


@pytest.mark.parametrize(
    "fields",
    [{"days": (3,)}, {"days": (-800,)}, {"state": Session.State.CANCELLED, "cancel_reason": "Banjir"}, {"came": 0}],
    ids=["not over", "long ago", "cancelled", "nobody marked"],
)
def test_what_says_nothing_is_not_counted(fields):
    held(**{"seated": 2, "came": 1} | fields)

    turnouts.recount()

    assert sums() == {}


def test_history_is_of_the_kecamatan_and_of_the_whole_city():
    make_turnout(800, 504)
    make_turnout(200, 96, kecamatan=CAKUNG)
    make_turnout(50, 1, is_whole_day=True)

    assert turnouts.history(GROGOL, SHORT) == (Turnout(800, 504), Turnout(1000, 600))
    assert turnouts.history(KEBON_JERUK, SHORT) == (Turnout(), Turnout(1000, 600))


def test_the_expected_rate_of_a_kecamatan_leans_on_the_city():
    make_turnout(960, 480)
    make_turnout(40, 40, kecamatan=CAKUNG, is_whole_day=True)

    rates = turnouts.rates_of([GROGOL, KEBON_JERUK, CAKUNG])

    assert rates[KEBON_JERUK] == pytest.approx(0.52)
    assert rates[GROGOL] == pytest.approx((480 + 40 * 0.52) / 1000)
    assert rates[CAKUNG] == pytest.approx((40 + 40 * 0.52) / 80)


def test_without_history_no_rate_is_known():
    assert turnouts.rates_of([GROGOL]) == {}


@pytest.mark.parametrize(("hours", "is_whole_day"), [((8, 16), True), ((9, 14), True), ((9, 13), False)])
def test_a_meeting_of_five_hours_takes_the_day(hours, is_whole_day):
    session = make_session(hours=hours)

    assert turnouts.kind_of(session, list(Meeting.objects.all())) == Kind(TrainingKind.SOFT, is_whole_day)
