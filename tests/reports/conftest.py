"""Fixtures that tests of this folder share."""

import pytest

from tests.factories.people import make_user
from tests.factories.places import PROVINCE


@pytest.fixture
def official():
    return make_user("official", region=PROVINCE)
