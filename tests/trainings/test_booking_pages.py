"""Booking and attendance on the pages."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.identity_checks.models import IdentityCheck
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.factories.sessions import in_days, make_attendance, make_seat, make_session
from tests.trainings.pressing import visit
from trainings.attendance.models import Attendance
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


def press(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"trainings:{name}", args=args), data)


def texts(response):
    return [str(message) for message in response.context["messages"]]


# --- Booking -----------------------------------------------------------------------------------------


def test_a_participant_books_sees_the_seat_and_cancels_it(client):
    user = make_user()
    participant, session = make_participant(user=user), make_session()

    booked = press(client, user, "seats-book", session.pk, participant=participant.pk)
    seat = Seat.objects.get()
    page = client.get(booked.url)
    asked = visit(client, user, "seats-cancel", seat.pk)
    press(client, user, "seats-cancel", seat.pk)

    assert booked.url == reverse("trainings:seats-detail", args=[seat.pk])
    assert "Kursi sudah pasti" in page.content.decode()
    assert "Batalkan kursi" in asked.content.decode()
    seat.refresh_from_db()
    assert (seat.state, seat.release_reason) == ("released", "Dibatalkan peserta")


def test_a_form_sent_twice_leads_to_the_same_seat(client):
    user = make_user()
    participant, session = make_participant(user=user), make_session()

    answers = [press(client, user, "seats-book", session.pk, participant=participant.pk).url for _ in range(2)]

    assert answers[0] == answers[1]
    assert Seat.objects.count() == 1


@pytest.mark.parametrize("capacity", [1, 2])
def test_a_seat_or_a_waiting_number_is_booked_in_three_statements(client, capacity):
    """Which browser, who they are and the seat: what thousands do at once must stay cheap."""
    session, person = make_session(capacity=capacity), make_participant(user=make_user())
    make_seat(session)
    client.force_login(person.user)

    with CaptureQueriesContext(connection) as seen:
        client.post(reverse("trainings:seats-book", args=[session.pk]), {"participant": person.pk})

    assert person.seats.count() == 1
    assert [query["sql"].split()[0] for query in seen if "SAVEPOINT" not in query["sql"]] in (
        ["SELECT", "SELECT", "INSERT"],  # SQLite
        ["SELECT", "SELECT", "SELECT"],  # PostgreSQL, by the function
    )


def test_who_is_not_ones_own_is_not_booked(client):
    user, stranger, session = make_user(), make_participant(), make_session()
    make_participant(user=user)

    press(client, user, "seats-book", session.pk, participant=stranger.pk)
    page = client.get(reverse("trainings:sessions-detail", args=[session.pk]))

    assert texts(page) == ["Pilih salah satu anggota keluarga Anda."]
    assert not Seat.objects.exists()


def test_a_family_chooses_who_comes_and_sees_who_cannot(client):
    user, session = make_user(), make_session(title="Pagi")
    seated, busy, free, other = (make_participant(user=user, name=name) for name in ("Ani", "Budi", "Citra", "Dewi"))
    make_seat(session, seated)
    make_seat(make_session(title="Bersamaan", kecamatan=KEBON_JERUK, modules=()), busy)

    page = visit(client, user, "sessions-detail", session.pk)

    assert [person["participant"] for person in page.context["bookable"]] == [free, other]
    words = page.content.decode()
    assert "Budi sudah punya kursi di" in words
    assert "Ani: lihat kursi" in words


def test_a_full_session_gives_a_waiting_number_in_words(client):
    user, session = make_user(), make_session(capacity=1)
    participant = make_participant(user=user)
    make_seat(session)
    for _ in range(2):
        make_seat(session, state="waiting")

    page = press(client, user, "seats-book", session.pk, participant=participant.pk)
    words = client.get(page.url).content.decode()

    assert "Nomor tunggu 3" in words
    assert "Ada 2 orang di depan." in words


def test_a_closed_session_refuses_in_a_sentence(client):
    user, session = make_user(), make_session(days=(0,), booking_closes_at=in_past())
    participant = make_participant(user=user)

    press(client, user, "seats-book", session.pk, participant=participant.pk)
    page = client.get(reverse("trainings:sessions-detail", args=[session.pk]))

    assert texts(page) == ["Pemesanan untuk sesi ini sudah ditutup. Pilih sesi lain di jadwal pelatihan."]


def in_past():
    from okoce.clock import day_starts_at

    return day_starts_at(in_days(-1))


def test_an_offer_is_accepted_or_declined_with_a_button(client):
    user = make_user()
    one = make_seat(make_session(), make_participant(user=user), state="offered", queue_number=1)
    two = make_seat(make_session(days=(9,)), make_participant(user=user), state="offered", queue_number=1)

    assert "Terima kursi" in visit(client, user, "seats-detail", one.pk).content.decode()
    press(client, user, "seats-accept", one.pk)
    press(client, user, "seats-decline", two.pk)
    press(client, user, "seats-accept", two.pk)
    page = client.get(reverse("trainings:seats-detail", args=[two.pk]))

    assert list(Seat.objects.order_by("pk").values_list("state", flat=True)) == ["confirmed", "released"]
    assert "Kursi yang sudah dilepas tidak dapat menjadi terpesan. Muat ulang halaman ini." in texts(page)


def test_an_officer_books_for_somebody_of_the_area_by_registration_number(client):
    session, officer = make_session(), make_user("officer")
    near = make_participant(name="Melati Dekat")
    far = make_participant(kelurahan="31.75.06.1001", name="Kenanga Jauh")

    refused = press(client, officer, "seats-book-for-others", session.pk, numbers=far.registration_number)
    missing = press(client, officer, "seats-book-for-others", session.pk, numbers="OK26-ENTAH")
    booked = press(client, officer, "seats-book-for-others", session.pk, numbers=near.registration_number)
    roster = client.get(booked.url)

    sentence = "Nomor ini tidak ada di wilayah Anda."
    refused, missing = client.get(refused.url), client.get(missing.url)
    assert sentence in refused.content.decode()
    assert sentence in missing.content.decode()
    assert "Kenanga Jauh" not in refused.content.decode()
    assert far.registration_number in refused.content.decode()
    assert list(session.seats.values_list("participant", "booked_by")) == [(near.pk, officer.pk)]
    assert texts(roster) == ["Melati Dekat: kursi pasti."]


def test_an_officer_cancels_somebodys_seat_with_a_reason(client):
    seat, officer = make_seat(make_session()), make_user("officer")

    without = press(client, officer, "seats-cancel", seat.pk, reason="")
    press(client, officer, "seats-cancel", seat.pk, reason="Sakit, menelepon kantor")

    assert "Tulis alasan pembatalan" in client.get(without.url).content.decode()
    seat.refresh_from_db()
    assert (seat.state, seat.release_reason) == ("released", "Sakit, menelepon kantor")


# --- Attendance --------------------------------------------------------------------------------------


def test_ticks_are_saved_with_identity_checks_and_said_in_words(client):
    session, officer = make_session(days=(0,)), make_user("officer")
    meeting = session.meetings.get()
    seats = [make_seat(session) for _ in range(3)]

    saved = press(
        client, officer, "attendance-mark", session.pk, meeting.pk,
        present=[seats[0].pk, seats[1].pk], checked=[seats[0].pk],
    )  # fmt: skip
    page = client.get(saved.url)

    assert saved.url == reverse("trainings:attendance-done", args=[session.pk, meeting.pk])
    assert {a.seat_id for a in Attendance.objects.standing()} == {seats[0].pk, seats[1].pk}
    assert IdentityCheck.objects.get().participant == seats[0].participant
    words = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
    assert "2 orang hadir , 1 belum atau tidak hadir" in words
    assert "KTP 1 orang yang hadir belum diperiksa" in words


def test_only_what_this_page_showed_as_ticked_is_unticked(client):
    session, officer = make_session(days=(0,)), make_user("officer")
    meeting, mine, colleagues = session.meetings.get(), make_seat(session), make_seat(session)
    make_attendance(mine, meeting)

    page = visit(client, officer, "attendance-mark", session.pk, meeting.pk)
    make_attendance(colleagues, meeting)
    press(client, officer, "attendance-mark", session.pk, meeting.pk, shown_present=[mine.pk], present=[])

    assert f'name="shown_present" value="{mine.pk}"' in page.content.decode()
    assert [a.seat_id for a in Attendance.objects.standing()] == [colleagues.pk]


def test_before_the_day_the_list_refuses_and_keeps_the_ticks(client):
    session, officer = make_session(days=(1,)), make_user("officer")
    seat = make_seat(session)

    page = press(client, officer, "attendance-mark", session.pk, session.meetings.get().pk, present=[seat.pk])

    assert texts(page) == ["Kehadiran baru dapat dicatat pada hari pertemuan."]
    assert page.context["page"][0].is_ticked
    assert not Attendance.objects.exists()


def test_the_list_of_meetings_shows_today_and_recent_ones_of_the_area(client):
    make_session(days=(0,), title="Hari ini")
    make_session(days=(-3,), title="Baru lalu")
    make_session(days=(2,), title="Nanti")
    make_session(days=(0,), title="Wilayah lain", kecamatan=KEBON_JERUK)

    page = visit(client, make_user("officer"), "attendance-list")

    assert [meeting.session.title for meeting in page.context["today"]] == ["Hari ini"]
    assert [meeting.session.title for meeting in page.context["recent"]] == ["Baru lalu"]
    assert visit(client, make_user("official"), "attendance-list").status_code == 403
