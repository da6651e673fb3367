"""The ticket as page, paper, picture and calendar entry: who gets it, what stands on it and what never does."""

import io
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from PIL import Image

from okoce.accounts.models import AccessLog
from okoce.clock import now
from okoce.programme.models import KecamatanOffice
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL, TIMUR
from tests.factories.sessions import make_seat, make_session
from tests.trainings.pressing import visit
from trainings.seats.models import Seat
from trainings.tickets import contents, pictures, tokens

pytestmark = pytest.mark.django_db
PAGES = ["tickets-detail", "tickets-pdf", "tickets-picture", "tickets-entry"]


@pytest.fixture(autouse=True)
def _no_drawing(monkeypatch):
    """Drawing a PDF takes seconds; one test of the sample looks at it."""
    monkeypatch.setattr("okoce.pdf.render", lambda template, context: b"%PDF")


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def seat(owner):
    person = make_participant(user=owner, name="Melati Asri")
    return make_seat(make_session(days=(5, 6), title="Pola pikir"), person)


def words(response):
    return " ".join(unescape(response.content.decode()).split())


@pytest.mark.parametrize("page", PAGES)
def test_owner_mentor_and_host_get_the_ticket_and_nobody_else(client, seat, owner, page):
    mentor = make_user("mentor")
    former = make_user("mentor")
    seat.participant.mentor = mentor
    seat.participant.save()
    readers = [owner, mentor, make_user("officer"), make_user("staff")]
    others = [
        make_user(),
        former,
        make_user("officer", region=TIMUR + ".06"),
        make_user("province"),
        make_user("auditor"),
    ]

    assert [visit(Client(), user, page, seat.pk).status_code for user in readers] == [200] * 4
    assert [visit(Client(), user, page, seat.pk).status_code for user in others] == [404] * 5
    assert visit(client, None, page, seat.pk).status_code == 302


def test_the_page_says_what_when_where_and_whom_to_call(client, seat, owner):
    KecamatanOffice.objects.update_or_create(
        kecamatan_id=GROGOL, defaults={"phone": "(021) 555-0123", "address": "Jalan Anggrek 2"}
    )
    venue = seat.session.venue
    venue.address, venue.access = "Jalan Tomang Raya 1", "Lantai 1"
    venue.save()

    page = words(visit(client, owner, "tickets-detail", seat.pk))

    shown = ["Melati Asri", "Pola pikir", "Jalan Tomang Raya 1, Tomang, Grogol Petamburan, Jakarta Barat", "Lantai 1"]
    shown += [*map(str, seat.session.meetings.all()), f"Tiket nomor {seat.pk}", "tel:0215550123", "Jalan+Tomang+Raya+1"]
    assert [text for text in shown if text not in page] == []
    assert seat.participant.nik not in page


def test_the_code_opens_the_door_for_this_very_seat(seat):
    link = contents.of_seat(seat).link

    path = link.removeprefix(settings.SITE_URL)
    assert path.startswith("/hadir/tiket/")
    assert tokens.seat_of(path.split("/")[3], now()) == seat.pk


@pytest.mark.parametrize(
    ("state", "session_state", "days", "has_code"),
    [
        ("confirmed", "published", 5, True),
        ("attended", "published", 5, True),
        ("waiting", "published", 5, False),
        ("offered", "published", 5, False),
        ("absent", "published", 5, False),
        ("released", "published", 5, False),
        ("confirmed", "cancelled", 5, False),
        ("confirmed", "published", -5, False),
    ],
)
def test_only_a_sure_seat_of_a_session_that_is_held_has_a_code(client, owner, state, session_state, days, has_code):
    session = make_session(days=(days,), state=session_state, cancel_reason="Banjir")
    seat = make_seat(session, make_participant(user=owner), state=state)

    page = visit(client, owner, "tickets-detail", seat.pk)

    assert ("Kode QR tiket" in words(page), page.status_code) == (has_code, 200)
    papers = [visit(client, owner, name, seat.pk).status_code for name in ("tickets-pdf", "tickets-picture")]
    assert papers == ([200, 200] if has_code else [404, 404])
    assert visit(client, owner, "tickets-entry", seat.pk).status_code == 200


@pytest.mark.parametrize(
    ("state", "is_promised"), [("waiting", True), ("offered", True), ("absent", False), ("released", False)]
)
def test_a_code_is_promised_only_to_a_seat_that_may_become_sure(client, owner, state, is_promised):
    seat = make_seat(make_session(), make_participant(user=owner), state=state)

    page = words(visit(client, owner, "tickets-detail", seat.pk))

    assert ("Kode QR muncul setelah kursi pasti." in page) == is_promised
    assert ("Tiket ini tidak berlaku." in page) != is_promised


def test_the_picture_is_as_wide_as_promised_and_the_same_each_time(seat):
    ticket = contents.of_seat(seat)

    drawn = pictures.png(ticket)

    assert Image.open(io.BytesIO(drawn)).width == 1080
    assert drawn == pictures.png(ticket)


def test_the_picture_holds_the_code_of_the_link(seat):
    ticket = contents.of_seat(seat)
    picture = Image.open(io.BytesIO(pictures.png(ticket))).convert("L")
    dots = pictures.qr.dots(ticket.link)
    scale = pictures.CODE // (len(dots) + 8)
    left = (1080 - scale * (len(dots) + 8)) // 2 + 4 * scale

    read = [
        [
            picture.getpixel((left + x * scale + scale // 2, 160 + (y + 4) * scale + scale // 2)) < 128
            for x in range(len(dots))
        ]
        for y in range(len(dots))
    ]

    assert read == dots


def test_a_long_name_and_place_stay_inside_the_picture(seat):
    ticket = contents.of_seat(seat)._replace(name="Siti Rahmawati Kusumaningtyas " * 4, address="Jalan Panjang " * 20)

    for line in pictures._lines(ticket):
        assert line.font.getlength(line.text) <= pictures.WIDTH - 2 * pictures.MARGIN


def test_an_opening_by_others_is_written_down_and_ones_own_is_not(client, seat, owner):
    officer = make_user("officer")

    visit(client, owner, "tickets-detail", seat.pk)
    visit(client, officer, "tickets-detail", seat.pk)

    rows = AccessLog.objects.filter(subject_id=seat.participant_id, act=AccessLog.Act.OPEN)
    assert list(rows.values_list("actor", flat=True)) == [officer.pk]


def test_the_seat_leads_to_its_ticket_once_it_is_sure(client, owner):
    session = make_session()
    seat = make_seat(session, make_participant(user=owner), state=Seat.State.WAITING)
    address = f"/pelatihan/kursi/{seat.pk}/tiket/"

    before = words(visit(client, owner, "seats-detail", seat.pk))
    Seat.objects.filter(pk=seat.pk).update(state=Seat.State.CONFIRMED)
    after = words(visit(client, owner, "seats-detail", seat.pk))

    assert [address in page for page in (before, after)] == [False, True]
