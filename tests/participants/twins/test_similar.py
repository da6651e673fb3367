"""At the desk the officer sees who may be in the register already; nobody else ever does."""

import datetime as dt

import pytest

from okoce.accounts.models import AccessLog
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import JATINEGARA, TOMANG
from tests.factories.registrations import make_ground, send_at_desk

pytestmark = pytest.mark.django_db
LIKE = {"name": "Siti Kenanga", "birth_on": dt.date(1990, 5, 10), "phone": "+6281200001234", "kelurahan": TOMANG}
HEADING = "Mungkin sudah terdaftar"


@pytest.fixture(autouse=True)
def ground():
    return make_ground()


@pytest.fixture
def desk(client):
    client.force_login(make_user("officer"))
    return client


def shown(desk, **changes):
    """(the page that answers, what would be sent with it again)"""
    page = desk.get(send_at_desk(desk, **changes).url)
    form = page.context.get("form")
    return page.content.decode(), form["similar_seen"].value() if form and "similar_seen" in form.fields else None


def test_who_looks_alike_is_shown_before_anything_is_saved(desk):
    known = make_participant(**LIKE)

    page, seen = shown(desk)

    assert HEADING in page
    assert known.registration_number in page
    assert known.nik_masked in page
    assert known.nik not in page
    assert "Nama sama, tanggal lahir sama, nomor HP sama, kelurahan sama" in page
    assert seen == str(known.pk)
    assert Participant.objects.count() == 1


def test_that_they_were_shown_is_written_down(desk):
    known = make_participant(**LIKE)

    shown(desk)

    row = AccessLog.objects.get(subject_id=known.pk)
    assert (row.act, row.reason) == ("open", "Mirip dengan isian di meja pendaftaran")


def test_saving_once_more_registers(desk):
    known = make_participant(**LIKE)

    send_at_desk(desk, similar_seen=str(known.pk))

    assert Participant.objects.count() == 2


def test_somebody_new_among_them_is_shown_too(desk):
    known, other = make_participant(**LIKE), make_participant(**LIKE)

    page, seen = shown(desk, similar_seen=str(known.pk))

    assert other.registration_number in page
    assert set(seen.split()) == {str(known.pk), str(other.pk)}


def test_three_at_most(desk):
    for _ in range(4):
        make_participant(**LIKE)

    _, seen = shown(desk)

    assert len(seen.split()) == 3


@pytest.mark.parametrize(
    "make",
    [
        lambda: make_participant(**LIKE | {"kelurahan": JATINEGARA}),
        lambda: make_waiting(**LIKE),
        lambda: make_participant(**LIKE | {"name": "Rahmat Hidayat", "phone": "+6281200005555"}),
    ],
    ids=["outside the area", "waits for its card check", "somebody else"],
)
def test_who_is_not_shown(desk, make):
    make()

    page, _ = shown(desk)

    assert HEADING not in page
    assert Participant.objects.count() == 2


def test_a_mentor_is_shown_nobody(client):
    make_participant(**LIKE)
    client.force_login(make_user("mentor"))

    answer = send_at_desk(client)

    assert HEADING not in client.get(answer.url).content.decode()
    assert Participant.objects.count() == 2
