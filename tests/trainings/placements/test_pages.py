"""The pages of trainings that continue others: graduates booked or placed, and what came of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.programme.models import Commodity
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, JATINEGARA
from tests.factories.sessions import make_session
from tests.factories.venues import make_training
from tests.factories.years import make_agency
from tests.trainings.coming import come
from trainings.placements.models import Placement

pytestmark = pytest.mark.django_db
TYPED = {"host_name": "Toko Sabun", "host_address": "Jalan Melati 3", "host_phone": "0812-3456-7890"}


@pytest.fixture
def first(db):
    soap = Commodity.objects.create(code="sabun", name="Sabun")
    agency = make_agency("perindustrian", "Sudin Perindustrian", BARAT)
    return make_training("Sabun cair", agency=agency, kind="hard", commodity=soap, modules=("M1",))


@pytest.fixture
def following(first):
    fields = {"agency": first.agency, "kind": "hard", "commodity": first.commodity, "modules": ("M2",)}
    return make_training("Pengemasan", continues=first, **fields)


def url(name, *args):
    return reverse(f"trainings:placements-{name}", args=args)


def graduate(training, **fields):
    person = make_participant(**fields)
    come(person, ago=9, modules=("M1",), training=training)
    return person


def test_graduates_of_ones_area_are_listed_and_each_reads_that(signed_in, first, following):
    near, far = graduate(first, name="Siti Kenanga"), graduate(first, name="Bunga Rahasia", kelurahan=JATINEGARA)
    client = signed_in("staff")

    page = client.get(url("detail", following.pk))

    assert ("Siti Kenanga" in page.text, "Bunga Rahasia" in page.text) == (True, False)
    seen = AccessLog.objects.filter(actor=client.user, act="list").values_list("subject_id", flat=True)
    assert (near.pk in seen, far.pk in seen) == (True, False)


def test_the_page_says_how_many_went_on(signed_in, first, following):
    for _ in range(2):
        graduate(first)
    come(graduate(first), ago=2, modules=("M2",), training=following)

    page = signed_in("staff").get(url("detail", first.pk))

    assert "1 dari 3 lulusan lanjut" in page.text
    assert url("detail", following.pk) in signed_in("staff").get(url("list")).text


def test_graduates_are_booked_into_a_coming_session(signed_in, first, following):
    chosen, other = graduate(first), graduate(first)
    session = make_session(training=following, modules=("M2",), title="Pengemasan awal")
    client = signed_in("staff")

    page = client.post(url("book", following.pk), {"session": session.pk, "people": [chosen.pk]}, follow=True)

    assert "1 orang dipesankan ke Pengemasan awal" in page.text
    assert [seat.participant for seat in session.seats.all()] == [chosen]
    assert other.name in page.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [({}, "Centang dulu siapa"), ({"session": 987654321, "people": [1]}, "tidak dapat dipesan lagi")],
)
def test_a_wrong_booking_is_refused_in_words(signed_in, following, typed, words):
    session = make_session(training=following, modules=("M2",))

    page = signed_in("staff").post(url("book", following.pk), {"session": session.pk} | typed, follow=True)

    assert words in page.text


def test_a_placement_is_begun_and_its_outcome_written_down(signed_in, first, following):
    person = graduate(first)
    client = signed_in("staff")
    span = {"starts_on": today().isoformat(), "ends_on": today().isoformat()}

    begun = client.post(url("start", following.pk, person.pk), TYPED | span, follow=True)
    [placement] = Placement.objects.all()
    ended = client.post(
        url("end", placement.pk), {"outcome": "hired", "ended_on": today().isoformat(), "note": ""}, follow=True
    )

    assert f"Penempatan {person.name} dicatat." in begun.text
    assert placement.host_phone == "+6281234567890"
    assert "bekerja di tempat itu" in ended.text
    assert url("end", placement.pk) not in ended.text


def test_who_breaks_off_is_asked_why(signed_in, first, following):
    person = graduate(first)
    host = {
        "host_name": "Toko",
        "host_address": "Jalan",
        "host_phone": "+6281234567890",
        "noted_by": make_user("staff"),
    }
    placement = Placement.objects.create(
        training=following, participant=person, **host, starts_on=today(), ends_on=today()
    )

    page = signed_in("staff").post(
        url("end", placement.pk), {"outcome": "stopped", "ended_on": today().isoformat()}, follow=True
    )

    assert "Tulis mengapa penempatan berhenti." in page.text


def test_the_page_takes_as_many_statements_for_three_as_for_one(signed_in, first, following):
    client = signed_in("staff")

    def counted(people):
        for _ in range(people):
            graduate(first)
        with CaptureQueriesContext(connection) as asked:
            assert client.get(url("detail", following.pk)).status_code == 200
        return len(asked)

    one = counted(1)
    assert counted(2) == one
