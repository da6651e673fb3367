"""On PostgreSQL the role of the portal can append to the access log and do nothing else to it."""

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, ProgrammingError, connection, transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.trail import grants
from okoce.trail.actions import chaining
from okoce.trail.models import ChainCheck
from okoce.triggers import APPEND_ONLY_TABLES
from participants.journey.actions import journeys
from participants.people.models import Participant
from tests.emptying import let_log_be_emptied
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db

ROLE = "okoce_application"


@pytest.fixture
def as_role():
    """The rest of the test is done by the role of the portal; no trigger helps."""
    officer, people = make_user("officer"), [make_participant() for _ in range(2)]
    access_log.record(officer, "open", people[0])
    chaining.lengthen()
    let_log_be_emptied()
    grants.grant_to(ROLE, "rahasia")
    grants.grant_to(ROLE, "rahasia")
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {ROLE}")
    return officer, people


@pytest.mark.postgres
def test_the_portal_appends_chains_and_checks(as_role):
    officer, people = as_role

    access_log.record_many(officer, "export", Participant, [person.pk for person in people])

    assert chaining.lengthen() == 1
    assert chaining.check(how=ChainCheck.How.JOB).fault == ""


@pytest.mark.postgres
@pytest.mark.parametrize("table", sorted(APPEND_ONLY_TABLES))
@pytest.mark.parametrize("statement", ["UPDATE {0} SET {1} = {1}", "DELETE FROM {0}", "TRUNCATE {0}"])
def test_the_portal_can_neither_update_nor_delete_nor_empty(as_role, table, statement):
    key = "position" if table == "trail_chainlink" else "id"

    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(statement.format(table, key))


@pytest.mark.postgres
def test_the_portal_can_take_no_trigger_away(as_role):
    with pytest.raises(ProgrammingError, match="must be owner"), transaction.atomic():
        connection.cursor().execute("ALTER TABLE accounts_accesslog DISABLE TRIGGER ALL")


@pytest.mark.postgres
def test_other_rows_are_changed_as_ever(as_role):
    _, people = as_role

    Participant.objects.filter(pk=people[0].pk).update(email="baru@contoh.example")

    assert AccessLog.objects.count() == 1


@pytest.mark.postgres
def test_evidence_is_read_through_its_view(as_role):
    _, people = as_role

    assert journeys.collect([people[0].pk])[people[0].pk]


def test_the_owner_is_stopped_by_triggers():
    access_log.record(make_user("officer"), "open", make_participant())

    with pytest.raises(IntegrityError, match="only appended"), transaction.atomic():
        AccessLog.objects.update(reason="lain")


def test_the_command_refuses_where_it_has_nothing_to_do():
    with pytest.raises(CommandError, match=r"SQLite|peran yang sama"):
        call_command("grant_database_rights")
