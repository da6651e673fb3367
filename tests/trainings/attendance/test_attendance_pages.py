"""A tick list of any length: in pages that save themselves, and row by row; never a form that grows."""

import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from playwright.sync_api import expect

from okoce.programme import memory
from okoce.regions import places
from participants.identity_checks.models import IdentityCheck
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_attendance, make_seat, make_session
from tests.journeys import steps
from trainings.attendance.models import Attendance
from trainings.attendance.views.ticks import PAGE
from trainings.seats.models import Seat

HTMX = {"HX-Request": "true"}


def make_list(people):
    """A meeting of today with this many people on its list; their seats are copied, for speed."""
    session = make_session(days=(0,), capacity=people + 1)
    first = make_participant(name="Peserta 00000")
    known = {field.attname: getattr(first, field.attname) for field in first._meta.concrete_fields}
    rows = [first]
    for number in range(1, people):
        own = {"name": f"Peserta {number:05}", "registration_number": f"UJI-L{people:04}{number:05}"}
        rows.append(type(first)(**known | own | {"id": None, "nik_digest": f"{people:032}{number:032}"}))
    type(first).objects.bulk_create(rows[1:])
    seats = [Seat(session=session, participant=row, state=Seat.State.CONFIRMED) for row in rows]
    Seat.objects.bulk_create(seats)
    return session.meetings.get()


def address(page, meeting, *more):
    return reverse(f"trainings:attendance-{page}", args=[meeting.session_id, meeting.pk, *more])


def fields(page):
    """What the tick list would send with everything ticked: {name: values}."""
    form = re.search(r"<form[^>]*data-ticks[^>]*>.*?</form>", page.text, re.DOTALL).group()
    found = {}
    for name, value in re.findall(r'<input type="(?:checkbox|hidden)" name="(\w+)" value="(\w+)"', form):
        found.setdefault(name, []).append(value)
    return found


def tick_all(client, meeting):
    """Save page after page, as without JavaScript; (pages, most fields on one of them)."""
    place, pages, most = address("mark", meeting), 0, 0
    while place != address("done", meeting):
        shown = fields(client.get(place))
        pages, most = pages + 1, max(most, sum(map(len, shown.values())))
        place = client.post(address("mark", meeting), shown)["Location"]
    return pages, most


