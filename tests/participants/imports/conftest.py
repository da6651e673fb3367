"""Fixtures that tests of this folder share."""

import pytest

from tests.factories.people import make_user
from tests.factories.years import make_point, make_year


@pytest.fixture
def staff():
    make_year()
    make_point("kecamatan")
    return make_user("staff")
