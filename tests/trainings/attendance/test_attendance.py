"""Attendance makes Pelatihan, its withdrawal takes it away; two officers do not undo each other."""

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import today
from participants.identity_checks import actions as identity
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import at, in_days, make_attendance, make_seat, make_session
from tests.factories.years import make_year
from trainings.attendance.actions import attendance
from trainings.attendance.models import Attendance
from trainings.attendance.tasks import close_lists
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

CONFIRMED, ATTENDED, ABSENT = Seat.State.CONFIRMED, Seat.State.ATTENDED, Seat.State.ABSENT


def stages(participant):
    return set(StageStanding.objects.filter(participant=participant).values_list("stage", flat=True))


def checked_participant(**fields):
    participant = make_participant(registered_at=at(in_days(-30), 8), **fields)
    identity.check(participant, by=make_user("officer"), place=IdentityCheck.Place.DESK, on=in_days(-30))
    return participant


def present_at(meeting):
    return set(meeting.attendances.standing().values_list("seat", flat=True))


def test_ticked_people_are_present_and_sending_twice_changes_nothing():
    session = make_session(days=(0,))
    meeting, here, away = session.meetings.get(), make_seat(session), make_seat(session)
    officer = make_user("officer")

    for _ in range(2):
        attendance.mark(meeting, [here.pk], by=officer)

    assert present_at(meeting) == {here.pk}
    assert Attendance.objects.count() == 1
    here.refresh_from_db()
    assert here.state == ATTENDED
    assert away.pk not in present_at(meeting)


def test_an_unticked_person_is_voided_with_a_reason_and_may_be_ticked_again():
    session = make_session(days=(0,))
    meeting, seat, officer = session.meetings.get(), make_seat(session), make_user("officer")

    attendance.mark(meeting, [seat.pk], by=officer)
    attendance.mark(meeting, [], by=officer)
    attendance.mark(meeting, [seat.pk], by=officer)

    first, second = Attendance.objects.order_by("pk")
    assert (first.void_reason, first.voided_by, second.voided_at) == ("Centang kehadiran dilepas", officer, None)


def test_two_officers_with_two_phones_do_not_undo_each_other():
    session = make_session(days=(0,))
    meeting, one, two = session.meetings.get(), make_seat(session), make_seat(session)

    attendance.mark(meeting, [one.pk], by=make_user("officer"), unticked=[])
    attendance.mark(meeting, [two.pk], by=make_user("officer"), unticked=[])

    assert present_at(meeting) == {one.pk, two.pk}


def test_seats_of_other_sessions_waiting_people_and_nonsense_are_left_aside():
    session = make_session(days=(0,), capacity=1)
    make_seat(session)
    waiting, other = make_seat(session, state="waiting"), make_seat(make_session(days=(0,), hours=(14, 16)))

    attendance.mark(session.meetings.get(), [waiting.pk, other.pk, 999_999], by=make_user("officer"))

    assert not Attendance.objects.exists()


def test_attendance_is_written_down_from_the_day_of_the_meeting_on():
    session = make_session(days=(1,))
    seat = make_seat(session)

    with pytest.raises(ValidationError, match="pada hari pertemuan"):
        attendance.mark(session.meetings.get(), [seat.pk], by=make_user("officer"))

    assert not Attendance.objects.exists()


def test_nobody_marks_their_own_attendance():
    session, officer = make_session(days=(0,)), make_user("officer")
    seat = make_seat(session, make_participant(user=officer))

    with pytest.raises(ValidationError, match="petugas lain"):
        attendance.mark(session.meetings.get(), [seat.pk], by=officer)

    assert not Attendance.objects.exists()


def test_the_first_attendance_may_carry_the_identity_check():
    session, officer = make_session(days=(0,)), make_user("officer")
    seen, only_here = make_seat(session), make_seat(session)
    away = make_seat(session)

    attendance.mark(session.meetings.get(), [seen.pk, only_here.pk], by=officer, identity_checked=[seen.pk, away.pk])

    check = IdentityCheck.objects.get()
    assert (check.participant, check.place, check.checked_by) == (seen.participant, "attendance", officer)
    assert stages(seen.participant) == {"pendaftaran", "pelatihan"}
    assert stages(only_here.participant) == set()


