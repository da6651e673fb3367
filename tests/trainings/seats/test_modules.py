"""One live seat for each module and person; who finished all of a session's modules reads so and is not booked."""

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.programme.models import Commodity
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from trainings.planning.actions import sessions
from trainings.seats import obstacles
from trainings.seats.actions import seats
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

State = Seat.State


@pytest.fixture
def person():
    return make_participant(user=make_user(), name="Siti")


def book(session, person):
    return seats.book(session, person, by=person.user)


def soon(*modules, **fields):
    return make_session(days=fields.pop("days", (3,)), modules=modules, **fields)


def later(*modules, **fields):
    return make_session(days=(9,), modules=modules, **fields)


# --- Two seats for a module -------------------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.WAITING, State.OFFERED, State.CONFIRMED])
def test_a_live_seat_for_one_of_the_modules_is_in_the_way_and_named(person, state):
    make_seat(soon("M1", "M2", title="Sesi pertama"), person, state=state)
    wanted = later("M2", "M3")

    with pytest.raises(ValidationError, match=r"Siti sudah punya kursi untuk modul .* di “Sesi pertama”.*Pindahkan"):
        book(wanted, person)

    assert not wanted.seats.exists()


@pytest.mark.parametrize("state", [State.ABSENT, State.RELEASED])
def test_a_seat_that_brings_no_module_any_more_is_not(person, state):
    make_seat(soon("M1"), person, state=state)

    assert book(later("M1"), person).state == State.CONFIRMED


def test_a_seat_of_other_modules_is_not(person):
    book(soon("M1"), person)

    assert book(later("M2", "M3"), person).state == State.CONFIRMED


def test_a_seat_of_a_session_that_is_over_is_not(person):
    make_seat(soon("M1", days=(-1,)), person)

    assert book(later("M1"), person).state == State.CONFIRMED


def test_a_session_that_began_and_is_not_over_is_in_the_way(person):
    make_seat(soon("M1", days=(-1, 1)), person)

    with pytest.raises(ValidationError, match="sudah punya kursi untuk modul"):
        book(later("M1"), person)


# --- Modules that were finished ---------------------------------------------------------------------------


def test_who_finished_all_modules_reads_so_and_is_not_booked(person):
    make_seat(soon("M1", days=(-9,)), person, state=State.ATTENDED)
    make_seat(soon("M2", days=(-5,)), person, state=State.ATTENDED)
    wanted = later("M1", "M2")

    with pytest.raises(ValidationError, match=r"Siti sudah menyelesaikan modul .* dan .*Pilih sesi dengan modul yang"):
        book(wanted, person)

    assert not wanted.seats.exists()


@pytest.mark.parametrize(
    ("taught", "state", "cancelled"), [("M2", "attended", False), ("M1", "absent", False), ("M1", "attended", True)]
)
def test_a_session_with_something_missing_may_be_booked(person, taught, state, cancelled):
    fields = {"state": "cancelled", "cancel_reason": "banjir"} if cancelled else {}
    make_seat(soon(taught, days=(-9,), **fields), person, state=state)

    assert book(later("M1", "M2"), person).state == State.CONFIRMED


def test_attending_enough_of_a_session_that_goes_on_is_finishing_its_module(person):
    make_seat(soon("M1", days=(-1, 1)), person, state=State.ATTENDED)

    with pytest.raises(ValidationError, match="sudah menyelesaikan modul"):
        book(later("M1"), person)


# --- Pages ------------------------------------------------------------------------------------------------


def test_the_session_page_says_which_seat_is_in_the_way_and_leads_to_the_swap(signed_in, person):
    seat, wanted = make_seat(soon("M1", title="Sesi pertama"), person), later("M1", "M2")

    page = signed_in(person.user).get(f"/pelatihan/{wanted.pk}/").text

    assert "Siti sudah punya kursi untuk modul" in page
    assert f'href="/pelatihan/kursi/{seat.pk}/pindah/{wanted.pk}/"' in page
    assert 'name="participant"' not in page


def test_no_swap_is_offered_to_a_session_that_teaches_less(signed_in, person):
    make_seat(soon("M1", "M2"), person)
    wanted = later("M2")

    page = signed_in(person.user).get(f"/pelatihan/{wanted.pk}/").text

    assert "Siti sudah punya kursi untuk modul" in page
    assert "/pindah/" not in page