@pytest.mark.django_db
@pytest.mark.parametrize("people", [51, 400])
def test_every_tick_of_a_long_list_is_kept(signed_in, people):
    meeting = make_list(people)
    client = signed_in("officer")

    first = tick_all(client, meeting)
    again = tick_all(client, meeting)  # now each row also says that it was shown as present

    assert first[0] == again[0] == -(-people // PAGE)
    assert max(first[1], again[1]) <= 3 * PAGE + 3
    assert meeting.attendances.standing().count() == people
    assert Attendance.objects.count() == people
    assert IdentityCheck.objects.count() == people


@pytest.mark.django_db
def test_the_form_that_grew_with_the_list_would_have_been_refused(signed_in, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
    meeting = make_list(3)

    response = signed_in("officer").post(address("mark", meeting), {"present": range(1, 1081)})

    assert response.status_code == 400


@pytest.mark.django_db
def test_one_tick_costs_the_same_however_long_the_list_is(signed_in):
    client = signed_in("officer")
    asked = {}
    for people in (3, 120):
        meeting = make_list(people)
        seat = meeting.session.seats.first().pk
        memory.years(), places.kecamatan()
        with CaptureQueriesContext(connection) as seen:
            client.post(address("tick", meeting, seat), {"present": [seat]}, headers=HTMX)
        asked[people] = len(seen)

    assert asked[3] == asked[120]


@pytest.mark.django_db
def test_one_tick_saves_one_person_and_says_so(signed_in):
    meeting = make_list(3)
    seat, other = meeting.session.seats.order_by("pk")[:2]
    make_attendance(other, meeting)
    client = signed_in("officer")

    ticked = client.post(address("tick", meeting, seat.pk), {"present": [seat.pk], "checked": [seat.pk]}, headers=HTMX)
    present = set(meeting.attendances.standing().values_list("seat", flat=True))
    unticked = client.post(address("tick", meeting, seat.pk), {"present": [other.pk]}, headers=HTMX)

    assert "Hadir tersimpan, KTP sudah dicek" in ticked.text
    assert '<span id="jumlah-hadir" hx-swap-oob="true">2</span>' in ticked.text
    assert present == {seat.pk, other.pk}
    assert "Tersimpan: tidak hadir" in unticked.text
    assert set(meeting.attendances.standing().values_list("seat", flat=True)) == {other.pk}
    assert meeting.attendances.get(seat=seat).void_reason == "Centang kehadiran dilepas"


@pytest.mark.django_db
def test_a_refused_tick_says_why_and_changes_nothing(signed_in):
    officer = make_user("officer")
    meeting = make_list(1)
    mine = make_seat(meeting.session, make_participant(user=officer))

    response = signed_in(officer).post(address("tick", meeting, mine.pk), {"present": [mine.pk]}, headers=HTMX)

    assert "harus dicatat oleh petugas lain" in response.text
    assert "data-ticks-refused" in response.text
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_a_seat_of_another_session_is_not_on_this_list(signed_in):
    meeting, other = make_list(1), make_seat(make_session(days=(0,), hours=(14, 16)))

    response = signed_in("officer").post(address("tick", meeting, other.pk), {"present": [other.pk]}, headers=HTMX)

    assert response["HX-Redirect"] == "/"  # not found: the whole page is loaded again
    assert not Attendance.objects.exists()


@pytest.mark.django_db
def test_a_long_list_is_searched_by_a_post_and_saved_from_there(signed_in):
    meeting = make_list(60)
    stranger = make_participant(name="Peserta Dari Luar")
    client = signed_in("officer")

    found = client.post(address("search", meeting), {"q": "peserta 00058"})
    elsewhere = client.post(address("search", meeting), {"q": "Dari Luar"})
    short = client.post(address("search", meeting), {"q": "a"})
    saved = client.post(address("mark", meeting), fields(found))

    assert "Peserta 00058" in found.text
    assert "Peserta 00057" not in found.text
    assert stranger.registration_number not in elsewhere.text
    assert "Tidak ada yang cocok" in elsewhere.text
    assert "Tulis minimal 3 huruf." in short.text
    assert saved["Location"] == f"{address('mark', meeting)}?halaman=1"
    assert meeting.attendances.get().seat.participant.name == "Peserta 00058"


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_tick_is_stored_at_once_and_one_without_signal_waits_for_the_same_officer(live_server, browser):
    officer, other = make_user("officer"), make_user("officer")
    session = make_session(days=(0,))
    here, away = (make_seat(session, make_participant(name=name)) for name in ("Ana Rekaan", "Budi Rekaan"))
    page = steps.open_pages(browser, live_server.url, width=360, height=740)
    steps.log_in(page, officer.email)
    page.goto(address("mark", session.meetings.get()))

    ana, budi = (page.locator("[data-ticks-row]", has_text=name) for name in ("Ana", "Budi"))
    ana.locator("[name=present]").check()
    expect(ana).to_contain_text("Hadir tersimpan")
    expect(page.locator("#jumlah-hadir")).to_have_text("1")
    stored = [each.seat_id for each in Attendance.objects.standing()]
    page.context.set_offline(True)
    budi.locator("[name=present]").click()
    expect(budi).to_contain_text("Menunggu di HP ini")
    kept = page.evaluate("Object.entries(localStorage).filter(([key]) => key.startsWith('hadir-'))")
    page.context.clear_cookies()  # the log-in ends before there is signal again
    with page.expect_request(f"**{address('receive', session.meetings.get())}") as sent:
        page.context.set_offline(False)
    sent.value.response()  # what it says of cookies would else come in the middle of the next log-in
    steps.log_in(page, other.email, then=address("mark", session.meetings.get()))
    unsent = Attendance.objects.filter(seat=away).exists()
    page.context.clear_cookies()
    steps.log_in(page, officer.email, then=address("mark", session.meetings.get()))
    expect(page.locator("body")).to_contain_text("1 tanda yang tersimpan di HP ini sudah terkirim.")

    assert stored == [here.pk]
    assert [key for key, _ in kept] == [f"hadir-{officer.pk}-{session.meetings.get().pk}"]
    assert set(json.loads(kept[0][1])[0]) == {"id", "seat", "present", "at"}
    assert not unsent
    assert Attendance.objects.get(seat=away).marked_by == officer
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('hadir-'))") == []
