"""Which constraint a write ran into, named alike on both databases and without the row's values."""

import logging

import pytest
from django.db import IntegrityError, transaction

from okoce import constraints
from okoce.accounts.models import User
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db


def refused(act):
    with pytest.raises(IntegrityError) as error, transaction.atomic():
        act()
    return error.value


@pytest.fixture
def same_nik():
    first, second = make_participant(name="Rahasia Dahlia"), make_participant()
    second.nik_digest = first.nik_digest
    return refused(lambda: second.save(update_fields=["nik_digest"])), first


def test_the_constraint_is_known_by_model_and_fields(same_nik):
    error, _ = same_nik

    assert constraints.is_repeated(error, Participant, "nik_digest")
    assert not constraints.is_repeated(error, Participant, "registration_number")
    assert not constraints.is_repeated(error, Participant, "nik_digest", "phone")
    assert not constraints.is_repeated(error, User, "phone")


def test_a_constraint_over_several_fields_is_known_by_all_of_them():
    held = make_user("officer").assignments.get()
    twin = type(held)(user=held.user, role=held.role, region=held.region)

    error = refused(twin.save)

    assert constraints.is_repeated(error, type(held), "role", "user", "region")
    assert not constraints.is_repeated(error, type(held), "role", "user")


def test_a_check_is_no_repetition():
    person = make_participant()
    person.sex = "X"

    error = refused(lambda: person.save(update_fields=["sex"]))

    assert not constraints.is_repeated(error, Participant, "sex")
    assert "sex_is_known" in str(constraints.without_values(error))


def test_what_is_logged_and_raised_names_the_constraint_and_no_value(same_nik, caplog):
    error, person = same_nik
    caplog.set_level(logging.ERROR)

    plain = constraints.refuse(error, "Registration")

    said = str(plain) + caplog.text
    assert "people_participant" in said
    assert "nik_digest" in said
    assert [value for value in (person.nik_digest, person.name, person.phone) if value in said] == []
