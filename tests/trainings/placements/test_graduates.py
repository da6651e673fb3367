"""Graduates are listed by rule for the training that continues theirs, and how many went on is one figure."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import today
from okoce.programme.models import Commodity
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import DURI_KEPA, JATINEGARA, KEBON_JERUK
from tests.factories.sessions import make_seat, make_session
from tests.factories.venues import make_training
from tests.trainings.coming import come
from trainings.placements import actions, graduates
from trainings.placements.models import Placement

pytestmark = pytest.mark.django_db
HOST = {"host_name": "Toko Sabun", "host_address": "Jalan Melati 3", "host_phone": "+6281234567890"}


@pytest.fixture
def soap(db):
    return Commodity.objects.create(code="sabun", name="Sabun")


@pytest.fixture
def first(soap):
    return make_training("Sabun cair", kind="hard", commodity=soap, modules=("M1", "M2"))


@pytest.fixture
def following(soap, first):
    return make_training("Pengemasan", kind="hard", commodity=soap, modules=("M3",), continues=first)


def finish(training, *people):
    come(*people, ago=9, training=training, modules=("M1",))
    come(*people, ago=8, training=training, modules=("M2",))


def invited(training):
    return set(graduates.to_invite(training))


def place(training, person, **days):
    span = {"starts_on": today() - dt.timedelta(days=20), "ends_on": today() + dt.timedelta(days=10)}
    return actions.start(training, person, **HOST, **span | days, by=staff())


def staff():
    return make_user("staff")


def test_who_finished_every_module_is_invited_and_who_began_is_not(first, following):
    graduate, beginner = make_participant(), make_participant()
    finish(first, graduate)
    come(beginner, ago=9, training=first, modules=("M1",))
    come(beginner, ago=8, modules=("M2",))  # a module of the year, in a session that is not of the training

    assert invited(following) == {graduate}
    assert invited(first) == set()


@pytest.mark.parametrize("state", ["waiting", "offered", "confirmed", "attended"])
def test_who_is_in_it_is_not_invited_again(first, following, state):
    person = make_participant()
    finish(first, person)

    make_seat(make_session(training=following, modules=("M3",)), person, state=state)

    assert invited(following) == set()


@pytest.mark.parametrize("state", ["released", "absent"])
def test_who_missed_it_or_gave_the_seat_back_is_invited_again(first, following, state):
    person = make_participant()
    finish(first, person)

    make_seat(make_session(training=following, modules=("M3",)), person, state=state)

    assert invited(following) == {person}


def test_who_is_placed_is_not_invited_until_it_is_broken_off(first, following):
    person = make_participant()
    finish(first, person)
    placement = place(following, person)
    assert invited(following) == set()

    actions.end(placement, outcome="stopped", ended_on=today(), note="Sakit", by=staff())

    assert invited(following) == {person}


def test_graduates_of_the_years_modules_finished_them_anywhere(soap):
    basic = make_training("Pelatihan dasar")
    following = make_training("Tingkat dinas", kind="hard", commodity=soap, continues=basic)
    person = make_participant()
    come(person, ago=9, modules=("M1", "M2"))
    come(person, ago=8, modules=("M3",), kecamatan=KEBON_JERUK)

    assert invited(following) == {person}


def test_how_many_went_on_counts_graduates_who_came_or_were_placed_once(first, following):
    came, placed, both, stopped, booked, _ = people = [make_participant() for _ in range(6)]
    finish(first, *people)
    for person in (came, both):
        come(person, ago=2, training=following, modules=("M3",))
    place(following, placed)
    Placement.objects.create(
        training=following, participant=both, **HOST, starts_on=today(), ends_on=today(), noted_by=staff()
    )
    actions.end(place(following, stopped), outcome="stopped", ended_on=today(), note="Sakit", by=staff())
    make_seat(make_session(training=following, modules=("M3",)), booked)
    come(make_participant(), ago=2, training=following, modules=("M3",))  # no graduate

    assert graduates.how_many_went_on(first) == (3, 6)


# --- Placements ----------------------------------------------------------------------------------------


def test_a_placement_begins_and_ends_once_with_its_outcome(first, following):
    person = make_participant()
    finish(first, person)
    placement = place(following, person)

    ended = actions.end(placement, outcome="hired", ended_on=today(), by=staff())

    assert (ended.get_outcome_display(), ended.ends_on) == ("bekerja di tempat itu", today())
    with pytest.raises(ValidationError, match="sudah dicatat"):
        actions.end(placement, outcome="own", ended_on=today(), by=staff())


def test_only_a_graduate_is_placed(following):
    with pytest.raises(ValidationError, match="hanya untuk lulusan"):
        place(following, make_participant())


def test_a_registration_that_waits_for_its_card_check_is_not_placed(first, following):
    person = make_waiting()
    finish(first, person)

    with pytest.raises(ValidationError, match="KTP orang ini belum diperiksa"):
        place(following, person)


def test_one_person_is_in_one_placement_at_a_time(soap, first, following):
    other = make_training("Label halal", kind="hard", commodity=soap, continues=first)
    person = make_participant()
    finish(first, person)
    place(following, person)

    with pytest.raises(ValidationError, match="masih dalam penempatan lain"):
        place(other, person)
    with pytest.raises(IntegrityError), transaction.atomic():
        Placement.objects.create(
            training=other, participant=person, **HOST, starts_on=today(), ends_on=today(), noted_by=staff()
        )


def test_staff_of_another_kota_neither_place_nor_end(first, following):
    here, there = make_participant(kelurahan=DURI_KEPA), make_participant(kelurahan=JATINEGARA)
    finish(first, here, there)

    with pytest.raises(ValidationError, match="wilayah kerja"):
        place(following, there)
    with pytest.raises(ValidationError, match="wilayah kerja"):
        actions.end(place(following, here), outcome="own", ended_on=today(), by=make_user("staff", region="31.75"))


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"outcome": "stopped", "ended_on": 0}, "mengapa"),
        ({"outcome": "own", "ended_on": -90}, "sebelum hari pertama"),
    ],
)
def test_an_end_says_why_it_broke_off_and_lies_after_the_start(first, following, fields, words):
    person = make_participant()
    finish(first, person)
    ended = fields | {"ended_on": today() + dt.timedelta(days=fields["ended_on"])}

    with pytest.raises(ValidationError, match=words):
        actions.end(place(following, person), **ended, by=staff())


def test_a_placement_does_not_end_before_it_begins(first, following):
    person = make_participant()
    finish(first, person)

    with pytest.raises(ValidationError, match="sebelum hari pertama"):
        place(following, person, ends_on=today() - dt.timedelta(days=30))


def test_graduates_are_booked_each_by_itself_and_only_those_to_be_invited(first, following):
    graduate, seated, stranger = (make_participant(name=name) for name in ("Ani", "Budi", "Cici"))
    far = make_participant(name="Dedi", kelurahan=JATINEGARA)
    finish(first, graduate, seated, far)
    session = make_session(training=following, modules=("M3",), days=(5,))
    make_seat(make_session(modules=("M3",), days=(5,)), seated)

    booked, refusals = actions.book(session, [graduate.pk, seated.pk, stranger.pk, far.pk], by=staff())

    assert [seat.participant.name for seat in booked] == ["Ani"]
    assert [refusal.partition(":")[0] for refusal in refusals] == ["Budi"]