@pytest.mark.parametrize("order", ["sequential", "free"])
def test_pelatihan_is_reached_and_lost_by_attendance_alone(order):
    year = make_year(order=order)
    participant, officer = checked_participant(year=year), make_user("officer")
    first, rest = make_session(days=(-3,), modules=("M1",)), make_session(days=(-1,), modules=("M2", "M3"))
    made_up, seats = make_session(days=(0,), modules=("M1",)), []
    for session in (first, rest, made_up):
        seats.append(make_seat(session, participant))

    attendance.mark(rest.meetings.get(), [seats[1].pk], by=officer)
    before = stages(participant)
    attendance.mark(first.meetings.get(), [seats[0].pk], by=officer)
    reached = StageStanding.objects.get(participant=participant, stage="pelatihan")
    attendance.void(first.meetings.get().attendances.get(), by=officer, reason="Salah orang")
    lost = stages(participant)
    attendance.mark(made_up.meetings.get(), [seats[2].pk], by=officer)
    again = StageStanding.objects.get(participant=participant, stage="pelatihan")

    assert before == lost == {"pendaftaran"}
    assert reached.reached_on == in_days(-1)
    assert again.reached_on == today()
    loss = StageEvent.objects.get(kind="lost")
    assert (loss.stage, loss.reason) == ("pelatihan", "Kehadiran dibatalkan: Salah orang")


def test_a_session_counts_from_three_quarters_of_its_meetings():
    session = make_session(days=(-4, -3, -2, -1))
    three, two = make_seat(session, checked_participant()), make_seat(session, checked_participant())

    for number, meeting in enumerate(session.meetings.all()):
        attendance.mark(
            meeting, [three.pk, two.pk][: 2 if number < 2 else 1 if number < 3 else 0], by=make_user("officer")
        )

    three.refresh_from_db()
    two.refresh_from_db()
    assert (three.state, two.state) == (ATTENDED, ABSENT)
    assert "pelatihan" in stages(three.participant)
    assert "pelatihan" not in stages(two.participant)


def test_who_did_not_come_is_absent_once_the_session_is_over_and_its_list_was_used(time_machine):
    time_machine.move_to(at(in_days(0), 8))
    used, unused = make_session(days=(0,)), make_session(days=(0,))
    here, away, unknown = make_seat(used), make_seat(used), make_seat(unused)
    attendance.mark(used.meetings.get(), [here.pk], by=make_user("officer"))
    time_machine.move_to(used.ends_at)

    changed, again = close_lists(), close_lists()

    found = {seat.pk: seat.state for seat in Seat.objects.all()}
    assert (changed, again) == (1, 0)
    assert found == {here.pk: ATTENDED, away.pk: ABSENT, unknown.pk: CONFIRMED}


def test_facts_count_the_meetings_of_a_person_and_name_their_row():
    session = make_session(days=(-2, -1), modules=("M1", "M2"), title="Usaha kuliner")
    seat, (one, two) = make_seat(session), session.meetings.all()
    first, second = make_attendance(seat, one), make_attendance(seat, two)
    make_attendance(make_seat(session), one)

    found = [
        (f.on, f.ref, f.key, f.amount, f.whole)
        for f in journeys.collect([seat.participant_id])[seat.participant_id]
        if f.kind == "module_attended"
    ]

    assert found == [
        (in_days(-2), f"attendance:{first.pk}", "M1", 1, 2),
        (in_days(-2), f"attendance:{first.pk}", "M2", 1, 2),
        (in_days(-1), f"attendance:{second.pk}", "M1", 2, 2),
        (in_days(-1), f"attendance:{second.pk}", "M2", 2, 2),
    ]
    words = journeys.words([f"attendance:{first.pk}", "identitycheck:1"])
    assert words.keys() == {f"attendance:{first.pk}"}
    assert words[f"attendance:{first.pk}"].startswith("Hadir di sesi “Usaha kuliner” di Grogol Petamburan, ")
