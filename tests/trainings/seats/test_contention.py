"""Must hold: 500 people, 50 at once, one session of 100 seats."""

import datetime as dt
import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module
from time import sleep

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection
from django.test import Client
from django.urls import reverse

from okoce.accounts.models import User
from okoce.accounts.proofs import Proof, proved
from okoce.regions.models import Region
from participants.people.models import Participant
from tests.factories.people import invented_nik
from tests.factories.places import TOMANG, make_places
from tests.factories.sessions import make_session
from tests.factories.years import make_point, make_year
from trainings.seats.actions import seats
from trainings.seats.models import Seat
from trainings.seats.triggers import TRIGGERS

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

PEOPLE, AT_ONCE, SEATS = 500, 50, 100
ROUNDS = 20 if settings.DATABASES["default"]["ENGINE"].endswith("postgresql") else 5


@pytest.fixture
def crowd():
    """500 people, each with a log-in and a browser that is signed in."""
    make_places()
    year, point, home = make_year(), make_point(), Region.objects.get(pk=TOMANG)
    users = User.objects.bulk_create(
        User(name=f"Warga Kemuning {n}", password="!", **proved(Proof.CODE, phone=f"+62812000{n:05d}"))
        for n in range(PEOPLE)
    )
    people = []
    for number, user in enumerate(users):
        born = dt.date(1990, 5, 10) + dt.timedelta(days=number // 900)
        person = Participant(
            registration_number=f"RAMAI-{number:04d}",
            programme_year=year,
            user=user,
            name=user.name,
            birth_on=born,
            sex="L",
            phone=user.phone,
            street="Jalan Kemuning 1",
            kelurahan=home,
            kecamatan_id=home.parent_id,
            registration_point=point,
            notice_version="2026-1",
            holds_nik=True,
        )
        person.nik = invented_nik(number % 900, birth_on=born)
        people.append(person)
    Participant.objects.bulk_create(people)
    return [(_cookie(user), person.pk) for user, person in zip(users, people, strict=True)]


@pytest.fixture
def protection_off(monkeypatch):
    """Count, then insert, as a page without locks would do it, in a database without the counting triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            for name in TRIGGERS["sqlite"]:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("DROP TRIGGER seat_counts ON seats_seat")
            cursor.execute("DROP TRIGGER seat_counts_when_changed ON seats_seat")
    monkeypatch.setattr(seats, "book_own", lambda *_, **__: None)
    monkeypatch.setattr(seats, "book", partial(_book_unprotected, slow=threading.Lock()))
    yield
    Seat.objects.all().delete()  # they were never counted, so they must not be counted down either
    with connection.cursor() as cursor:
        for sql in TRIGGERS[connection.vendor].values():
            cursor.execute(sql)


def test_hundred_seats_go_to_a_hundred_people_and_the_rest_wait_in_a_row_without_holes(crowd):
    for number in range(ROUNDS):
        session = make_session(days=(number + 2,), capacity=SEATS)

        answers = rush(session, crowd)

        session.refresh_from_db()
        states = Counter(session.seats.values_list("state", flat=True))
        numbers = sorted(session.seats.waiting().values_list("queue_number", flat=True))
        assert (number, answers) == (number, Counter({302: PEOPLE}))
        assert states == {Seat.State.CONFIRMED: SEATS, Seat.State.WAITING: PEOPLE - SEATS}
        assert numbers == list(range(1, PEOPLE - SEATS + 1))
        assert session.seats_taken == SEATS
        assert session.seats.values("participant").distinct().count() == PEOPLE
        session.seats.update(state=Seat.State.RELEASED)  # nobody may hold two seats for one module


def test_the_same_rush_oversells_without_the_protection(crowd, protection_off):
    session = make_session(capacity=SEATS)

    answers = rush(session, crowd)

    assert answers == Counter({302: PEOPLE})
    assert session.seats.taken().count() > SEATS


def rush(session, crowd):
    """Everybody presses the button, 50 at any time. Returns how often each status was answered."""
    path, order = (
        reverse("trainings:seats-book", args=[session.pk]),
        random.Random(session.pk).sample(crowd, len(crowd)),
    )
    gate = threading.Barrier(AT_ONCE)

    def one_after_another(share):
        gate.wait()
        try:
            return [_press(path, cookie, person) for cookie, person in share]
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        shares = [order[start::AT_ONCE] for start in range(AT_ONCE)]
        return Counter(status for statuses in pool.map(one_after_another, shares) for status in statuses)


def _press(path, cookie, person):
    client = Client(raise_request_exception=False)
    client.cookies[settings.SESSION_COOKIE_NAME] = cookie
    return client.post(path, {"participant": person}).status_code


def _cookie(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.create()
    return store.session_key


def _book_unprotected(session, participant, *, by, slow):
    """Count, then insert. The first one is slow, as on a busy machine: meanwhile the others take all seats."""
    taken = session.seats.taken().count()
    if slow.acquire(blocking=False):
        for _ in range(1200):
            if session.seats.taken().count() >= session.capacity:
                break
            sleep(0.05)
    state = Seat.State.CONFIRMED if taken < session.capacity else Seat.State.WAITING
    number = None if state == Seat.State.CONFIRMED else participant.pk
    return Seat.objects.create(session=session, participant=participant, state=state, queue_number=number)
