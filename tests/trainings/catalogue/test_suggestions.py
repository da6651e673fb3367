"""The head of the calendar for a participant: what fits, for whom, and at which cost."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.programme.models import Commodity
from okoce.regions import neighbours
from tests.factories.evidence import make_attendance
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import CAKUNG, KEBON_JERUK
from tests.factories.sessions import in_days, make_seat, make_session
from tests.factories.venues import make_training
from tests.trainings.pressing import visit
from trainings.catalogue import offers
from trainings.seats.actions import shares

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user()


@pytest.fixture
def person(owner):
    return make_participant(user=owner, name="Melati Asri")


def suggested(response):
    """Titles above the whole list; None without that part."""
    head, found, _ = response.content.decode().partition("Semua sesi</h2>")
    return re.findall(r'row-name"><a [^>]+>([^<]+)</a>', head) if found else None


def test_near_sessions_with_a_missing_module_come_first(client, owner, person):
    assert KEBON_JERUK in neighbours.near(person.kecamatan_id)
    make_session(title="Jauh", kecamatan=CAKUNG)
    make_session(title="Sebelah", kecamatan=KEBON_JERUK, days=(3,))
    make_session(title="Rumah", days=(9,))
    make_session(title="Tutup", days=(0,))
    make_session(title="Sudah", modules=("M1",), days=(10,))
    make_attendance(person, in_days(-10), modules=("M1",))

    page = visit(client, owner, "sessions-list")

    assert suggested(page) == ["Rumah", "Sebelah"]
    assert "Yang cocok untuk Anda" in page.content.decode()


def test_at_most_six_are_shown(client, owner, person):
    for day in range(2, 10):
        make_session(title=f"Hari {day}", days=(day,))

    assert suggested(visit(client, owner, "sessions-list")) == [f"Hari {day}" for day in range(2, 8)]


def test_sessions_at_the_hour_or_with_the_module_of_a_seat_are_left_out(client, owner, person):
    make_seat(make_session(title="Punya", days=(5,), hours=(9, 12), modules=("M1",)), person)
    make_session(title="Jam sama", days=(5,), hours=(11, 13), modules=("M2",))
    make_session(title="Modul sama", days=(6,), modules=("M1", "M2"))
    make_session(title="Cocok", days=(7,), modules=("M2",))

    assert suggested(visit(client, owner, "sessions-list")) == ["Cocok"]


def test_a_commodity_session_brings_no_module_of_the_year_and_its_seat_takes_none(client, owner, person):
    goods = Commodity.objects.create(code="sabun", name="Sabun")
    skill = make_training("Sabun", kind="hard", commodity=goods, modules=("M1",))
    make_seat(make_session(title="Punya", days=(5,), modules=("M1",), training=skill), person)
    make_session(title="Keterampilan", days=(6,), modules=("M1",), training=skill)
    make_session(title="Modul tahun ini", days=(7,), modules=("M1",))

    assert suggested(visit(client, owner, "sessions-list")) == ["Modul tahun ini"]


def test_a_seat_of_a_session_that_is_over_takes_no_module(client, owner, person):
    make_seat(make_session(title="Tidak dicatat", days=(-2,), modules=("M1",)), person)
    make_session(title="Cocok", modules=("M1",))

    assert suggested(visit(client, owner, "sessions-list")) == ["Cocok"]


def test_a_place_comes_before_a_waiting_number(client, owner, person):
    make_seat(make_session(title="Menunggu", days=(5,), capacity=2), state="waiting")
    make_seat(make_session(title="Penuh", days=(6,), capacity=1))
    shares.share_out(make_session(title="Jatah sendiri", days=(7,), capacity=2), by=make_user("staff"))
    of_others = make_session(title="Jatah orang lain", days=(8,), capacity=2)
    shares.share_out(of_others, by=make_user("staff"))
    make_seat(of_others, make_participant(kelurahan=person.kelurahan_id))
    make_session(title="Kosong", days=(9,))

    names = ["Jatah sendiri", "Kosong", "Menunggu", "Penuh", "Jatah orang lain"]
    assert suggested(visit(client, owner, "sessions-list")) == names


def test_hours_that_were_given_narrow_the_choice(client, owner, person):
    day = in_days(7)
    person.availability = 1 << (day.weekday() * 3)  # that morning
    person.save()
    make_session(title="Pagi", days=(7,), hours=(9, 12))
    make_session(title="Siang", days=(7,), hours=(13, 15))

    assert suggested(visit(client, owner, "sessions-list")) == ["Pagi"]


def test_a_family_chooses_for_whom(client, owner, person):
    other = make_participant(user=owner, name="Kenanga Sari", kelurahan="31.75.06.1001")
    stranger = make_participant(name="Orang Lain", kelurahan="31.75.06.1001")
    make_session(title="Dekat Melati")
    make_session(title="Dekat Kenanga", kecamatan=CAKUNG)

    pages = [visit(client, owner, "sessions-list", untuk=pk) for pk in ("", other.pk, stranger.pk, "x")]

    assert [suggested(page) for page in pages] == [
        ["Dekat Melati"],
        ["Dekat Kenanga"],
        ["Dekat Melati"],
        ["Dekat Melati"],
    ]
    assert f'href="/pelatihan/?untuk={other.pk}"' in pages[0].content.decode()
    assert "Orang Lain" not in pages[2].content.decode()


def test_first_comes_who_is_not_trained_yet_and_whose_card_was_seen(client, owner, person):
    make_attendance(person, in_days(-10))
    make_waiting(user=owner, name="Belum Dicek")
    make_participant(user=owner, name="Kenanga Sari")

    assert "Yang cocok untuk Kenanga Sari" in visit(client, owner, "sessions-list").content.decode()


def test_who_has_nobody_in_the_register_and_visitors_see_the_list_alone(client, owner):
    make_session()

    assert suggested(visit(client, None, "sessions-list")) is None
    assert suggested(visit(client, owner, "sessions-list")) is None


def test_a_filtered_list_and_deeper_pages_have_no_head(client, owner, person, monkeypatch):
    monkeypatch.setattr("trainings.catalogue.views.PAGE", 1)
    for day in (5, 6):
        make_session(days=(day,))
    first = visit(client, owner, "sessions-list")

    assert len(suggested(first)) == 2
    assert suggested(client.get(first.context["next_url"])) is None
    assert suggested(visit(client, owner, "sessions-list", waktu="pagi")) is None


def test_a_person_with_all_modules_reads_so(client, owner, person):
    make_session()
    make_attendance(person, in_days(-10))

    page = visit(client, owner, "sessions-list")

    assert (suggested(page), "Semua modul wajib sudah diikuti." in page.content.decode()) == ([], True)


def test_a_waiting_registration_with_its_one_seat_gets_no_other(owner):
    waiting = make_waiting(user=owner)
    make_session(days=(9,))
    assert len(offers.for_person(waiting)) == 1

    make_seat(make_session(days=(5,), modules=()), waiting)

    assert offers.for_person(waiting) == []


def test_the_head_costs_five_statements_whatever_it_shows(client, owner, person):
    def statements(user):
        visit(client, user, "sessions-list")
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("trainings:sessions-list"))
        return len(queries)

    other = make_user()
    make_session(days=(5,))
    few = statements(owner) - statements(other)
    for day in (6, 7, 8):
        make_session(days=(day,))
    make_seat(make_session(days=(20,), modules=()), person)

    assert (few, statements(owner) - statements(other)) == (4, 4)  # and one that tells who has nobody
