"""Fixtures that tests of this folder share."""

import datetime as dt

import pytest

from okoce.clock import now
from okoce.programme.models import ProgrammeYear
from tests.factories.people import make_participant, make_user


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def mentee(mentor):
    return make_participant(mentor=mentor, user=make_user(), registered_at=now() - dt.timedelta(days=90))


@pytest.fixture
def sharing(mentee):
    """A year in which mentors may share the text of a note with officers."""
    ProgrammeYear.objects.update(notes_may_be_shared=True)


@pytest.fixture
def desk(client, mentor):
    client.force_login(mentor)
    return client
