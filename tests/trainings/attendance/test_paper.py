"""A printed roster keeps its row numbers; the rows of the absent mark all others present, after they were shown."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_attendance, make_seat, make_session
from trainings.attendance.actions import marks, rosters
from trainings.attendance.models import Attendance, Mark
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return make_session(days=(0,)).meetings.get()


def seat_of(meeting, name):
    return make_seat(meeting.session, make_participant(name=name))


def address(page, meeting):
    return reverse(f"trainings:attendance-{page}", args=[meeting.session_id, meeting.pk])


def numbered(meeting):
    return {row.number: row.seat.participant.name for row in rosters.number_rows(meeting)}


def test_a_row_keeps_its_number_when_others_come_and_go(meeting):
    leaving = seat_of(meeting, "Ana")
    seat_of(meeting, "Citra")
    first = numbered(meeting)
    Seat.objects.filter(pk=leaving.pk).update(state="released")
    seat_of(meeting, "Budi")

    assert first == {1: "Ana", 2: "Citra"}
    assert numbered(meeting) == {1: "Ana", 2: "Citra", 3: "Budi"}


def test_others_than_the_absent_rows_are_present_and_only_a_second_press_saves(meeting, signed_in):
    names = ["Ana", "Budi", "Citra", "Dewi"]
    for name in names:
        seat_of(meeting, name)
    rosters.number_rows(meeting)
    seat_of(meeting, "Elok")  # not on the paper
    client = signed_in("officer")

    shown = client.post(address("paper", meeting), {"rows": "2-3"})
    before = Attendance.objects.count()
    saved = client.post(address("paper", meeting), {"rows": "2-3", "save": "1"})

    present = Attendance.objects.values_list("seat__participant__name", flat=True)
    assert "<li>2. Budi</li><li>3. Citra</li>" in shown.text
    assert "Ana" not in shown.text
    assert before == 0
    assert saved["Location"] == address("done", meeting)
    assert sorted(present) == ["Ana", "Dewi"]
    assert sorted(Mark.objects.values_list("source", "is_present")) == [("paper", False)] * 2 + [("paper", True)] * 2


def test_rows_that_are_wrong_are_refused_with_a_sentence(meeting, signed_in):
    seat_of(meeting, "Ana")
    rosters.number_rows(meeting)

    page = signed_in("officer").post(address("paper", meeting), {"rows": "7", "save": "1"})

    assert "Baris 7 tidak ada di kertas ini; barisnya 1 sampai 1." in page.text
    assert not Mark.objects.exists()


def test_the_paper_of_the_same_officer_is_corrected_and_entered_twice_changes_nothing(meeting):
    ana, budi = seat_of(meeting, "Ana"), seat_of(meeting, "Budi")
    rosters.number_rows(meeting)
    officer = make_user("officer")

    for absent in ({1}, {1}, {2}, {1}):
        rosters.enter(meeting, absent, by=officer)

    assert [row.seat for row in Attendance.objects.standing()] == [budi]
    assert Mark.objects.count() == 6
    assert not Attendance.objects.standing().filter(seat=ana).exists()
    assert marks.contradictions(meeting) == []


def test_an_absent_row_of_somebody_another_officer_saw_is_shown(meeting):
    ana = seat_of(meeting, "Ana")
    rosters.number_rows(meeting)
    seen = make_user("officer")
    make_attendance(ana, meeting, by=seen)
    Mark.objects.create(meeting=meeting, seat=ana, is_present=True, source="door", marked_by=seen)

    rosters.enter(meeting, {1}, by=make_user("officer"))

    assert Attendance.objects.standing().filter(seat=ana).exists()
    assert [seat for seat, _ in marks.contradictions(meeting)] == [ana]


def test_the_roster_is_a_pdf_without_a_nik_that_is_logged(meeting, signed_in, monkeypatch):
    seat = seat_of(meeting, "Ana")
    drawn = {}
    monkeypatch.setattr("okoce.pdf.render", lambda template, context: drawn.update(context) or b"%PDF-1.7")

    response = signed_in("officer").post(address("roster", meeting))

    log = AccessLog.objects.get(subject_id=seat.participant_id)
    assert response["Content-Type"] == "application/pdf"
    assert (log.act, log.reason) == ("export", "Daftar hadir dicetak")
    assert [row.number for row in drawn["rows"]] == [1]
    assert "<svg" in drawn["qr"]


@pytest.mark.long
def test_a_roster_of_sixty_people_is_drawn(meeting, signed_in):
    seat = seat_of(meeting, "Ana Rekaan")
    for number in range(59):
        seat_of(meeting, f"Budi Rekaan {number}")

    response = signed_in("officer").post(address("roster", meeting))

    assert response.content.startswith(b"%PDF")
    assert seat.participant.nik.encode() not in response.content


def test_paper_is_read_from_the_day_of_the_meeting_on(signed_in):
    coming = make_session(days=(2,)).meetings.get()
    seat_of(coming, "Ana")
    rosters.number_rows(coming)

    page = signed_in("officer").get(address("paper", coming))

    assert "Kertas dapat disalin mulai hari pertemuan." in page.text
    assert coming.starts_at > now() + dt.timedelta(hours=1)
