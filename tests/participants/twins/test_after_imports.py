"""Who was written by a list is compared with the register by a job of its own, once."""

import pytest

from okoce.jobs.models import Job
from participants.people import written
from participants.people.models import Participant
from participants.twins.actions import finding
from participants.twins.models import TwinCandidate
from tests.factories.people import make_participant, make_user
from tests.factories.places import TOMANG
from tests.factories.years import make_point, make_year
from tests.participants.imports.imported import GOOD, csv_of
from tests.participants.imports.uploading import SECOND, confirmed, uploaded

pytestmark = pytest.mark.django_db


def jobs():
    return list(Job.objects.filter(name="twins.find_near").values_list("arguments", flat=True))


@pytest.fixture
def staff():
    make_year(), make_point("kecamatan")
    return make_user("staff")


def test_a_list_leads_to_a_job_for_those_it_wrote(staff):
    confirmed(uploaded(csv_of(GOOD, SECOND), staff), staff)

    assert jobs() == [{"people": sorted(Participant.objects.values_list("pk", flat=True))}]


def test_a_batch_that_wrote_nobody_leads_to_none(db):
    written.announce([], key="import:1:2")

    assert jobs() == []


def test_the_job_finds_the_pair(staff):
    confirmed(uploaded(csv_of(GOOD), staff), staff)
    person = Participant.objects.get()
    twin = make_participant(
        name=person.name, birth_on=person.birth_on, sex=person.sex, phone=person.phone, kelurahan=TOMANG
    )

    assert finding.find_near([person.pk]) == 1

    pair = TwinCandidate.objects.get()
    assert {pair.one, pair.other} == {person, twin}
