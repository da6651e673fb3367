"""While a plan is stored, people go on registering: the lock of the year holds back other plans only."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from okoce.programme.models import Module, ProgrammeYear
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, GROGOL, make_places
from tests.factories.sessions import at, in_days
from tests.factories.venues import make_venue
from tests.factories.years import make_agency, make_year
from trainings.planning.actions import series
from trainings.planning.series import Draft

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("no_holidays"),
]


def register_in_another_connection():
    """Register somebody of this year beside the open transaction. Returns the error, None when it went through."""
    got = []

    def register():
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '1s'")
            make_participant(name="Bu Melur Pagi")
            got.append(None)
        except OperationalError as error:
            got.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=register)
    thread.start()
    thread.join()
    return got[0]


@pytest.fixture
def ground():
    make_places()
    make_year()
    make_participant()  # with all that a registration needs beside the year
    return make_agency("kukmp-barat", "Sudin KUKMP Jakarta Barat", BARAT), make_venue("Aula Kecamatan", GROGOL)


def test_a_registration_does_not_wait_for_a_plan_that_is_being_stored(ground):
    agency, hall = ground
    day = in_days(20)
    modules = (Module.objects.get(code="M1").pk,)
    draft = Draft(GROGOL, hall.pk, None, modules, ((at(day, 8), at(day, 10)),), 100)

    with transaction.atomic():
        assert len(series.save([draft], by=make_user("staff"), agency=agency)) == 1

        assert register_in_another_connection() is None

    assert Participant.objects.filter(name="Bu Melur Pagi").exists()


def test_it_would_wait_for_a_lock_that_also_guards_the_key(ground):
    with transaction.atomic():
        list(ProgrammeYear.objects.select_for_update())

        assert "lock timeout" in str(register_in_another_connection())
