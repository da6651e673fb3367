"""From somebody's page to a seat for them, by an officer of their area."""

import pytest
from django.urls import reverse

from okoce.accounts.models import AccessLog
from tests.factories.people import make_participant, make_user
from tests.factories.places import JATINEGARA, KEBON_JERUK
from tests.factories.sessions import make_seat, make_session
from tests.trainings.pressing import visit
from trainings.seats.actions import shares
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer():
    return make_user("officer")


def press(client, user, person, session):
    client.force_login(user)
    return client.post(reverse("trainings:offers-book", args=[person.pk]), {"session": session.pk}, follow=True)


@pytest.mark.parametrize(
    ("role", "answer"),
    [("", 403), ("mentor", 403), ("officer", 200), ("staff", 200), ("province", 403), ("auditor", 403)],
)
def test_those_who_book_for_others_get_the_page(client, role, answer):
    assert visit(client, make_user(role or None), "offers-book", make_participant().pk).status_code == answer


def test_somebody_of_elsewhere_is_not_found(client, officer):
    assert visit(client, officer, "offers-book", make_participant(kelurahan=JATINEGARA).pk).status_code == 404


def test_one_press_books_a_session_that_fits_also_in_the_next_kecamatan(client, officer):
    person, session = make_participant(name="Melati Asri"), make_session(title="Sebelah", kecamatan=KEBON_JERUK)

    page = visit(client, officer, "offers-book", person.pk).content.decode()
    booked = press(client, officer, person, session)

    assert "Sebelah" in page
    assert "Melati Asri: kursi pasti." in booked.content.decode()
    assert list(Seat.objects.values_list("participant", "session", "booked_by")) == [
        (person.pk, session.pk, officer.pk)
    ]
    assert AccessLog.objects.filter(subject_id=person.pk, act=AccessLog.Act.OPEN, actor=officer).exists()


@pytest.mark.parametrize(("booked", "words"), [(0, "2 kursi kosong"), (1, "Mendapat nomor tunggu")])
def test_the_button_says_what_the_persons_kelurahan_gets(client, officer, booked, words):
    person, session = make_participant(), make_session(capacity=2)
    shares.share_out(session, by=make_user("staff"))
    for _ in range(booked):
        make_seat(session, make_participant(kelurahan=person.kelurahan_id))

    page = visit(client, officer, "offers-book", person.pk).content.decode()

    assert words in page
    assert ("Ambil nomor tunggu" in page) == bool(booked)


def test_a_refusal_is_read_on_the_page(client, officer):
    person, session = make_participant(), make_session()
    session.booking_closes_at = session.created_at
    session.save()

    refused = press(client, officer, person, session)

    assert "Pemesanan untuk sesi ini sudah ditutup." in refused.content.decode()
    assert not Seat.objects.exists()


def test_a_draft_cannot_be_booked(client, officer):
    person, draft = make_participant(), make_session(state="draft")

    press(client, officer, person, draft)

    assert not Seat.objects.exists()


def test_the_page_of_a_person_leads_there_with_seats_and_modules(client, officer):
    person = make_participant(name="Melati Asri")
    make_seat(make_session(title="Pola pikir"), person)

    page = visit(client, officer, "seats-detail", Seat.objects.get().pk).content.decode()
    client.force_login(officer)
    of_person = client.get(reverse("participants:people-detail", args=[person.pk])).content.decode()

    assert "Riwayat pelatihan" in page
    assert [word in of_person for word in ("Pola pikir", "Pesankan kursi", "Sudah dipesan")] == [True] * 3
