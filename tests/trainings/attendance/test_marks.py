"""Words of several officers and browsers about one seat are merged by their ids, and contradictions are shown."""

import datetime as dt
import json
import uuid

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.clock import now
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG
from tests.factories.sessions import make_attendance, make_seat, make_session
from trainings.attendance import sightings
from trainings.attendance.actions import attendance, marks, receiving
from trainings.attendance.models import Attendance, Mark
from trainings.attendance.sightings import Sighting

pytestmark = pytest.mark.django_db

ENDLESS = f'[{{"id": "{uuid.uuid4()}", "seat": 1e999, "present": true, "at": "2026-01-01T00:00:00Z"}}]'


@pytest.fixture
def seat():
    return make_seat(make_session(days=(0,)), make_participant(name="Siti Rekaan"))


@pytest.fixture
def meeting(seat):
    meeting = seat.session.meetings.get()
    meeting.starts_at, meeting.ends_at = now() - dt.timedelta(minutes=30), now() + dt.timedelta(hours=2)
    meeting.save()
    return meeting


def saw(seat, minutes_ago, *, is_present=True, mark_id=None):
    return Sighting(mark_id or uuid.uuid4(), seat.pk, is_present, now() - dt.timedelta(minutes=minutes_ago))


def receive(meeting, *seen, by=None):
    return receiving.receive(meeting, seen, by=by or make_user("officer"), source=Mark.Source.KEPT)


def minutes_ago(instant):
    return round((now() - instant).total_seconds() / 60)


def test_the_same_mark_again_changes_nothing(seat, meeting):
    seen = saw(seat, 10)

    received = [receive(meeting, seen) for _ in range(2)]

    assert received == [1, 0]
    assert (Attendance.objects.count(), Mark.objects.count()) == (1, 1)


@pytest.mark.parametrize("order", [(20, 5), (5, 20)])
def test_of_two_officers_who_saw_somebody_the_earlier_arrival_stands(seat, meeting, order):
    for minutes in order:
        receive(meeting, saw(seat, minutes))

    stored = Attendance.objects.get()
    assert minutes_ago(stored.arrived_at) == 20
    assert Mark.objects.count() == 2
    assert marks.contradictions(meeting) == []


def test_an_absent_word_of_another_officer_is_kept_and_shown(seat, meeting):
    receive(meeting, saw(seat, 10))
    receive(meeting, saw(seat, 5, is_present=False))

    [(shown, words)] = marks.contradictions(meeting)

    assert Attendance.objects.standing().count() == 1
    assert (shown, [word.is_present for word in words]) == (seat, [True, False])


def test_the_last_word_of_one_officer_counts_and_contradicts_nobody(seat, meeting):
    officer = make_user("officer")
    receive(meeting, saw(seat, 10), by=officer)
    receive(meeting, saw(seat, 5, is_present=False), by=officer)

    assert not Attendance.objects.standing().exists()
    assert marks.contradictions(meeting) == []


def test_who_takes_a_word_back_does_not_take_back_what_another_officer_saw(seat, meeting):
    officer, other = make_user("officer"), make_user("officer")
    receive(meeting, saw(seat, 10), by=officer)
    receive(meeting, saw(seat, 8), by=other)
    receive(meeting, saw(seat, 5, is_present=False), by=officer)

    [(_, words)] = marks.contradictions(meeting)

    assert Attendance.objects.standing().count() == 1
    assert [(word.marked_by, word.is_present) for word in words] == [(other, True), (officer, False)]


def test_a_word_that_was_corrected_contradicts_nobody(seat, meeting):
    officer = make_user("officer")
    receive(meeting, saw(seat, 10), by=make_user("officer"))
    receive(meeting, saw(seat, 9, is_present=False), by=officer)
    before = marks.contradictions(meeting)
    receive(meeting, saw(seat, 5), by=officer)

    assert [shown for shown, _ in before] == [seat]
    assert marks.contradictions(meeting) == []


def test_a_tick_corrects_what_the_same_officer_read_off_the_paper(seat, meeting):
    officer = make_user("officer")
    receive(meeting, saw(seat, 9, is_present=False), by=officer)
    attendance.mark(meeting, [seat.pk], by=officer, unticked=set())
    receive(meeting, saw(seat, 5), by=make_user("officer"))

    assert marks.contradictions(meeting) == []


def test_marks_of_one_page_are_taken_in_the_order_of_their_hours(seat, meeting):
    receive(meeting, saw(seat, 5, is_present=False), saw(seat, 10))

    assert not Attendance.objects.standing().exists()
    assert Mark.objects.count() == 2


@pytest.mark.parametrize("is_present", [True, False])
def test_a_contradiction_is_decided_with_a_reason_and_what_falls_stays_readable(seat, meeting, is_present):
    receive(meeting, saw(seat, 10))
    receive(meeting, saw(seat, 5, is_present=False))

    with pytest.raises(ValidationError, match="tulis alasannya"):
        receiving.settle(meeting, seat, is_present=is_present, by=make_user("officer"), reason=" ")
    receiving.settle(meeting, seat, is_present=is_present, by=make_user("officer"), reason="Ditanya lagi")

    assert marks.contradictions(meeting) == []
    assert Attendance.objects.standing().exists() == is_present
    assert list(Attendance.objects.values_list("void_reason", flat=True)) == ["" if is_present else "Ditanya lagi"]


