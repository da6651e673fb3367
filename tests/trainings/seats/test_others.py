"""Booking for others on the list of a session: found and ticked, or pasted as numbers, each with its answer."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from tests.factories.people import make_joined, make_participant, make_user
from tests.factories.places import JATINEGARA
from tests.factories.sessions import make_seat, make_session
from trainings.seats.actions import others
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("officer")


def press(client, user, page, session, **typed):
    client.force_login(user)
    return client.post(reverse(f"trainings:{page}", args=[session.pk]), typed)


def rows(response):
    """(typed, name, answer) of each line of the result."""
    cells = re.findall(
        r"<tr><th scope=\"row\"[^>]*>(.*?)</th><td>(.*?)</td><td>(.*?)</td></tr>", response.content.decode(), re.S
    )
    return [(typed, name, re.sub(r"<[^>]+>", "", answer).strip()) for typed, name, answer in cells]


def test_every_pasted_line_is_answered_and_what_failed_stays_in_the_field(client, officer):
    session = make_session(capacity=1)
    first, second = make_participant(name="Melati"), make_participant(name="Kenanga")
    far = make_participant(name="Cempaka Jauh", kelurahan=JATINEGARA)
    lines = [first.registration_number, "", f" {second.registration_number.lower()} ", first.registration_number]
    lines += ["entah", far.registration_number]

    answer = press(client, officer, "seats-book-for-others", session, numbers="\r\n".join(lines))

    assert rows(answer) == [
        (first.registration_number, "Melati", "Kursi pasti"),
        (second.registration_number.lower(), "Kenanga", "Nomor tunggu 1"),
        (first.registration_number, "Melati", others.TWICE),
        ("entah", "–", others.UNKNOWN),
        (far.registration_number, "–", others.UNKNOWN),
    ]
    assert "1 kursi pasti, 1 nomor tunggu, 3 belum dipesan." in answer.content.decode()
    assert f"entah\n{far.registration_number}</textarea>" in answer.content.decode()


def test_sent_twice_nothing_is_booked_twice(client, officer):
    session = make_session()
    numbers = "\n".join(make_participant().registration_number for _ in range(2))

    answers = [rows(press(client, officer, "seats-book-for-others", session, numbers=numbers)) for _ in range(2)]

    assert answers[0] == answers[1]
    assert session.seats.count() == 2


def test_the_number_of_a_joined_registration_leads_to_its_person(officer):
    person = make_participant()
    joined = make_joined(person, number="UJI-ULANG", street="Jalan Lama 9")

    (answer,) = others.book_numbers(make_session(), [joined.number], by=officer)

    assert answer.seat.participant == person


def test_the_joined_number_of_somebody_elsewhere_is_unknown(officer):
    make_joined(make_participant(kelurahan=JATINEGARA), number="UJI-ULANG", street="Jalan Lama 9")

    (answer,) = others.book_numbers(make_session(), ["UJI-ULANG"], by=officer)

    assert answer == ("UJI-ULANG", "", None, others.UNKNOWN)


@pytest.mark.parametrize(("lines", "is_refused"), [(200, False), (201, True)])
def test_two_hundred_lines_at_most(client, officer, lines, is_refused):
    session, person = make_session(), make_participant()
    numbers = [person.registration_number] + ["entah"] * (lines - 1)

    answer = press(client, officer, "seats-book-for-others", session, numbers="\n".join(numbers))

    assert session.seats.exists() != is_refused
    assert is_refused == (answer.status_code == 302)
    if is_refused:
        page = client.get(answer.url).content.decode()
        assert "Paling banyak 200" in page
        assert page.count("entah") == lines - 1


def test_people_are_found_by_name_in_ones_area_and_booked_by_ticks(client, officer):
    session = make_session()
    near, other = make_participant(name="Melati Dekat"), make_participant(name="Melati Manis")
    make_participant(name="Melati Jauh", kelurahan=JATINEGARA)
    seated = make_seat(session, make_participant(name="Melati Duduk")).participant

    found = press(client, officer, "seats-search-people", session, q="melati").content.decode()
    answer = press(client, officer, "seats-book-people", session, people=[near.pk, other.pk])

    assert [name in found for name in ("Melati Dekat", "Melati Manis", "Melati Duduk", "Melati Jauh")] == [1, 1, 1, 0]
    assert f'value="{seated.pk}"' not in found
    assert [row[1:] for row in rows(answer)] == [("Melati Dekat", "Kursi pasti"), ("Melati Manis", "Kursi pasti")]


def test_ticks_of_people_elsewhere_book_nobody(client, officer):
    session, far = make_session(), make_participant(kelurahan=JATINEGARA)

    answer = press(client, officer, "seats-book-people", session, people=[far.pk])

    assert (answer.status_code, session.seats.exists()) == (302, False)


def test_a_person_who_moved_since_the_page_was_drawn_is_refused(officer):
    person = make_participant(kelurahan=JATINEGARA)

    (answer,) = others.book_people(make_session(), [person], by=officer)

    assert (answer.seat, answer.reason) == (None, others.NOT_YOURS)


def test_ones_own_record_is_no_work_of_ones_own(officer):
    own = make_participant(user=officer, kelurahan=JATINEGARA)

    (answer,) = others.book_people(make_session(), [own], by=officer)

    assert answer.reason == others.NOT_YOURS


def test_more_than_the_limit_of_ticks_is_refused(officer, monkeypatch):
    monkeypatch.setattr(others, "MOST", 1)

    with pytest.raises(ValidationError):
        others.book_people(make_session(), [make_participant(), make_participant()], by=officer)


@pytest.mark.parametrize("page", ["seats-book-for-others", "seats-search-people", "seats-book-people"])
@pytest.mark.parametrize(
    ("role", "status"), [("", 403), ("mentor", 403), ("province", 403), ("auditor", 403), ("staff", None)]
)
def test_only_hosts_book_for_others(client, page, role, status):
    person = make_participant()
    typed = {"numbers": person.registration_number, "q": "Peserta", "people": [person.pk]}
    session = make_session()

    answer = press(client, make_user(role or None), page, session, **typed)

    assert (answer.status_code == 403) == (status == 403)
    assert Seat.objects.exists() == (status is None and page != "seats-search-people")


def test_a_host_of_elsewhere_finds_no_session(client):
    elsewhere = make_user("officer", region="31.75.06")

    assert press(client, elsewhere, "seats-book-for-others", make_session(), numbers="x").status_code == 404
