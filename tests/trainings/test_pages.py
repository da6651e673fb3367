"""The pages of sessions, seats and attendance: who gets in, what is found, what a refusal says."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from participants.identity_checks.models import IdentityCheck
from tests.factories.people import make_participant, make_user
from tests.factories.places import CAKUNG, KEBON_JERUK, TIMUR
from tests.factories.sessions import in_days, make_attendance, make_seat, make_session
from trainings.models import Attendance, Seat

pytestmark = pytest.mark.django_db


def visit(client, user, name, *args, **query):
    if user:
        client.force_login(user)
    return client.get(reverse(f"trainings:{name}", args=args), query)


def press(client, user, name, *args, **data):
    client.force_login(user)
    return client.post(reverse(f"trainings:{name}", args=args), data)


def texts(response):
    return [str(message) for message in response.context["messages"]]


# --- Who gets in ---------------------------------------------------------------------------------------

ROLES = ["mentor", "officer", "staff", "province", "official", "auditor", "privacy"]


@pytest.mark.parametrize(
    ("page", "answers"),
    [
        # peserta, then the roles in the order of ROLES
        ("sessions-detail", [200, 200, 200, 200, 200, 200, 200, 200]),
        ("seats-roster", [403, 403, 200, 200, 200, 403, 403, 403]),
        ("seats-book-for-others", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-mark", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-done", [403, 403, 200, 200, 403, 403, 403, 403]),
        ("attendance-print", [403, 403, 200, 200, 403, 403, 403, 403]),
    ],
)
def test_each_role_gets_the_pages_of_the_table(client, page, answers):
    session = make_session(days=(0,))
    args = [session.pk, session.meetings.get().pk] if page.startswith("attendance") else [session.pk]

    found = [visit(client, make_user(role), page, *args).status_code for role in [None, *ROLES]]

    assert found == answers


@pytest.mark.parametrize("page", ["seats-roster", "seats-book-for-others", "attendance-mark", "attendance-print"])
def test_sessions_hosted_elsewhere_and_missing_ones_are_the_same_404(client, page):
    near, far = make_session(days=(0,), kecamatan=KEBON_JERUK), make_session(days=(0,), kecamatan=CAKUNG)
    make_seat(far, make_participant(name="Bunga Rahasia"))
    extra = (near.meetings.get().pk,) if page.startswith("attendance") else ()
    extra_far = (far.meetings.get().pk,) if page.startswith("attendance") else ()
    officer, staff = make_user("officer"), make_user("staff")

    found = [
        visit(client, officer, page, near.pk, *extra),
        visit(client, staff, page, near.pk, *extra),
        visit(client, staff, page, far.pk, *extra_far),
        visit(client, staff, page, 987654, *extra),
    ]

    assert [answer.status_code for answer in found] == [404, 200, 404, 404]
    assert "Bunga Rahasia" not in found[2].content.decode()
    assert found[2].content == found[3].content or len(found[2].content) == len(found[3].content)


def test_a_draft_is_seen_by_its_hosts_only(client):
    draft = make_session(state="draft")

    found = [visit(client, user, "sessions-detail", draft.pk).status_code for user in (None, make_user("staff"))]
    stranger = visit(client, make_user("staff", region=TIMUR), "sessions-detail", draft.pk).status_code

    assert found == [404, 200]
    assert stranger == 404


def test_a_seat_is_seen_by_its_owner_and_hosts_and_changed_by_nobody_else(client):
    owner = make_user()
    seat = make_seat(make_session(), make_participant(user=owner))
    others = {
        "owner": owner,
        "stranger": make_user(),
        "host": make_user("officer"),
        "other kecamatan": make_user("officer", region=KEBON_JERUK),
        "province": make_user("province"),
    }

    seen = {name: visit(client, user, "seats-detail", seat.pk).status_code for name, user in others.items()}
    changed = {name: visit(client, user, "seats-cancel", seat.pk).status_code for name, user in others.items()}

    assert seen == {"owner": 200, "stranger": 404, "host": 200, "other kecamatan": 404, "province": 200}
    assert changed == {"owner": 200, "stranger": 404, "host": 200, "other kecamatan": 404, "province": 404}


@pytest.mark.parametrize("page", ["seats-book", "seats-accept", "seats-decline"])
def test_pressing_needs_a_log_in_and_a_post(client, page):
    session = make_session()
    pk = session.pk if page == "seats-book" else make_seat(session).pk
    path = reverse(f"trainings:{page}", args=[pk])

    anonymous = client.post(path)
    client.force_login(make_user())

    assert anonymous.status_code == 302
    assert anonymous.url.startswith("/masuk/")
    assert path.startswith(client.get(path)["Location"])


# --- The calendar --------------------------------------------------------------------------------------


def titles(response):
    return re.findall(r'card-link-title"><a [^>]+>([^<]+)</a>', response.content.decode())


def test_visitors_see_coming_sessions_with_places_left(client):
    make_session(title="Rancangan", state="draft")
    make_session(title="Lewat", days=(-1,))
    make_session(title="Batal", state="cancelled", cancel_reason="Banjir")
    full = make_session(title="Penuh", days=(9,), capacity=1)
    make_seat(full)
    make_seat(full, state="waiting")
    make_session(title="Lega", days=(8,), capacity=40)

    page = visit(client, None, "sessions-list")

    assert titles(page) == ["Lega", "Penuh"]
    words = re.sub(r"<[^>]+>|\s+", " ", page.content.decode())
    assert re.search(r"40 +kursi tersisa", words)
    assert re.search(r"Penuh *, 1 menunggu", words)


def test_the_calendar_is_filtered_by_kecamatan_day_hour_and_module(client):
    day = (in_days(7).weekday(), in_days(8).weekday())
    make_session(title="A", days=(7,), hours=(9, 12), modules=("M1",))
    make_session(title="B", days=(8,), hours=(13, 16), modules=("M1",))
    make_session(title="C", days=(7, 8), hours=(19, 21), modules=("M2",), kecamatan=KEBON_JERUK)
    from okoce.programme.models import Module

    module = Module.objects.get(code="M1").pk

    assert titles(visit(client, None, "sessions-list", kecamatan=KEBON_JERUK)) == ["C"]
    assert titles(visit(client, None, "sessions-list", hari=day[0])) == ["A", "C"]
    assert titles(visit(client, None, "sessions-list", hari=day[1])) == ["C", "B"]
    assert titles(visit(client, None, "sessions-list", waktu="pagi")) == ["A"]
    assert titles(visit(client, None, "sessions-list", hari=day[1], waktu="siang")) == ["B"]
    assert titles(visit(client, None, "sessions-list", modul=module)) == ["A", "B"]
    assert titles(visit(client, None, "sessions-list", kecamatan="apa saja", hari="99")) == ["A", "C", "B"]


def test_an_hour_after_midnight_in_utc_is_still_the_jakarta_day(client):
    make_session(title="Subuh", days=(7,), hours=(6, 8))

    assert titles(visit(client, None, "sessions-list", hari=in_days(7).weekday(), waktu="pagi")) == ["Subuh"]
    assert titles(visit(client, None, "sessions-list", hari=in_days(6).weekday())) == []


def test_pages_follow_one_another_without_gaps_and_back(client, monkeypatch):
    monkeypatch.setattr("trainings.views.sessions.PAGE", 2)
    for number in range(5):
        make_session(title=f"Sesi {number}", days=(7 + number // 2,))

    first = visit(client, None, "sessions-list")
    second = client.get(first.context["next_url"])
    third = client.get(second.context["next_url"])
    back = client.get(third.context["previous_url"])

    assert [titles(page) for page in (first, second, third)] == [["Sesi 0", "Sesi 1"], ["Sesi 2", "Sesi 3"], ["Sesi 4"]]
    assert titles(back) == titles(second)
    assert (first.context["previous_url"], third.context["next_url"]) == (None, None)
    assert titles(client.get(back.context["previous_url"])) == titles(first)


@pytest.mark.parametrize("text", ["", "x", "12", "-", "1-", "-1", "1-²", "1-" + "9" * 40, "9" * 18 + "-1", "1-1-1"])
def test_an_address_that_names_no_neighbour_shows_the_first_page(client, text):
    make_session(title="Satu")

    page = client.get(reverse("trainings:sessions-list"), {"setelah": text})

    assert titles(page) == ["Satu"]


def test_a_deeper_page_takes_as_many_statements_as_the_first(client, monkeypatch):
    monkeypatch.setattr("trainings.views.sessions.PAGE", 2)
    for number in range(5):
        make_session(title=f"Sesi {number}", days=(7 + number // 2,))
    second = visit(client, None, "sessions-list").context["next_url"]

    with CaptureQueriesContext(connection) as first_page:
        visit(client, None, "sessions-list")
    with CaptureQueriesContext(connection) as deeper_page:
        client.get(second)

    assert len(deeper_page) == len(first_page)


def test_a_card_follows_its_session_and_shows_seats_to_their_owner_only(client):
    session, owner = make_session(title="Kemarin", capacity=40), make_user()
    before = visit(client, None, "sessions-list").content.decode()

    make_seat(session, make_participant(user=owner, name="Melati Asri"))
    session.title = "Kini <baru>"
    session.save()
    after = visit(client, None, "sessions-list").content.decode()
    own = visit(client, owner, "sessions-list").content.decode()
    others = visit(client, make_user(), "sessions-list").content.decode()

    assert ("Kemarin" in before, "<strong>40</strong>" in before) == (True, True)
    assert ("Kini &lt;baru&gt;" in after, "<strong>39</strong>" in after) == (True, True)
    assert ["Melati Asri" in page for page in (own, others)] == [True, False]


def test_an_empty_calendar_says_so(client):
    assert "Belum ada sesi yang dibuka" in visit(client, None, "sessions-list").content.decode()
    assert "Tidak ada sesi yang cocok" in visit(client, None, "sessions-list", waktu="malam").content.decode()


@pytest.mark.parametrize("page", ["sessions-list", "seats-roster", "attendance-list", "attendance-mark"])
def test_lists_take_the_same_statements_for_one_row_and_for_three(client, page):
    staff, session = make_user("staff"), make_session(days=(0,), title="Pertama")
    later = make_session(days=(3,))
    args = {"seats-roster": [session.pk], "attendance-mark": [session.pk, session.meetings.get().pk]}.get(page, [])
    make_seat(session)
    make_attendance(make_seat(session), session.meetings.get())
    counts = []

    for number in range(2):
        visit(client, staff, page, *args)
        with CaptureQueriesContext(connection) as queries:
            visit(client, staff, page, *args)
        counts.append(len(queries))
        for extra in range(2):
            make_session(days=(4 + number,), hours=(8 + extra, 9 + extra))
            make_session(days=(0,), hours=(8 + extra, 9 + extra))
            make_seat(session)
            make_seat(later, state="waiting")
            make_attendance(make_seat(session), session.meetings.get())

    assert counts[0] == counts[1]


# --- Booking -------------------------------------------------------------------------------------------


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
    make_seat(make_session(title="Bersamaan", kecamatan=KEBON_JERUK), busy)

    page = visit(client, user, "sessions-detail", session.pk)

    assert page.context["bookable_people"] == [free, other]
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

    refused = press(client, officer, "seats-book-for-others", session.pk, registration_number=far.registration_number)
    missing = press(client, officer, "seats-book-for-others", session.pk, registration_number="OK26-ENTAH")
    booked = press(client, officer, "seats-book-for-others", session.pk, registration_number=near.registration_number)
    roster = client.get(booked.url)

    sentence = "Nomor ini tidak ada di wilayah Anda."
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

    assert "Tulis alasan pembatalan" in without.content.decode()
    seat.refresh_from_db()
    assert (seat.state, seat.release_reason) == ("released", "Sakit, menelepon kantor")


# --- Attendance ----------------------------------------------------------------------------------------


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


def test_the_printed_list_names_who_is_expected(client):
    session = make_session(days=(1,))
    make_seat(session, make_participant(name="Melati Hadir"))
    make_seat(session, make_participant(name="Kenanga Lepas"), state="released")

    words = visit(
        client, make_user("officer"), "attendance-print", session.pk, session.meetings.get().pk
    ).content.decode()

    assert "Melati Hadir" in words
    assert "Kenanga Lepas" not in words
