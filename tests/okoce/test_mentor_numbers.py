"""The number of a mentor's assignment: read back however it is typed, and kept by the database."""

import pytest
from django.db import IntegrityError, transaction

from okoce.accounts import mentor_numbers
from okoce.accounts.models import RoleAssignment
from okoce.check_signs import ALPHABET
from tests.factories.people import make_user
from tests.factories.places import GROGOL, KEBON_JERUK


@pytest.fixture
def number():
    return mentor_numbers.make()


@pytest.mark.once
@pytest.mark.parametrize("typed", ["{}", " {} ", "{}.", "{} {}"])
def test_a_number_is_read_back_however_it_is_typed(number, typed):
    spelled = typed.format(number.lower().replace("-", " "), "")

    assert mentor_numbers.parse(spelled) == number


@pytest.mark.once
def test_one_wrong_sign_is_found_wherever_it_stands(number):
    wrong = [
        number[:place] + sign + number[place + 1 :]
        for place in range(3, len(number))
        for sign in ALPHABET
        if number[place] not in ("-", sign)
    ]

    assert [text for text in wrong if mentor_numbers.parse(text)] == []


@pytest.mark.once
@pytest.mark.parametrize(
    "text", [None, "", "PD", "OK26-7K3M9Q-X", "PD-7K3M9Q", "PD-7K3M9Q-22", "PD-7K3M9*-2", "P" * 600]
)
def test_what_is_no_number_is_none(text):
    assert mentor_numbers.parse(text) is None


@pytest.mark.once
def test_a_number_fits_its_column(number):
    assert len(number) == mentor_numbers.LONGEST


@pytest.mark.django_db
def test_each_assignment_of_a_mentor_has_its_own_number_and_other_roles_have_none():
    mentor = make_user("mentor")
    other = RoleAssignment.objects.create(user=mentor, role="mentor", region_id=KEBON_JERUK)
    officer = make_user("officer").assignments.get()
    numbers = set(mentor.assignments.values_list("number", flat=True))

    assert len(numbers) == 2
    assert other.number in numbers
    assert all(mentor_numbers.parse(each) == each for each in numbers)
    assert officer.number is None


@pytest.mark.django_db
def test_a_number_stays_when_the_assignment_is_saved_again():
    held = make_user("mentor").assignments.get()
    number = held.number

    held.save()

    assert RoleAssignment.objects.get(pk=held.pk).number == number


@pytest.mark.django_db
def test_the_database_keeps_no_mentor_without_a_number():
    user = make_user()

    with pytest.raises(IntegrityError, match="mentor_has_a_number"), transaction.atomic():
        RoleAssignment.objects.bulk_create([RoleAssignment(user=user, role="mentor", region_id=GROGOL)])


@pytest.mark.django_db
def test_the_database_keeps_no_number_twice():
    number = make_user("mentor").assignments.get().number

    with pytest.raises(IntegrityError), transaction.atomic():
        RoleAssignment.objects.create(user=make_user(), role="mentor", region_id=GROGOL, number=number)
