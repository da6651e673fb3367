"""Whom a session invites, how many, and that nobody is invited or notified twice."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from okoce.jobs.models import Job
from okoce.notifications.models import Message
from okoce.programme.models import Commodity
from participants.calls.models import Notice
from participants.cleaning import availability
from tests.factories.invitations import make_invitation, make_turnout
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, DURI_KEPA, JATINEGARA, KEBON_JERUK
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from trainings.invitations import candidates
from trainings.invitations.actions import inviting
from trainings.invitations.models import Invitation
from trainings.invitations.plans import plan_of
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff():
    return make_user("staff")


def proposed(session, user, most=100):
    return candidates.proposed(
        Session.objects.select_related("kecamatan", "training").get(pk=session.pk), user, most=most
    )


def invite(session, by, number, seen=0, **options):
    return inviting.invite(session, number=number, seen=seen, by=by, **options)


def parts_of(session):
    meeting = session.meetings.first()
    return availability.parts_of(meeting.starts_at, meeting.ends_at)


# --- Who -----------------------------------------------------------------------------------------------


def test_people_of_the_host_come_first_and_neighbours_only_where_these_are_too_few(staff):
    session = make_session()
    there, here = make_participant(kelurahan=DURI_KEPA), make_participant()
    make_participant(kelurahan=JATINEGARA)

    assert proposed(session, staff) == [here.pk, there.pk]
    assert proposed(session, staff, most=1) == [here.pk]


def test_a_kecamatan_of_the_kota_that_borders_nowhere_on_the_host_is_no_neighbour(staff, monkeypatch):
    session, here = make_session(), make_participant()
    make_participant(kelurahan=DURI_KEPA)
    monkeypatch.setattr(candidates, "near", lambda code: frozenset({CAKUNG}) if code == session.kecamatan_id else ())

    assert proposed(session, staff) == [here.pk]


def test_an_officer_of_a_kecamatan_invites_from_there_only():
    session, here = make_session(), make_participant()
    make_participant(kelurahan=DURI_KEPA)

    assert proposed(session, make_user("officer")) == [here.pk]


def test_who_has_every_module_is_left_out_and_who_misses_one_is_not(staff):
    session = make_session(modules=("M1", "M2"))
    done, partly = make_participant(), make_participant()
    make_seat(make_session(days=(-9,), modules=("M1", "M2")), done, state=Seat.State.ATTENDED)
    make_seat(make_session(days=(-8,), modules=("M1",)), partly, state=Seat.State.ATTENDED)

    assert proposed(session, staff) == [partly.pk]


def test_who_was_absent_is_invited_again(staff):
    session, absent = make_session(), make_participant()
    make_seat(make_session(days=(-9,)), absent, state=Seat.State.ABSENT)

    assert proposed(session, staff) == [absent.pk]


@pytest.mark.parametrize("state", [Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED])
def test_who_is_seated_for_the_same_module_is_left_out(staff, state):
    session = make_session(modules=("M1",))
    make_seat(make_session(days=(12,), modules=("M1", "M2")), make_participant(), state=state)

    assert proposed(session, staff) == []


def test_a_seat_for_another_module_at_another_hour_is_no_obstacle(staff):
    session, person = make_session(modules=("M1",)), make_participant()
    make_seat(make_session(days=(12,), modules=("M2",)), person)

    assert proposed(session, staff) == [person.pk]


def test_who_sits_elsewhere_at_that_hour_is_left_out(staff):
    session = make_session(modules=("M1",))
    make_seat(make_session(modules=("M2",), hours=(11, 14)), make_participant())

    assert proposed(session, staff) == []


def test_a_registration_whose_card_nobody_saw_has_one_seat_at_a_time(staff):
    session, waiting = make_session(modules=("M1",)), make_participant(holds_nik=False)
    seat = make_seat(make_session(days=(12,), modules=("M2",)), waiting)

    before = proposed(session, staff)
    seat.delete()

    assert (before, proposed(session, staff)) == ([], [waiting.pk])


def test_who_is_invited_for_the_same_module_is_left_out_until_they_decline(staff):
    session, declined = make_session(), make_participant()
    other = make_session(days=(12,))
    make_invitation(other)
    make_invitation(other, declined, state=Invitation.State.DECLINED)

    assert proposed(session, staff) == [declined.pk]


def test_who_was_invited_to_this_session_is_not_invited_again_even_after_declining(staff):
    session = make_session()
    make_invitation(session, state=Invitation.State.DECLINED)

    assert proposed(session, staff) == []


def test_hours_decide_and_who_never_said_any_comes_last(staff):
    session = make_session()
    unknown, fits = make_participant(), make_participant(availability=parts_of(session))
    make_participant(availability=availability.ALL & ~parts_of(session))

    assert proposed(session, staff) == [fits.pk, unknown.pk]


def test_who_cannot_come_for_a_whole_day_is_asked_for_short_sessions_only(staff):
    person = make_participant(cannot_whole_day=True)

    assert proposed(make_session(hours=(8, 16)), staff) == []
    assert proposed(make_session(hours=(8, 11)), staff) == [person.pk]


def test_invitations_left_unanswered_put_people_back(staff):
    often, never = make_participant(), make_participant()
    make_invitation(make_session(days=(-9,)), often)

    assert proposed(make_session(), staff) == [never.pk, often.pk]


def test_a_commodity_training_is_asked_for_by_itself(staff):
    commodities = [Commodity.objects.create(code=code, name=code) for code in ("sabun", "kerajinan")]
    one, other = (make_training(kind="hard", commodity=commodity) for commodity in commodities)
    person = make_participant()
    make_seat(make_session(days=(-9,), modules=("M1",), training=one), person, state=Seat.State.ATTENDED)

    assert proposed(make_session(modules=("M1",), training=other), staff) == [person.pk]
    assert proposed(make_session(modules=("M1",), training=one), staff) == []


# --- How many ------------------------------------------------------------------------------------------


def test_the_plan_says_how_many_and_where_the_rate_comes_from():
    make_turnout(800, 504)

    plan = plan_of(make_session())

    assert (plan.limit, plan.more) == (137, 137)
    assert plan.history_in_words == (
        "504 dari 800 datang di Grogol Petamburan; 504 dari 800 datang di seluruh Jakarta; bobot awal 40 orang."
    )


def test_with_history_of_the_city_only_it_says_so():
    make_turnout(800, 504, kecamatan=CAKUNG)
    make_turnout(10, 1, kecamatan=KEBON_JERUK, is_whole_day=True)

    plan = plan_of(make_session())

    assert plan.limit == 122
    assert "Belum ada riwayat di Grogol Petamburan; 504 dari 800 datang di seluruh Jakarta" in plan.history_in_words


def test_without_history_as_many_as_there_are_chairs():
    plan = plan_of(make_session(capacity=40))

    assert (plan.limit, plan.known) == (40, None)
    assert "Belum ada riwayat kedatangan" in plan.history_in_words


def test_seats_booked_without_an_invitation_count_as_asked():
    session = make_session(capacity=10)
    make_seat(session)
    make_invitation(session)
    invited = make_invitation(session)
    make_seat(session, invited.participant)
    make_invitation(session, state=Invitation.State.DECLINED)

    plan = plan_of(session)

    assert (plan.invited, plan.asked, plan.expected, plan.more) == (3, 4, 3, 7)


# --- The act -------------------------------------------------------------------------------------------


def test_people_are_invited_and_notified_by_message_or_call(staff):
    session, reader = make_session(), make_participant(user=make_user())
    caller = make_participant()

    assert invite(session, staff, 2) == 2
    assert inviting.send(session.pk) == 2

    assert Message.objects.get().user == reader.user
    assert Notice.objects.get(participant=caller).state == Notice.State.OPEN
    ways = dict(session.invitations.values_list("participant", "channel"))
    assert ways == {reader.pk: Invitation.Channel.MESSAGE, caller.pk: Invitation.Channel.CALL}
    assert Message.objects.get().url == session.invitations.get(participant=reader).url


def test_sending_twice_notifies_nobody_twice(staff):
    session = make_session()
    make_participant(user=make_user())
    invite(session, staff, 1)

    assert [inviting.send(session.pk), inviting.send(session.pk)] == [1, 0]
    assert Message.objects.count() == 1


def test_the_second_press_invites_nobody(staff):
    session = make_session()
    for _ in range(4):
        make_participant()
    invite(session, staff, 2)

    with pytest.raises(ValidationError, match="berubah sejak halaman ini dibuka"):
        invite(session, staff, 2)

    assert session.invitations.count() == 2
    assert Job.objects.filter(name=inviting.SEND).count() == 1


def test_later_others_are_invited_besides(staff):
    session = make_session()
    for _ in range(3):
        make_participant()
    invite(session, staff, 2)

    assert invite(session, staff, 1, seen=2) == 1
    assert session.invitations.values("participant").distinct().count() == 3
    assert Job.objects.filter(name=inviting.SEND).count() == 2


def test_who_is_unticked_is_replaced_by_the_next(staff):
    session = make_session()
    first, second = make_participant(), make_participant()

    invite(session, staff, 1, without=[first.pk])

    assert session.invitations.get().participant == second


@pytest.mark.parametrize("number", [0, 101])
def test_nobody_invites_none_or_more_than_the_rate_allows(staff, number):
    make_participant()

    with pytest.raises(ValidationError, match="Paling banyak 100 orang"):
        invite(make_session(), staff, number)


def test_without_anybody_who_fits_it_is_refused(staff):
    with pytest.raises(ValidationError, match="Tidak ada orang yang cocok"):
        invite(make_session(), staff, 1)


def test_after_the_end_of_booking_nobody_is_invited(staff, time_machine):
    session = make_session()
    make_participant()
    time_machine.move_to(session.booking_closes_at)

    with pytest.raises(ValidationError, match="sudah ditutup"):
        invite(session, staff, 1)


@pytest.mark.parametrize(("role", "region"), [("officer", KEBON_JERUK), ("auditor", None), ("mentor", None)])
def test_only_those_who_host_the_session_invite(role, region):
    make_participant()

    with pytest.raises(PermissionDenied):
        invite(make_session(), make_user(role, region=region), 1)
