"""A session is cancelled or moved: everybody is notified once, by message or by a call list, and the page says so."""

import threading
from collections import Counter

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from okoce.notifications.models import Message
from participants.calls.models import Notice, TopicChange
from participants.calls.queries import Part, of_part
from tests.carried import carried
from tests.factories.calls import make_session_of_nineteen
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, KEBON_JERUK
from tests.factories.sessions import at, in_days, make_seat, make_session
from tests.factories.venues import make_venue
from tests.trainings.planning.test_admin import filled, said, send
from trainings.planning.actions import moves, sessions
from trainings.seats.actions import seats
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

OFFERED, CONFIRMED = Seat.State.OFFERED, Seat.State.CONFIRMED
CALL = [(kecamatan, people) for kecamatan, people in ((GROGOL, 9), (KEBON_JERUK, 6))]


def on_lists():
    """[(kecamatan, how many its officer is to call)]."""
    officers = {kecamatan: make_user("officer", region=kecamatan) for kecamatan in (GROGOL, KEBON_JERUK)}
    return [(place, of_part(officer, Part.TO_CALL).count()) for place, officer in officers.items()]


def moved_form(session, **fields):
    """The admin's form with another day."""
    return filled(session=session, days=(9,), venue=session.venue_id, title=session.title, **fields)


# --- Cancelled -----------------------------------------------------------------------------------------


def test_who_cancels_sees_first_how_many_people_it_concerns(client):
    session = make_session_of_nineteen()
    client.force_login(make_user("staff"))

    page = client.get(reverse("admin:training_sessions_session_cancel", args=[session.pk])).text

    assert "mengenai 19 orang: 4 lewat pesan, 15 perlu ditelepon" in page
    assert not Notice.objects.exists()


def test_a_cancelled_session_gives_four_messages_and_fifteen_calls_and_the_page_says_so(client):
    session = make_session_of_nineteen()
    client.force_login(make_user("staff"))

    page = client.post(
        reverse("admin:training_sessions_session_cancel", args=[session.pk]),
        {"code": "flood", "reason": "Aula kebanjiran"},
        follow=True,
    )

    assert "Peserta: 4 lewat pesan, 15 perlu ditelepon." in said(page)
    assert Message.objects.filter(kind="session_cancelled").count() == 4
    assert on_lists() == CALL
    assert "Grogol Petamburan 9, Kebon Jeruk 6" in page.text


def test_a_second_press_of_cancel_changes_nothing(client):
    session = make_session_of_nineteen()
    first = sessions.cancel(session, by=make_user("staff"), reason="Aula kebanjiran")
    before = list(Notice.objects.order_by("pk").values())

    second = sessions.cancel(session, by=make_user("staff"), reason="Lain lagi")

    assert (first, second) == ((4, 15), (0, 0))
    assert list(Notice.objects.order_by("pk").values()) == before
    assert Message.objects.count() == 4


def test_dinas_cancels_too_and_lands_on_the_list_of_sessions(client):
    session = make_session_of_nineteen()
    client.force_login(make_user("province"))

    page = client.post(
        reverse("admin:training_sessions_session_cancel", args=[session.pk]),
        {"code": "flood", "reason": "Aula kebanjiran"},
        follow=True,
    )

    assert page.status_code == 200
    assert "Peserta: 4 lewat pesan, 15 perlu ditelepon." in said(page)


def test_a_session_nobody_booked_is_cancelled_without_a_word_to_anybody(client):
    client.force_login(make_user("staff"))

    page = client.post(
        reverse("admin:training_sessions_session_cancel", args=[make_session().pk]),
        {"code": "flood", "reason": "Aula kebanjiran"},
        follow=True,
    )

    assert "Peserta: tidak ada yang perlu dikabari." in said(page)
    assert not Notice.objects.exists()


def test_nobody_gets_a_seat_unasked_when_a_session_is_cancelled():
    following = make_session(days=(14,))
    cancelled = make_session(days=(7,))
    person = make_participant()
    make_seat(cancelled, person)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    place = following.seats.get(participant=person)
    notice = Notice.objects.get(participant=person)
    assert place.state == OFFERED
    assert "Jawab mau atau tidak sebelum" in notice.text


def test_an_earlier_call_about_a_cancelled_session_is_not_made_any_more():
    session = make_session()
    person = make_participant()
    seats.book(session, person, by=make_user("officer"))

    sessions.cancel(session, by=make_user("staff"), reason="Aula kebanjiran")

    kinds = of_part(make_user("officer"), Part.TO_CALL).values_list("kind", flat=True)
    assert list(kinds) == ["session_cancelled"]


# --- Moved ---------------------------------------------------------------------------------------------


def test_who_moves_a_session_is_asked_first(client):
    session = make_session_of_nineteen()
    staff = make_user("staff")

    page = send(client, staff, moved_form(session), session)

    assert "Waktu atau tempat berubah untuk 19 orang (4 lewat pesan, 15 perlu ditelepon)" in page.text
    session.refresh_from_db()
    assert session.starts_at == at(in_days(7), 9)
    assert not Notice.objects.exists()


def test_who_moves_it_to_another_place_is_asked_first(client):
    session = make_session_of_nineteen()
    form = filled(session=session, title=session.title, venue=make_venue("Balai warga").pk)

    page = send(client, make_user("staff"), form, session)

    session.refresh_from_db()
    assert "Waktu atau tempat berubah untuk 19 orang" in page.text
    assert session.venue.name == "Aula kecamatan"


