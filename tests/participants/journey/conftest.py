"""Fixtures that tests of this folder share."""

import pytest

from tests.factories.people import make_user


@pytest.fixture
def officer(db):
    return make_user("officer")
