"""A seat is changed for one in another session in one step, and the old one is never lost first."""

import pytest
from django.core.exceptions import ValidationError

from okoce.notifications.models import Message
from tests.factories.people import make_participant, make_user
from tests.factories.places import TOMANG
from tests.factories.sessions import make_seat, make_session
from trainings.planning.actions import sessions
from trainings.seats import proposals
from trainings.seats.actions import seats, shares, swaps
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db

WAITING, OFFERED, CONFIRMED, ATTENDED, ABSENT, RELEASED = Seat.State


@pytest.fixture
def person():
    return make_participant(user=make_user(), name="Siti")


@pytest.fixture
def seat(person):
    return make_seat(make_session(days=(5,), modules=("M1", "M2"), title="Lama"), person)


def elsewhere(**fields):
    return make_session(**{"days": (9,), "modules": ("M1", "M2"), "title": "Baru"} | fields)


def swap(seat, session):
    return swaps.swap(seat, session, by=seat.participant.user)


def state_of(seat):
    return Seat.objects.get(pk=seat.pk).state


@pytest.mark.parametrize("state", [WAITING, OFFERED, CONFIRMED])
def test_the_new_seat_is_certain_and_the_old_one_released(person, state):
    seat = make_seat(make_session(days=(5,), modules=("M1",)), person, state=state)
    wanted = elsewhere()

    new = swap(seat, wanted)

    seat.refresh_from_db()
    assert (new.session, new.participant, new.state) == (wanted, person, CONFIRMED)
    assert (seat.state, seat.release_reason) == (RELEASED, "Pindah ke sesi “Baru”")


def test_the_place_that_becomes_free_is_offered_to_the_next(person):
    session = make_session(days=(5,), capacity=1)
    seat, waiting = make_seat(session, person), make_seat(session, state=WAITING)

    swap(seat, elsewhere(modules=("M1", "M2", "M3")))

    assert state_of(waiting) == OFFERED


def full_session():
    session = elsewhere(capacity=1)
    make_seat(session)
    return session


def with_somebody_waiting():
    session = elsewhere(capacity=2)
    make_seat(session, state=WAITING)
    return session


def shared_with_others():
    session = elsewhere(capacity=2)
    shares.share_out(session, by=make_user("staff"))
    make_seat(session, make_participant(kelurahan=TOMANG))
    return session


@pytest.mark.parametrize(
    ("wanted", "sentence"),
    [
        (full_session, "Sesi itu sudah penuh"),
        (with_somebody_waiting, "Sesi itu sudah penuh"),
        (shared_with_others, "Jatah Kelurahan Tomang"),
        (lambda: elsewhere(state="draft"), "sudah ditutup"),
        (lambda: elsewhere(modules=("M1", "M3")), "tidak mengajarkan semua modul kursi ini"),
    ],
)
def test_where_there_is_no_place_the_old_seat_is_untouched(seat, wanted, sentence):
    session = wanted()
    before = Seat.objects.filter(pk=seat.pk).values().get()

    with pytest.raises(ValidationError, match=rf"{sentence}.*Kursi lama Anda tetap\."):
        swap(seat, session)

    assert Seat.objects.filter(pk=seat.pk).values().get() == before
    assert not session.seats.filter(participant=seat.participant).exists()
    assert not Message.objects.exists()


def test_a_third_seat_at_the_hour_of_the_new_session_keeps_the_old_one(seat):
    make_seat(make_session(days=(9,), modules=("M3",), title="Ketiga"), seat.participant)

    with pytest.raises(ValidationError, match="“Ketiga” pada jam yang sama"):
        swap(seat, elsewhere())

    assert state_of(seat) == CONFIRMED


def test_to_the_same_session_is_refused(seat):
    with pytest.raises(ValidationError, match="sudah di sesi itu"):
        swap(seat, seat.session)

    assert state_of(seat) == CONFIRMED


@pytest.mark.parametrize("state", [ATTENDED, ABSENT, RELEASED])
def test_what_is_over_is_not_swapped(person, state):
    seat = make_seat(make_session(days=(5,), modules=("M1",)), person, state=state)

    with pytest.raises(ValidationError, match="tidak dapat dipindahkan lagi"):
        swap(seat, elsewhere())


def test_nothing_is_swapped_once_the_session_began(person):
    seat = make_seat(make_session(days=(-1, 1), modules=("M1",)), person)

    with pytest.raises(ValidationError, match="tidak dapat dipindahkan lagi"):
        swap(seat, elsewhere())


def test_a_module_that_was_finished_need_not_be_taught_again(seat):
    make_seat(make_session(days=(-5,), modules=("M2",)), seat.participant, state=ATTENDED)

    assert swap(seat, elsewhere(modules=("M1",))).state == CONFIRMED


@pytest.mark.parametrize(("role", "notified"), [("officer", 1), (None, 0)])
def test_for_whom_it_was_done_is_notified(seat, role, notified):
    by = make_user(role) if role else seat.participant.user

    swaps.swap(seat, elsewhere(), by=by)

    assert Message.objects.filter(user=seat.participant.user, kind="seat_swapped").count() == notified


# --- Pages ------------------------------------------------------------------------------------------------


def test_candidates_teach_all_the_modules_fit_and_have_a_place(seat):
    elsewhere(title="Cocok")
    elsewhere(title="Kurang modul", modules=("M1",))
    elsewhere(title="Jam sama", days=(12,))
    make_seat(make_session(days=(12,), modules=("M3",), title="Lain"), seat.participant)
    full_session()

    assert [session.title for session in proposals.to_swap(seat)] == ["Cocok"]


