"""Must hold: no stall-day twice, and none written down twice, with eight at once."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from bazaars.actions import applications, sales, stalls
from bazaars.models import StallApplication, StallDay, StallSale
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.people import make_participant, make_user
from tests.factories.sessions import in_days

pytestmark = [pytest.mark.long, pytest.mark.django_db(transaction=True)]

AT_ONCE = 8


def all_at_once(act, things):
    """Eight threads begin in the same moment; how many were let through."""
    gate = threading.Barrier(AT_ONCE)

    def one(thing):
        gate.wait()
        try:
            act(thing)
        except ValidationError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return sum(pool.map(one, things))


@pytest.fixture
def constraint_off():
    found = next(c for c in StallDay._meta.constraints if c.name == "no_stall_day_twice")
    with connection.schema_editor() as editor:
        editor.remove_constraint(StallDay, found)
    yield
    StallDay.objects.all().delete()
    with connection.schema_editor() as editor:
        editor.add_constraint(StallDay, found)


def rush_for_stall_three():
    bazaar = make_bazaar()
    people = [make_application(bazaar) for _ in range(AT_ONCE)]
    won = all_at_once(lambda application: stalls.give(application, 3, bazaar.days), people)
    return won, bazaar.stall_days.standing().count() / len(bazaar.days)


def test_a_stall_day_goes_to_one_of_eight():
    for _ in range(10):
        assert rush_for_stall_three() == (1, 1)


def test_the_same_rush_gives_it_twice_without_the_constraint(constraint_off):
    assert rush_for_stall_three() == (AT_ONCE, AT_ONCE)


def test_a_day_of_takings_is_written_once_by_eight():
    stall_day = make_stall_day(make_application(make_bazaar(days=(-1, 0))))
    staff = make_user("staff")

    written = all_at_once(lambda amount: sales.record(stall_day, amount=amount, by=staff), range(1, AT_ONCE + 1))

    assert (written, StallSale.objects.count()) == (1, 1)


def test_eight_presses_of_one_person_are_one_application_and_eight_people_get_eight_numbers():
    bazaar = make_bazaar(applications_end_on=in_days(2))
    person, user = make_participant(), make_user()
    crowd = [make_participant() for _ in range(AT_ONCE)]

    all_at_once(lambda _: applications.apply(bazaar, person, category="jasa", by=user), range(AT_ONCE))
    all_at_once(lambda one: applications.apply(bazaar, one, category="jasa", by=user), crowd)

    assert sorted(StallApplication.objects.values_list("number", flat=True)) == list(range(1, AT_ONCE + 2))
    assert StallApplication.objects.filter(participant=person).count() == 1
