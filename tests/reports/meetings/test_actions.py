"""What a meeting decides, what is measured of it, and how it is closed and opened again."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction

from okoce.accounts.models import RoleAssignment
from okoce.clock import now, today
from okoce.notifications.models import Message
from reports.meetings.actions import closings, decisions, measuring, meetings, minutes
from reports.meetings.models import Action, Closing, Measurement
from reports.meetings.readings import readings
from reports.meetings.tasks import measure_actions
from tests.factories.meetings import decision, make_action, make_meeting
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, PROVINCE
from tests.factories.reports import make_period, make_tally

pytestmark = pytest.mark.django_db

KIND = Closing.Kind


@pytest.fixture
def province():
    return make_user("province")


def reading_of(action):
    return readings(list(Action.objects.filter(pk=action.pk).with_parts()), hides=False)[0]


def test_an_action_is_measured_overdue_closed_and_opened_again_as_the_issue_says(time_machine_day, province):
    """Must-hold 3, word by word."""
    make_tally("pelatihan", 210)
    action = make_action(expected=40, days=14, by=province)
    assert (action.baseline, action.expected) == (210, 40)

    time_machine_day(5)
    make_tally("pelatihan", 21)
    measuring.measure_all()
    assert reading_of(action).words == "+21 dari +40"
    assert action.measurements.get().value == 231

    time_machine_day(14)
    assert not Action.objects.overdue().exists()
    time_machine_day(15)
    assert list(Action.objects.overdue()) == [action]
    assert reading_of(action).state == ("bad", "terlambat 1 hari")

    make_tally("pelatihan", 19)
    with pytest.raises(ValidationError, match="buktinya"):
        closings.propose(action, KIND.ACHIEVED, "  ", by=province)
    closing = closings.propose(action, KIND.ACHIEVED, "Daftar hadir 12 kelas malam", by=province)
    assert (closing.value, closing.is_standing) == (250, True)
    assert not Action.objects.open().exists()

    make_tally("pelatihan", -38)
    assert measuring.measure_all()[1] == 1
    closing.refresh_from_db()
    assert (closing.value, closing.reopened_value, closing.is_reopened) == (250, 212, True)
    assert list(Action.objects.open()) == [action]
    assert "250" in (body := Message.objects.get(kind="action_reopened").body)
    assert "212" in body

    assert measuring.measure_all() == (0, 0)


@pytest.fixture
def time_machine_day(standing_clock):
    """time_machine_day(5): it is five days after the day the test began."""
    began = now()
    return lambda days: standing_clock.move_to(began + dt.timedelta(days=days))


# --- Deciding ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"what": " "}, "what"),
        ({"expected": 0}, "expected"),
        ({"days": 0}, "due_on"),
        ({"obstacle": "other"}, "obstacle_note"),
    ],
)
def test_a_decision_that_does_not_fit_is_refused(values, field):
    with pytest.raises(ValidationError) as refused:
        make_action(**values)

    assert list(refused.value.message_dict) == [field]
    assert not Action.objects.exists()


@pytest.mark.parametrize(
    ("role", "region"), [("officer", CAKUNG), ("mentor", GROGOL), ("auditor", PROVINCE), (None, None)]
)
def test_an_owner_holds_a_role_for_the_kecamatan_today(role, region):
    with pytest.raises(ValidationError, match="Pemilik"):
        make_action(owner=make_user(role, region=region))


def test_nothing_is_decided_outside_the_own_area_nor_by_who_only_reads():
    meeting = make_meeting()
    for by in (make_user("official", region=CAKUNG), make_user("officer"), make_user("auditor")):
        with pytest.raises(PermissionDenied):
            make_action(meeting, by=by)


@pytest.mark.parametrize("is_closed", [True, False])
def test_nothing_is_decided_before_a_meeting_begins_or_after_it_is_closed(province, is_closed):
    meeting = make_meeting(is_running=is_closed, by=province)
    if is_closed:
        meetings.name_attendees(meeting, ["Bima"], by=province)
        minutes.close(meeting, by=province)

    with pytest.raises(ValidationError, match="berlangsung"):
        make_action(meeting)


def test_the_same_press_makes_one_action(province):
    meeting, values = make_meeting(), decision(make_user("officer"))

    made = [decisions.decide(meeting, GROGOL, values, by=province, key="a") for _ in range(2)]

    assert made[0] == made[1]
    assert Message.objects.filter(kind="action_assigned").count() == 1


def test_an_action_whose_owner_lost_the_role_has_none_until_another_is_named(province):
    action = make_action()
    RoleAssignment.objects.filter(user=action.owner).update(ends_at=now())
    assert list(Action.objects.without_owner()) == [action]
    assert reading_of(action).state == ("bad", "tanpa pemilik")

    other = make_user("staff")
    decisions.assign(action, other, by=province)

    assert not Action.objects.without_owner().exists()
    assert other.messages.filter(kind="action_assigned").count() == 1
    assert action.history.count() == 2


@pytest.mark.parametrize("is_active", [True, False])
def test_a_locked_account_owns_nothing(is_active):
    action = make_action()
    action.owner.is_active = is_active
    action.owner.save()

    assert Action.objects.without_owner().exists() is not is_active


def test_only_who_decides_there_names_another_owner():
    action = make_action()
    with pytest.raises(PermissionDenied):
        decisions.assign(action, make_user("staff"), by=action.owner)
    with pytest.raises(ValidationError, match="Pemilik"):
        decisions.assign(action, make_user("officer", region=CAKUNG), by=make_user("province"))


# --- Closing -----------------------------------------------------------------------------------------


def test_an_owner_proposes_and_who_decides_accepts(province):
    make_tally("pelatihan", 10)
    action = make_action(expected=5)
    make_tally("pelatihan", 5)

    closing = closings.propose(action, KIND.ACHIEVED, "Foto dan daftar hadir", by=action.owner)
    assert (closing.is_proposed, list(Action.objects.open())) == (True, [action])
    with pytest.raises(PermissionDenied):
        closings.accept(closing, by=action.owner)
    closings.accept(closing, by=province)

    assert list(Action.objects.closed()) == [action]
    with pytest.raises(ValidationError, match="sudah dijawab"):
        closings.refuse(closing, "Kurang", by=province)
    with pytest.raises(ValidationError, match="sudah ditutup"):
        closings.propose(action, KIND.DROPPED, "Sudah", by=province)


def test_a_refused_closing_says_why_and_may_be_proposed_again(province):
    action = make_action()
    closing = closings.propose(action, KIND.DROPPED, "Gedung dipakai", by=action.owner)
    with pytest.raises(ValidationError, match="masih menunggu"):
        closings.propose(action, KIND.DROPPED, "Gedung dipakai", by=action.owner)
    with pytest.raises(ValidationError, match="alasan"):
        closings.refuse(closing, " ", by=province)

    closings.refuse(closing, "Cari gedung lain", by=province)

    assert "Cari gedung lain" in action.owner.messages.get(kind="action_answered").body
    assert closings.propose(action, KIND.DROPPED, "Tetap tidak ada", by=action.owner).is_proposed


def test_a_success_that_the_figure_does_not_show_is_refused_and_a_reason_stops_it(province):
    action = make_action(expected=40)
    with pytest.raises(ValidationError, match=r"\+40"):
        closings.propose(action, KIND.ACHIEVED, "Sudah", by=province)
    with pytest.raises(ValidationError, match="alasannya"):
        closings.propose(action, KIND.DROPPED, "", by=province)

    closings.propose(action, KIND.DROPPED, "Anggaran ditarik", by=province)

    assert measuring.measure_all() == (0, 0)
    assert not Action.objects.open().exists()


def test_somebody_else_of_the_kecamatan_closes_nothing():
    action = make_action()
    with pytest.raises(PermissionDenied):
        closings.propose(action, KIND.DROPPED, "Tidak perlu", by=make_user("officer"))


# --- By night ----------------------------------------------------------------------------------------


def test_the_nightly_job_prepares_measures_and_reminds_once(time_machine_day):
    make_tally("pelatihan", 9)
    action = make_action(days=4)
    time_machine_day(1)

    for _ in range(2):
        measure_actions()

    assert Measurement.objects.count() == 1
    assert action.owner.messages.filter(kind="action_due").count() == 1


def test_measuring_asks_as_much_for_three_actions_as_for_one(django_assert_num_queries):
    meeting = make_meeting()
    make_action(meeting)
    measuring.measure_all()
    make_tally("pelatihan", 3)
    with django_assert_num_queries(7):
        measuring.measure_all()
    make_action(meeting), make_action(meeting, indicator="perizinan")
    make_tally("perizinan", 3)

    with django_assert_num_queries(7):
        measuring.measure_all()


# --- What the database holds -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "wrong",
    [
        {"expected": 0},
        {"what": ""},
        {"obstacle": "lain"},
        {"obstacle": "other", "obstacle_note": ""},
        {"due_on": dt.date(2020, 1, 1)},
    ],
)
def test_the_database_refuses_an_action_that_says_too_little(wrong):
    action = make_action()
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(**wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        {"words": ""},
        {"kind": "lain"},
        {"state": "lain"},
        {"value": None},
        {"decided_by": None},
        {"state": "refused"},
        {"state": "reopened"},
    ],
)
def test_the_database_refuses_a_closing_without_its_values(province, wrong):
    closing = closings.propose(make_action(), KIND.DROPPED, "Anggaran ditarik", by=province)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.filter(pk=closing.pk).update(**wrong)


def test_the_database_holds_one_closing_at_a_time(province):
    closing = closings.propose(make_action(), KIND.DROPPED, "Anggaran ditarik", by=province)
    with pytest.raises(IntegrityError), transaction.atomic():
        Closing.objects.create(action=closing.action, kind=KIND.DROPPED, words="Lagi", proposed_by=province)


def test_a_meeting_that_began_names_who(province):
    meeting = make_meeting(period=make_period(), by=province)
    for wrong in ({"started_by": None}, {"state": "closed"}, {"state": "lain"}, {"closed_at": now()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(meeting).objects.filter(pk=meeting.pk).update(**wrong)
    assert meeting.held_on == today()
