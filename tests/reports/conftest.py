"""Fixtures that tests of this folder share."""

import datetime as dt

import pytest
import time_machine

from okoce.clock import today
from tests.factories.people import make_user
from tests.factories.places import PROVINCE


@pytest.fixture
def official():
    return make_user("official", region=PROVINCE)


@pytest.fixture
def inside_the_year():
    """The clock stands on a day with enough of the programme year before and after it, later than any browser's."""
    with time_machine.travel(dt.datetime(today().year + 1, 8, 19, 3, tzinfo=dt.UTC), tick=False) as travel:
        yield travel
