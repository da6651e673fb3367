"""Calendar entries and the personal feed: stable, newer after each change, and dead when the address is renewed."""

import datetime as dt

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from tests.trainings.pressing import visit
from trainings.seats.models import Seat
from trainings.sessions import memory
from trainings.tickets import actions, feed_tokens, tokens

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def person(owner):
    return make_participant(user=owner, name="Melati Asri")


def feed(client, token):
    return client.get(reverse("trainings:feeds-entries", args=[token]))


def events(response):
    return list(Calendar.from_ical(response.content).walk("VEVENT"))


def own_events(client, owner):
    return events(feed(client, actions.token_of(owner)))


def test_an_entry_has_title_hours_and_venue(client, owner, person):
    seat = make_seat(make_session(title="Pola pikir; dasar, lanjutan", days=(5, 6)), person)
    first, second = seat.session.meetings.all()

    entries = own_events(client, owner)

    assert [(str(entry["summary"]), entry["dtstart"].dt, entry["dtend"].dt) for entry in entries] == [
        ("Pola pikir; dasar, lanjutan", meeting.starts_at, meeting.ends_at) for meeting in (first, second)
    ]
    assert {str(entry["location"]) for entry in entries} == {"Aula kecamatan, Grogol Petamburan"}
    assert {str(entry["status"]) for entry in entries} == {"CONFIRMED"}


def test_the_feed_tells_no_name_and_no_number_of_one_person(client, owner, person):
    make_seat(make_session(), person)

    text = feed(client, actions.token_of(owner)).content.decode()

    hidden = ["Melati", person.registration_number, person.phone, person.nik]
    assert [word for word in hidden if word in text] == []


def test_of_several_people_the_first_name_says_whose_seat_it_is(client, owner, person):
    session = make_session(title="Dasar")
    make_seat(session, person)
    make_seat(session, make_participant(user=owner, name="Kenanga Sari"))

    assert {str(entry["summary"]) for entry in own_events(client, owner)} == {"Dasar (Melati)", "Dasar (Kenanga)"}


def test_the_feed_keeps_to_the_account_and_to_what_matters(client, owner, person):
    make_seat(make_session(title="Lama", days=(-90,)), person)
    make_seat(make_session(title="Dilepas"), person, state=Seat.State.RELEASED)
    make_seat(make_session(title="Orang lain"))
    make_seat(make_session(title="Menanti", days=(8,)), person, state=Seat.State.WAITING)
    make_seat(make_session(title="Ditawari", days=(9,)), person, state=Seat.State.OFFERED)
    cancelled = make_session(title="Banjir", days=(10,), state="cancelled", cancel_reason="Banjir")
    make_seat(cancelled, person, state=Seat.State.RELEASED)

    found = {str(entry["summary"]): str(entry["status"]) for entry in own_events(client, owner)}

    assert found == {"Menunggu: Menanti": "TENTATIVE", "Menunggu: Ditawari": "TENTATIVE", "Batal: Banjir": "CANCELLED"}


def test_a_moved_meeting_keeps_its_uid_and_is_newer(client, owner, person):
    seat = make_seat(make_session(), person)
    before = own_events(client, owner)[0]
    meeting = seat.session.meetings.get()

    meeting.starts_at += dt.timedelta(days=1)
    meeting.ends_at += dt.timedelta(days=1)
    meeting.save()
    memory._kept.get().clear()
    after = own_events(client, owner)[0]

    assert before["uid"] == after["uid"]
    assert after["sequence"] > before["sequence"]
    assert after["dtstart"].dt == meeting.starts_at


def test_each_step_of_a_seat_and_a_cancelled_session_make_the_entry_newer(client, owner, person):
    session = make_session()
    seat = make_seat(session, person, state=Seat.State.WAITING)
    seen = []

    for state in (Seat.State.WAITING, Seat.State.OFFERED, Seat.State.CONFIRMED):
        Seat.objects.filter(pk=seat.pk).update(state=state, offered_until=session.starts_at)
        seen.append(own_events(client, owner)[0])
    session.state, session.cancel_code, session.cancel_reason = "cancelled", "flood", "Banjir"
    session.save()
    seen.append(own_events(client, owner)[0])

    assert [str(entry["status"]) for entry in seen] == ["TENTATIVE", "TENTATIVE", "CONFIRMED", "CANCELLED"]
    numbers = [int(entry["sequence"]) for entry in seen]
    assert numbers == sorted(set(numbers))
    assert len({str(entry["uid"]) for entry in seen}) == 1


def test_the_ticket_of_a_released_seat_strikes_its_entry_out(client, owner, person):
    seat = make_seat(make_session(), person, state=Seat.State.RELEASED)

    (entry,) = events(visit(client, owner, "tickets-entry", seat.pk))

    assert str(entry["status"]) == "CANCELLED"


def test_a_new_address_kills_the_old_one(client, owner, person):
    make_seat(make_session(), person)
    old = actions.token_of(owner)
    client.force_login(owner)

    client.post(reverse("trainings:feeds-renew"))
    client.logout()

    assert feed(client, old).status_code == 404
    assert len(own_events(client, owner)) == 1
    assert actions.token_of(owner) != old


def test_the_page_shows_the_address_that_is_valid(client, owner):
    page = visit(client, owner, "feeds-detail").content.decode()

    address = f"{settings.SITE_URL}/pelatihan/kalender/{actions.token_of(owner)}.ics"
    assert f'value="{address}"' in page
    assert f'href="webcal://{address.partition("://")[2]}"' in page
    assert "Bila beberapa orang memakai akun ini, nama depannya ikut." in page


def test_a_get_renews_nothing(client, owner):
    before = actions.token_of(owner)

    visit(client, owner, "feeds-renew")

    assert actions.token_of(owner) == before


def test_the_feed_of_a_closed_account_is_not_found(client, owner):
    token = actions.token_of(owner)
    owner.is_active = False
    owner.save()

    assert feed(client, token).status_code == 404


def test_tokens_of_other_purposes_accounts_and_versions_open_no_feed(client, owner, person):
    seat = make_seat(make_session(), person)
    token = actions.token_of(owner)
    signature = token.rpartition(".")[2]
    wrong = [
        tokens.token_of(seat),
        f"{owner.pk + 1}.1.{signature}",
        f"{owner.pk}.2.{signature}",
        feed_tokens.token_of(owner.pk, 2),
        feed_tokens.token_of(owner.pk + 999_999, 1),
        f"{owner.pk}.1",
        "x",
    ]

    assert [feed(client, each).status_code for each in wrong] == [404] * len(wrong)
    assert tokens.seat_of(token, seat.session.starts_at) is None


def test_the_feed_takes_the_same_statements_for_one_seat_and_for_three(client, owner, person):
    make_seat(make_session(days=(4,)), person)
    counts = []
    for day in (5, 6):
        own_events(client, owner)
        with CaptureQueriesContext(connection) as queries:
            own_events(client, owner)
        counts.append(len(queries))
        make_seat(make_session(days=(day,)), person)
        make_seat(make_session(days=(day + 10,)), person)

    assert counts[0] == counts[1]