def test_from_the_seat_to_another_session_in_three_pages(signed_in, seat):
    wanted, client = elsewhere(), signed_in(seat.participant.user)

    detail = client.get(f"/pelatihan/kursi/{seat.pk}/").text
    chosen = client.get(f"/pelatihan/kursi/{seat.pk}/pindah/").text
    asked = client.get(f"/pelatihan/kursi/{seat.pk}/pindah/{wanted.pk}/").text
    before = state_of(seat)
    done = client.post(f"/pelatihan/kursi/{seat.pk}/pindah/{wanted.pk}/", follow=True).text

    assert f'href="/pelatihan/kursi/{seat.pk}/pindah/"' in detail
    assert f'href="/pelatihan/kursi/{seat.pk}/pindah/{wanted.pk}/"' in chosen
    assert "Bila di sana tidak ada kursi lagi, kursi lama tetap." in asked
    assert (before, state_of(seat)) == (CONFIRMED, RELEASED)
    assert "Kursi Siti sudah pindah ke “Baru”." in done
    assert "Kursi sudah pasti" in done


def test_a_refusal_is_read_on_the_seats_page(signed_in, seat):
    done = signed_in(seat.participant.user).post(f"/pelatihan/kursi/{seat.pk}/pindah/{full_session().pk}/", follow=True)

    assert "Sesi itu sudah penuh. Pilih sesi lain. Kursi lama Anda tetap." in done.text


def test_nobody_swaps_the_seat_of_a_stranger(signed_in, seat):
    wanted, client = elsewhere(), signed_in(make_user())

    answers = [client.get(f"/pelatihan/kursi/{seat.pk}/pindah/{tail}").status_code for tail in ("", f"{wanted.pk}/")]

    assert answers == [404, 404]
    assert client.post(f"/pelatihan/kursi/{seat.pk}/pindah/{wanted.pk}/").status_code == 404
    assert state_of(seat) == CONFIRMED


# --- After a cancelled session ----------------------------------------------------------------------------


@pytest.fixture
def cancelled(seat):
    """The session of the seat is called off; a place is held in “Berikutnya”, and “Baru” fits too."""
    make_session(days=(7,), modules=("M1", "M2"), title="Berikutnya")
    wanted = elsewhere()
    sessions.cancel(seat.session, by=make_user("staff"), reason="Aula kebanjiran")
    return Seat.objects.select_related("session").get(pk=seat.pk), wanted


def test_the_message_and_the_seat_lead_to_the_sessions_that_fit(signed_in, cancelled):
    seat, wanted = cancelled
    client = signed_in(seat.participant.user)
    message = Message.objects.get(kind="session_cancelled")

    page = client.get(message.url).text
    detail = client.get(f"/pelatihan/kursi/{seat.pk}/").text

    assert message.url == f"/pelatihan/kursi/{seat.pk}/ganti/"
    assert message.url in detail
    assert "Tempat disimpan di <strong>Berikutnya</strong>" in page
    assert f'name="session" value="{wanted.pk}"' in page
    assert not Seat.objects.filter(state=CONFIRMED).exists()


@pytest.mark.parametrize("role", [None, "officer"])
def test_one_button_books_instead_and_gives_up_the_place_that_was_held(signed_in, cancelled, role):
    seat, wanted = cancelled
    held = swaps.place_held(seat)
    client = signed_in(make_user(role) if role else seat.participant.user)

    client.post(f"/pelatihan/kursi/{seat.pk}/ganti/", {"session": wanted.pk})

    live = seat.participant.seats.live().get()
    assert (live.session, live.state, state_of(held)) == (wanted, CONFIRMED, RELEASED)


def test_without_a_place_that_is_held_it_is_an_ordinary_booking(seat):
    wanted = elsewhere(kecamatan="31.73.05")
    sessions.cancel(seat.session, by=make_user("staff"), reason="Aula kebanjiran")
    seat = Seat.objects.select_related("session", "participant").get(pk=seat.pk)

    new = swaps.replace(seat, wanted, by=seat.participant.user)

    assert (swaps.place_held(seat), new.session, new.state) == (new, wanted, CONFIRMED)


def test_when_the_session_is_full_the_place_that_was_held_stays(cancelled):
    seat, wanted = cancelled
    held = swaps.place_held(seat)
    wanted.capacity = 1
    wanted.save()
    make_seat(wanted)

    with pytest.raises(ValidationError, match="sudah penuh"):
        swaps.replace(seat, wanted, by=seat.participant.user)

    assert state_of(held) == OFFERED


def test_a_seat_that_stands_already_does_not_cost_the_place_that_was_held(cancelled):
    seat, _ = cancelled
    held, other = swaps.place_held(seat), elsewhere(modules=("M3",), days=(11,))
    make_seat(other, seat.participant)

    with pytest.raises(ValidationError, match=r"Siti sudah punya kursi di sesi itu\. Kursi lama Anda tetap\."):
        swaps.replace(seat, other, by=seat.participant.user)

    assert state_of(held) == OFFERED


def test_a_seat_of_a_session_that_stands_has_no_replacement(seat):
    seats.cancel(seat, by=seat.participant.user)

    with pytest.raises(ValidationError, match="tidak dibatalkan"):
        swaps.replace(Seat.objects.get(pk=seat.pk), elsewhere(), by=seat.participant.user)