def test_clocks_that_are_wrong_are_brought_into_the_hours_of_the_door(seat, meeting):
    receive(meeting, saw(seat, 24 * 60))
    early = Attendance.objects.get().arrived_at
    Attendance.objects.all().delete()
    receive(meeting, saw(seat, -60))

    assert early == meeting.door_opens_at
    assert minutes_ago(Attendance.objects.get().arrived_at) == 0


def test_a_correction_of_another_day_asks_its_reason_and_keeps_the_old_value(seat, meeting):
    make_attendance(seat, meeting)
    meeting.starts_at, meeting.ends_at = (at - dt.timedelta(days=2) for at in (meeting.starts_at, meeting.ends_at))
    meeting.save()
    officer = make_user("officer")

    with pytest.raises(ValidationError, match="Tulis alasan koreksi"):
        attendance.mark(meeting, [], by=officer, unticked={seat.pk})
    attendance.mark(meeting, [], by=officer, unticked={seat.pk}, reason="Salah baris")

    stored = Attendance.objects.get()
    assert (stored.void_reason, stored.voided_by) == ("Salah baris", officer)


@pytest.mark.parametrize(("days", "is_late"), [(2, False), (4, True)])
def test_what_is_written_more_than_three_days_later_is_flagged(seat, meeting, days, is_late, signed_in):
    meeting.starts_at, meeting.ends_at = (at - dt.timedelta(days=days, hours=3) for at in (now(), now()))
    meeting.ends_at += dt.timedelta(hours=2)
    meeting.save()
    attendance.mark(meeting, [seat.pk], by=make_user("officer"), unticked=set())

    page = signed_in("officer").get(reverse("trainings:attendance-mark", args=[seat.session_id, meeting.pk]))

    assert Attendance.objects.get().is_late_entry == is_late
    assert ("dicatat lebih dari 3 hari sesudahnya" in page.text) == is_late


# --- What a page sends ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "7",
        "[7]",
        '[{"id": "x", "seat": 1, "present": true, "at": "2026-01-01T00:00:00Z"}]',
        '[{"seat": 1}]',
        ENDLESS,
    ],
)
def test_what_is_no_mark_is_left_out(text):
    assert sightings.parse(text) == []


def test_a_mark_without_a_zone_or_of_no_seat_is_left_out():
    rows = [(1, "2026-01-01T00:00:00"), (0, "2026-01-01T00:00:00Z"), ("a", "2026-01-01T00:00:00Z")]
    text = json.dumps([{"id": str(uuid.uuid4()), "seat": seat, "present": True, "at": at} for seat, at in rows])

    assert sightings.parse(text) == []


def test_kept_marks_are_received_once_and_by_hosts_only(seat, meeting, signed_in):
    url = reverse("trainings:attendance-receive", args=[seat.session_id, meeting.pk])
    row = {"id": str(uuid.uuid4()), "seat": seat.pk, "present": True, "at": now().isoformat()}
    client = signed_in("officer")

    answers = [client.post(url, {"marks": json.dumps([row])}).json() for _ in range(2)]

    assert answers == [{"new": 1}, {"new": 0}]
    assert signed_in("officer", region=CAKUNG).post(url, {"marks": "[]"}).status_code == 404
    assert signed_in("mentor").post(url, {"marks": "[]"}).status_code == 403


def test_a_tick_that_is_sent_again_after_it_was_taken_back_changes_nothing(seat, meeting, signed_in):
    url = reverse("trainings:attendance-tick", args=[seat.session_id, meeting.pk, seat.pk])
    tick = {"present": [seat.pk], "mark_id": str(uuid.uuid4()), "at": now().isoformat()}
    client = signed_in("officer")

    client.post(url, tick)
    client.post(url, {"mark_id": str(uuid.uuid4()), "at": now().isoformat()})
    client.post(url, tick)

    assert not Attendance.objects.standing().exists()
    assert Mark.objects.count() == 2


def test_the_page_of_another_day_asks_the_reason_and_keeps_what_was_typed(seat, meeting, signed_in):
    make_attendance(seat, meeting)
    meeting.starts_at, meeting.ends_at = (at - dt.timedelta(days=2) for at in (meeting.starts_at, meeting.ends_at))
    meeting.save()
    url = reverse("trainings:attendance-mark", args=[seat.session_id, meeting.pk])
    client, unticked = signed_in("officer"), {"shown_present": [seat.pk]}

    refused = client.post(url, unticked | {"reason": " "}, follow=True).text
    corrected = client.post(url, unticked | {"reason": "Salah baris"})

    assert "Tulis alasan koreksi" in refused
    assert corrected.status_code == 302
    assert Attendance.objects.get().void_reason == "Salah baris"
