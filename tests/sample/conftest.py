"""The reference data that a sample is made of."""

import datetime as dt

import pytest
import time_machine as clock
from django.core.management import call_command
from django.db import transaction

from tests.factories.sessions import at

LATE = at(dt.date(2026, 11, 21), 9)


@pytest.fixture
def late_in_the_year(time_machine):
    """The sample is the year until today; early in January there is little of it."""
    time_machine.move_to(LATE)


@pytest.fixture(scope="module")
def reference(django_db_setup, django_db_blocker):
    """Loaded once for all tests of a file; each test undoes its own acts, and the end undoes the loading."""
    with django_db_blocker.unblock(), clock.travel(LATE), transaction.atomic():
        call_command("load_reference", verbosity=0)
        yield
        transaction.set_rollback(True)
