"""A session whose seats are shared out to kelurahan, until they are released 48 hours before it starts."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from okoce.clock import now
from okoce.notifications.models import Message
from okoce.regions.models import Region
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL_KELURAHAN, TOMANG, make_places
from tests.factories.sessions import make_seat, make_session
from trainings.planning.actions import sessions
from trainings.seats.actions import seats, shares
from trainings.seats.models import Seat, SeatShare
from trainings.seats.tasks import release_shares

pytestmark = pytest.mark.django_db

WAITING, OFFERED, CONFIRMED, ATTENDED, ABSENT, RELEASED = Seat.State
RELEASED_SINCE = dt.timedelta(hours=47)  # before the start: an hour after shares end


@pytest.fixture
def session():
    """Four seats, two for each of the two kelurahan."""
    session = make_session(days=(7,), capacity=4)
    shares.share_out(session, by=make_user("staff"))
    return session


def person(kelurahan):
    return make_participant(user=make_user(), kelurahan=kelurahan)


def book(session, kelurahan=TOMANG):
    resident = person(kelurahan)
    return seats.book(session, resident, by=resident.user)


def states(session):
    return list(session.seats.order_by("pk").values_list("state", flat=True))


def shares_of(session):
    return dict(SeatShare.objects.filter(session=session).values_list("kelurahan", "seats"))


# --- Set and taken away -----------------------------------------------------------------------------------


def test_without_shares_seats_are_for_everybody():
    session = make_session(capacity=1)

    assert book(session, DURI_KEPA).state == CONFIRMED


def test_seats_are_shared_out_by_the_people_who_live_there():
    make_places()
    Region.objects.filter(pk=TOMANG).update(population=30_000)
    Region.objects.filter(pk=GROGOL_KELURAHAN).update(population=10_000)
    session = make_session(days=(7,), capacity=30)

    given = shares.share_out(session, by=make_user("staff"))

    assert given == shares_of(session) == {TOMANG: 20, GROGOL_KELURAHAN: 10}


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": (1,), "booking_closes_at": dt.timedelta(hours=6)}, "mulai kurang dari 48 jam"),
        ({"state": "draft"}, "masih bisa dipesan"),
        ({"booking_closes_at": dt.timedelta(days=2)}, "sebelum jatah dibuka untuk semua"),
    ],
)
def test_shares_that_could_not_be_released_are_refused(fields, sentence):
    fields = {name: now() + value if isinstance(value, dt.timedelta) else value for name, value in fields.items()}
    session = make_session(**{"days": (7,), **fields})

    with pytest.raises(ValidationError, match=sentence):
        shares.share_out(session, by=make_user("staff"))

    assert shares_of(session) == {}


def test_taken_away_again_the_free_seats_are_offered_by_number(session):
    book(session), book(session), book(session), book(session, DURI_KEPA)

    offered = shares.remove(session, by=make_user("staff"))

    assert offered == 2
    assert states(session) == [CONFIRMED, CONFIRMED, OFFERED, OFFERED]
    assert shares_of(session) == {}


def test_shares_follow_the_number_of_seats(session):
    session.capacity = 9
    session.save()

    sessions.settle(session)

    assert shares_of(session) == {TOMANG: 5, GROGOL_KELURAHAN: 4}
    assert not session.seat_shares.filter(set_by=None).exists()


# --- Who gets a place -------------------------------------------------------------------------------------


def test_a_place_is_certain_while_the_own_kelurahan_has_seats_left(session):
    for kelurahan in (TOMANG, TOMANG, TOMANG, GROGOL_KELURAHAN):
        book(session, kelurahan)

    assert states(session) == [CONFIRMED, CONFIRMED, WAITING, CONFIRMED]


def test_who_lives_elsewhere_waits(session):
    assert book(session, DURI_KEPA).state == WAITING


def test_nobody_passes_a_neighbour_who_waits(session):
    make_seat(session, person(TOMANG), state=WAITING)

    assert book(session, TOMANG).state == WAITING


def test_who_waits_reads_why_and_until_when(session, signed_in):
    book(session), book(session)
    waiting, helped = book(session), person(DURI_KEPA)
    seats.book(session, helped, by=make_user("officer"))

    page = signed_in(waiting.participant.user).get(f"/pelatihan/kursi/{waiting.pk}/").text
    body = Message.objects.get(user=helped.user).body

    assert "Jatah Kelurahan Tomang (2 kursi) sudah penuh. Kursi yang tersisa dibuka untuk semua mulai" in page
    assert "Kelurahan Duri Kepa tidak mendapat jatah kursi di sesi ini." in body


def test_a_seat_given_back_is_offered_to_the_first_whose_kelurahan_has_room(session):
    given_back = book(session, GROGOL_KELURAHAN)
    book(session, GROGOL_KELURAHAN), book(session), book(session)
    elsewhere, _full, neighbour = book(session, DURI_KEPA), book(session), book(session, GROGOL_KELURAHAN)

    seats.cancel(given_back, by=given_back.participant.user)

    neighbour.refresh_from_db()
    elsewhere.refresh_from_db()
    assert (neighbour.state, elsewhere.state) == (OFFERED, WAITING)


# --- Released ---------------------------------------------------------------------------------------------


def test_at_48_hours_what_is_free_is_offered_in_the_order_of_the_list_and_once(session, time_machine):
    book(session), book(session)
    first, second, third = book(session, DURI_KEPA), book(session), book(session, DURI_KEPA)
    before = release_shares()
    time_machine.move_to(session.starts_at - RELEASED_SINCE)

    counted = [release_shares() for _ in range(2)]

    assert (before, counted) == (0, [2, 0])
    assert states(session) == [CONFIRMED, CONFIRMED, OFFERED, OFFERED, WAITING]
    notified = Message.objects.filter(kind="seat_offered").values_list("user", flat=True)
    assert sorted(notified) == sorted([first.participant.user_id, second.participant.user_id])
    assert third.participant.user_id not in notified


def test_after_the_release_nobody_passes_those_who_waited(session, time_machine):
    book(session, DURI_KEPA)
    time_machine.move_to(session.starts_at - RELEASED_SINCE)

    assert book(session).state == WAITING


def test_after_the_release_a_place_is_for_everybody(session, time_machine):
    time_machine.move_to(session.starts_at - RELEASED_SINCE)

    assert book(session, DURI_KEPA).state == CONFIRMED


# --- Pages ------------------------------------------------------------------------------------------------


def test_staff_see_the_numbers_before_and_set_them_with_one_button(signed_in):
    session, desk = make_session(days=(7,), capacity=4), signed_in(make_user("staff"))
    address = f"/pelatihan/{session.pk}/jatah/"

    before = desk.get(address).text
    after = desk.post(address, follow=True).text
    set_shares = shares_of(session)
    desk.post(address, {"hapus": "1"})

    assert "Bagi kursi per kelurahan" in before
    assert "4 kursi dibagi kepada 2 kelurahan." in after
    assert "Hapus jatah, buka untuk semua" in after
    assert set_shares == {TOMANG: 2, GROGOL_KELURAHAN: 2}
    assert shares_of(session) == {}


def test_after_the_release_the_page_says_that_seats_are_for_everybody(session, signed_in, time_machine):
    address = f"/pelatihan/{session.pk}/jatah/"
    before = signed_in(make_user("staff")).get(address).text
    time_machine.move_to(session.starts_at - RELEASED_SINCE)

    after = signed_in(make_user("staff")).get(address).text

    said = [("Kursi sedang dibagi" in page, "Kursi sudah terbuka untuk semua" in page) for page in (before, after)]
    assert said == [(True, False), (False, True)]


@pytest.mark.parametrize(("role", "status"), [("officer", 200), ("staff", 200), ("mentor", 403), (None, 403)])
def test_the_shares_are_set_by_those_who_may_change_the_session(signed_in, role, status):
    session = make_session(days=(7,))

    assert signed_in(make_user(role)).get(f"/pelatihan/{session.pk}/jatah/").status_code == status


def test_the_session_page_speaks_of_the_readers_own_share(session, signed_in):
    book(session), book(session)
    near, far = person(TOMANG), person(GROGOL_KELURAHAN)

    full, free = (signed_in(reader.user).get(f"/pelatihan/{session.pk}/").text for reader in (near, far))

    assert "Masih 0 dari 2 kursi untuk Kelurahan Tomang" in full
    assert "Jatah Kelurahan Tomang (2 kursi) sudah penuh." in full
    assert "Ambil nomor tunggu" in full
    assert "Kursi penuh" not in full
    assert "Masih 2 dari 2 kursi untuk Kelurahan Grogol" in free
    assert "Pesan kursi" in free


def test_a_mentor_reads_whose_share_is_used_up(session, signed_in):
    mentor = make_user("mentor")
    book(session), book(session)
    for kelurahan in (TOMANG, GROGOL_KELURAHAN):
        make_participant(mentor=mentor, kelurahan=kelurahan)

    page = signed_in(mentor).get(f"/pelatihan/{session.pk}/dampingan/").text

    assert "Mendapat nomor tunggu; sisa 0 dari 2 kursi untuk Kelurahan Tomang" in page
    assert "Sisa 2 dari 2 kursi untuk Kelurahan Grogol" in page


def test_the_list_of_sessions_says_which_are_shared_out(session, client, time_machine):
    make_session(days=(8,), title="Untuk semua")

    before = client.get("/pelatihan/").text
    time_machine.move_to(session.starts_at - RELEASED_SINCE)
    after = client.get("/pelatihan/").text

    assert (before.count("dibagi per kelurahan"), after.count("dibagi per kelurahan")) == (1, 0)