def test_a_moved_session_gives_four_messages_and_fifteen_calls_and_the_page_says_so(client):
    session = make_session_of_nineteen()

    page = send(client, make_user("staff"), moved_form(session, notifies="on"), session)

    assert "Peserta: 4 lewat pesan, 15 perlu ditelepon." in said(page)
    assert Message.objects.filter(kind="session_moved").count() == 4
    assert on_lists() == CALL
    session.refresh_from_db()
    assert session.starts_at == at(in_days(9), 9)


def test_a_second_press_of_a_moved_session_changes_nothing(client):
    session, staff = make_session_of_nineteen(), make_user("staff")
    send(client, staff, moved_form(session, notifies="on"), session)
    before = list(Notice.objects.order_by("pk").values())

    page = send(client, staff, moved_form(session, notifies="on"), session)

    assert "perlu ditelepon." not in said(page)
    assert list(Notice.objects.order_by("pk").values()) == before
    assert TopicChange.objects.count() == 1


def test_back_to_the_first_day_is_another_notice():
    session = make_session_of_nineteen()
    for day in (9, 7):
        before = moves.when_and_where(session)
        session.meetings.update(starts_at=at(in_days(day), 9), ends_at=at(in_days(day), 12))
        moves.announce(sessions.settle(session), before=before, by=make_user("staff"))

    assert Message.objects.filter(kind="session_moved").count() == 8
    assert on_lists() == CALL  # the newer call replaces the older one


@pytest.mark.parametrize("fields", [{"state": "draft"}, {"days": (-3,)}])
def test_a_draft_and_a_session_that_is_over_concern_nobody(fields):
    session = make_session(**fields)
    make_seat(session)

    assert moves.concerned(session) == (0, 0)
    assert moves.announce(session, before="lain", by=make_user("staff")) == (0, 0)


@pytest.mark.parametrize("state", ["released", "attended", "absent"])
def test_who_left_a_session_is_not_notified(state):
    session = make_session()
    make_seat(session, state=state)

    assert moves.concerned(session) == moves.announce(session, before="lain", by=make_user("staff")) == (0, 0)


def test_the_end_of_booking_follows_a_moved_session():
    session = make_session(days=(7,))
    session.meetings.update(starts_at=at(in_days(9), 13), ends_at=at(in_days(9), 15))

    sessions.settle(session)

    session.refresh_from_db()
    assert session.booking_closes_at == at(in_days(9), 1)


def test_the_end_of_booking_that_was_typed_stays_but_is_never_after_the_start():
    session = make_session(days=(7,), booking_closes_at=at(in_days(8), 9))

    sessions.settle(session, closes_as_typed=True)

    session.refresh_from_db()
    assert session.booking_closes_at == session.starts_at


def test_an_offer_ends_when_booking_does_after_a_move():
    session = make_session(days=(7,))
    seat = make_seat(session, state=OFFERED, offered_until=at(in_days(6), 20))
    session.meetings.update(starts_at=at(in_days(5), 9), ends_at=at(in_days(5), 12))

    sessions.settle(session)

    seat.refresh_from_db()
    assert seat.offered_until == at(in_days(4), 21)


def test_a_session_with_one_person_and_with_three_is_announced_in_as_many_statements(
    django_assert_num_queries, django_assert_max_num_queries
):
    counted = []
    for people in (1, 3):
        session = make_session()
        for _ in range(people):
            make_seat(session, make_participant())
        with django_assert_max_num_queries(60) as captured:
            moves.announce(session, before="lain", by=make_user("staff"))
        counted.append(len(captured))

    assert counted[0] == counted[1]


# --- Two at once ---------------------------------------------------------------------------------------


def press_twice(act):
    """Two presses at the same moment. Returns what each got."""
    gate, got = threading.Barrier(2), []

    def press():
        try:
            gate.wait()
            got.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


@pytest.mark.django_db(transaction=True)
def test_two_presses_of_cancel_at_once_notify_everybody_once():
    session, staff = make_session_of_nineteen(), make_user("staff")

    got = press_twice(lambda: sessions.cancel(session, by=staff, reason="Aula kebanjiran"))

    assert sorted(got) == [(0, 0), (4, 15)]
    assert Counter(Notice.objects.values_list("state", flat=True)) == {"message": 4, "open": 15}


@pytest.mark.django_db(transaction=True)
def test_two_presses_of_move_at_once_notify_everybody_once():
    session, staff = make_session_of_nineteen(), make_user("staff")
    url = reverse("admin:training_sessions_session_change", args=[session.pk])
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.force_login(staff)
    sent = [carried(browser, url) | moved_form(session, notifies="on") for browser in browsers]
    pairs = list(zip(browsers, sent, strict=True))

    press_twice(lambda: (pair := pairs.pop())[0].post(url, pair[1]).status_code)

    assert TopicChange.objects.count() == 1
    assert Counter(Notice.objects.values_list("state", flat=True)) == {"message": 4, "open": 15}


def test_what_was_before_a_move_is_read_under_the_lock_since_else_everybody_is_notified_twice():
    session, staff = make_session_of_nineteen(), make_user("staff")
    read_by_both = moves.when_and_where(session)
    session.meetings.update(starts_at=at(in_days(9), 9), ends_at=at(in_days(9), 12))
    sessions.settle(session)

    first, second = (moves.announce(session, before=read_by_both, by=staff) for _ in range(2))
    under_lock = moves.announce(session, before=moves.when_and_where(session), by=staff)

    assert (first, second, under_lock) == ((4, 15), (4, 15), (0, 0))
