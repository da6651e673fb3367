"""Rows inserted for each row of another table."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from okoce import insert_select
from okoce.clock import now, today
from participants.people.models import Participant, Residence
from tests.factories.people import make_participant
from tests.factories.places import DURI_KEPA, TOMANG

pytestmark = pytest.mark.django_db


def test_each_row_gets_one_of_its_own_and_no_other_does():
    people = [make_participant(kelurahan=place) for place in (TOMANG, DURI_KEPA, TOMANG)]
    Residence.objects.all().delete()
    at = now()

    insert_select.insert_for_each(
        Residence,
        Participant,
        [people[0].pk, people[1].pk],
        participant=F("id"),
        kelurahan=F("kelurahan"),
        since_on=today(),
        recorded_at=at,
    )

    written = Residence.objects.order_by("participant").values_list(
        "participant", "kelurahan", "since_on", "recorded_at"
    )
    assert list(written) == [(people[0].pk, TOMANG, today(), at), (people[1].pk, DURI_KEPA, today(), at)]


@pytest.mark.parametrize(("rows", "statements"), [(0, 0), (2, 1), (3, 2)])
def test_a_batch_is_one_statement(monkeypatch, rows, statements):
    monkeypatch.setattr(insert_select, "BATCH", 2)
    ids = [make_participant().pk for _ in range(rows)]
    Residence.objects.all().delete()

    with CaptureQueriesContext(connection) as asked:
        insert_select.insert_for_each(
            Residence,
            Participant,
            ids,
            participant=F("id"),
            kelurahan=TOMANG,
            since_on=today(),
            recorded_at=now(),
        )

    assert len(asked) == statements
    assert Residence.objects.count() == rows
