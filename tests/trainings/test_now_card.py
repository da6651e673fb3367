"""What seats and sessions put on the card "Sekarang"."""

import datetime as dt
from types import SimpleNamespace

import pytest

from okoce.clock import WIB
from okoce.now_card import Fact, Link, Now, Urgency
from tests.factories.places import GROGOL, make_places
from trainings.seats.now_card import of_seats
from trainings.sessions import now_card

pytestmark = pytest.mark.django_db  # a place's name is read from memory

AT = dt.datetime(2026, 11, 28, 9, tzinfo=WIB)


@pytest.fixture(autouse=True)
def _places():
    make_places()


def hours(number):
    return AT + dt.timedelta(hours=number)


def session(**fields):
    known = {"pk": 7, "title": "Dasar", "venue": "Aula", "kecamatan_id": GROGOL, "capacity": 100, "seats_taken": 14}
    known |= {"starts_at": hours(2), "ends_at": hours(4)} | fields
    return SimpleNamespace(**known, is_full=known["seats_taken"] >= known["capacity"])


def seat(state="confirmed", *, in_hours=2, until=None):
    return SimpleNamespace(pk=3, state=state, session=session(), next_at=hours(in_hours), offered_until=until)


def shown(found):
    return [(now.urgency, now.sentence, now.button and now.button.label) for now in found]


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (seat(), (Urgency.TODAY, "Hari ini “Dasar”", "Lihat tiket")),
        (seat(in_hours=24), (Urgency.TOMORROW, "Besok “Dasar”", "Lihat tiket")),
        (seat(in_hours=48), (Urgency.LATER, "“Dasar” Senin, 30 November 2026, 09.00 WIB", None)),
        (
            seat("offered", until=hours(1)),
            (Urgency.EXPIRES, "Ada kursi untuk Anda di “Dasar”", "Jawab tawaran kursi"),
        ),
    ],
)
def test_a_seat_asks_for_what_comes_next(of, expected):
    assert shown(of_seats([of], AT)) == [expected]


@pytest.mark.parametrize("of", [seat("waiting"), seat("offered", until=AT)])
def test_a_waiting_number_and_an_offer_that_ended_ask_for_nothing(of):
    assert of_seats([of], AT) == []


def test_an_offer_says_when_where_and_until_when():
    [now] = of_seats([seat("offered", until=hours(31))], AT)

    assert [fact.text for fact in now.facts][::2] == [
        "Sabtu, 28 November 2026, 11.00 WIB",
        "Ditahan sampai 29 November 2026 pukul 16.00 WIB",
    ]
    assert [fact.is_deadline for fact in now.facts] == [False, False, True]


def meeting(starts, ends):
    return SimpleNamespace(pk=5, session_id=7, session=session(), starts_at=hours(starts), ends_at=hours(ends))


@pytest.mark.parametrize(
    ("of", "expected"),
    [
        (meeting(-1, 1), [(Urgency.RUNNING, "“Dasar” sedang berlangsung sampai 10.00 WIB", "Catat kehadiran")]),
        (meeting(1, 2), [(Urgency.TODAY, "“Dasar” hari ini 10.00 WIB", "Catat kehadiran")]),
        (meeting(-2, 0), []),
    ],
)
def test_a_meeting_asks_its_hosts_until_it_ends(of, expected):
    assert shown(now_card.of_meetings([of], AT)) == expected


def test_the_next_session_is_a_date_without_a_button():
    [now] = [now_card.next_session([session()])]

    assert now == Now(Urgency.LATER, "Pelatihan berikutnya Sabtu, 28 November 2026, 11.00–13.00 WIB: “Dasar”")
    assert now_card.next_session([]) is None


@pytest.mark.parametrize(
    ("sessions", "expected"),
    [
        ([session(seats_taken=49)], "“Dasar” masih kosong"),
        ([session(seats_taken=50)], None),
        ([session(seats_taken=49, starts_at=hours(73))], None),
        ([session(seats_taken=100), session(seats_taken=60)], "1 dari 2 pelatihan berikutnya sudah penuh"),
        ([session(seats_taken=100), session(seats_taken=60), session(seats_taken=70)], None),
        ([], None),
    ],
)
def test_sudin_fills_what_is_empty_soon_and_adds_where_most_is_full(sessions, expected):
    now = now_card.filling(sessions, AT)

    assert (now and now.sentence) == expected


def test_an_empty_session_leads_to_it_with_the_seats_as_the_deadline():
    now = now_card.filling([session()], AT)

    assert now.button == Link("Isi kursinya", "/pelatihan/7/")
    assert now.facts[-1] == Fact("people", "14 dari 100 kursi terisi", is_deadline=True)