def test_the_session_page_says_what_was_finished(signed_in, person):
    make_seat(soon("M1", days=(-9,)), person, state=State.ATTENDED)

    page = signed_in(person.user).get(f"/pelatihan/{later('M1').pk}/").text

    assert "Siti sudah menyelesaikan modul" in page
    assert 'name="participant"' not in page


def test_the_session_page_asks_as_much_for_one_of_a_family_as_for_three(signed_in, person):
    wanted, asked = later("M1"), []
    for count in (1, 3):
        while person.user.participants.count() < count:
            make_seat(soon("M1"), make_participant(user=person.user))
        client = signed_in(person.user)
        client.get(f"/pelatihan/{wanted.pk}/")
        with CaptureQueriesContext(connection) as queries:
            client.get(f"/pelatihan/{wanted.pk}/")
        asked.append(len(queries))

    assert asked[0] == asked[1]


def test_a_mentor_reads_why_a_mentee_cannot_be_ticked(signed_in):
    mentor = make_user("mentor")
    seated, learned, free = (make_participant(mentor=mentor, name=name) for name in ("Ani", "Budi", "Citra"))
    make_seat(soon("M1", title="Sesi pertama"), seated)
    make_seat(soon("M1", days=(-9,)), learned, state=State.ATTENDED)

    page = signed_in(mentor).get(f"/pelatihan/{later('M1').pk}/dampingan/").text

    assert "Ani sudah punya kursi untuk modul" in page
    assert "Budi sudah menyelesaikan modul" in page
    assert page.count('name="people"') == 1
    assert f'value="{free.pk}"' in page


# --- A cancelled session ----------------------------------------------------------------------------------


def test_no_place_is_held_for_who_has_the_module_elsewhere_or_finished_it():
    cancelled, following = soon("M1"), later("M1")
    seated, learned, free = (make_seat(cancelled, make_participant()).participant for _ in range(3))
    Seat.objects.create(session=make_session(days=(12,), modules=("M1",)), participant=seated, state=State.CONFIRMED)
    make_seat(soon("M1", days=(-9,)), learned, state=State.ATTENDED)

    sessions.cancel(cancelled, by=make_user("staff"), reason="Aula kebanjiran")

    assert list(following.seats.values_list("participant", flat=True)) == [free.pk]


# --- Commodities share one module ---------------------------------------------------------------------


@pytest.fixture
def skills(person):
    """Two commodity trainings with the same module."""
    goods = Commodity.objects.create(code="sabun", name="Sabun")
    return [make_training(title, kind="hard", commodity=goods, modules=("M1",)) for title in ("Sabun", "Label halal")]


def skill(training, **fields):
    return make_session(modules=("M1",), training=training, **fields)


def test_a_seat_for_one_commodity_does_not_keep_somebody_from_another(person, skills):
    make_seat(skill(skills[0]), person)

    assert seats.book(skill(skills[1], days=(9,)), person, by=make_user("officer")).state == Seat.State.CONFIRMED


def test_a_seat_for_one_commodity_keeps_somebody_from_the_same_twice(person, skills):
    make_seat(skill(skills[0]), person)

    with pytest.raises(ValidationError, match="modul"):
        seats.book(skill(skills[0], days=(9,)), person, by=make_user("officer"))


def test_who_finished_a_commodity_may_learn_what_continues_it_but_not_the_same_again(person, skills):
    make_seat(skill(skills[0], days=(-9,)), person, state="attended")

    assert seats.book(skill(skills[1]), person, by=make_user("officer")).state == Seat.State.CONFIRMED
    with pytest.raises(ValidationError, match="sudah menyelesaikan"):
        seats.book(skill(skills[0], days=(20,)), person, by=make_user("officer"))


def test_a_commodity_and_the_years_modules_do_not_keep_each_other_out(person, skills):
    make_seat(skill(skills[0]), person)
    make_seat(skill(skills[1], days=(-9,)), person, state="attended")

    seat = seats.book(make_session(modules=("M1",), days=(9,)), person, by=make_user("officer"))

    assert seat.state == Seat.State.CONFIRMED


def test_a_session_that_becomes_one_of_a_commodity_counts_as_such_at_once(person, skills):
    session = make_session(modules=("M1",))
    make_seat(session, person)
    other = make_session(modules=("M1",), days=(9,))
    with pytest.raises(ValidationError):
        seats.book(other, person, by=make_user("officer"))

    session.training = skills[0]
    session.save()

    assert obstacles.in_the_way(other, [*person.seats.all()]) == []
