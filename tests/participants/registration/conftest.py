"""Fixtures that tests of this folder share."""

import pytest

from tests.factories.registrations import make_ground


@pytest.fixture
def ground():
    return make_ground()
