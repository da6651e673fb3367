"""The chain over the access log: what was changed, removed or moved is named."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.trail.actions import chaining
from okoce.trail.models import AccessedPerson, ChainCheck, ChainHead, ChainLink
from okoce.trail.triggers import TABLES
from participants.people.models import Participant
from tests.emptying import let_log_be_emptied
from tests.factories.people import make_participant, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def rows():
    """Four chained rows; the last names two people."""
    officer, people = make_user("officer"), [make_participant() for _ in range(2)]
    for act in ("open", "unmask", "open"):
        access_log.record(officer, act, people[0], "uji")
    access_log.record_many(officer, "export", Participant, [person.pk for person in people])
    chaining.lengthen()
    return list(AccessLog.objects.order_by("pk"))


def fault(**arguments):
    return chaining.check(how=ChainCheck.How.COMMAND, **arguments).fault


def test_a_whole_chain_is_found_whole(rows):
    check = chaining.check(how=ChainCheck.How.JOB)

    assert (check.rows, check.fault) == (4, "")
    assert ChainLink.objects.count() == 4


def test_chaining_twice_chains_once_and_spreads_out_whom_a_row_names(rows):
    assert chaining.lengthen() == 0
    assert list(AccessedPerson.objects.order_by("person").values_list("row", "person")) == [
        (rows[3].pk, pk) for pk in rows[3].people
    ]


def test_a_later_run_goes_on_where_the_former_ended(rows):
    access_log.record(rows[0].actor, "open", make_participant())

    assert chaining.lengthen() == 1
    assert fault() == ""
    assert ChainHead.objects.count() == 2


CHANGES = {
    "at": "2026-01-01T00:00:00Z",
    "actor": None,
    "actor_role": "auditor",
    "area": "31.71",
    "act": "list",
    "page": "lain",
    "kinds": "nik",
    "subject": "lain",
    "subject_id": 987_654,
    "people": [1, 2],
    "count": 7,
    "digest": "0" * 64,
    "reason": "lain",
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_row_is_named(rows, name):
    let_log_be_emptied()
    value = CHANGES[name] or make_user("officer")
    AccessLog.objects.filter(pk=rows[1].pk).update(**{name: value})

    assert fault() == f"baris {rows[1].pk} berubah atau dipindah"


def test_every_field_of_a_row_is_tried():
    assert {field.name for field in AccessLog._meta.fields} - {"id"} == set(CHANGES)


def test_a_removed_row_is_named(rows):
    let_log_be_emptied()
    AccessLog.objects.filter(pk=rows[1].pk).delete()

    assert fault() == f"baris {rows[1].pk} hilang dari catatan akses"


def test_rows_that_changed_places_are_named(rows):
    let_log_be_emptied()
    first, second = ChainLink.objects.order_by("position")[:2]
    ChainLink.objects.filter(pk=first.pk).update(row=0)
    ChainLink.objects.filter(pk=second.pk).update(row=first.row)
    ChainLink.objects.filter(pk=first.pk).update(row=second.row)

    assert fault() == f"baris {rows[1].pk} berubah atau dipindah"


def test_a_removed_link_is_named(rows):
    let_log_be_emptied()
    ChainLink.objects.filter(position=2).delete()

    assert fault() == "mata rantai ke-2 hilang"


def test_an_end_that_was_cut_off_is_named(rows):
    let_log_be_emptied()
    ChainLink.objects.filter(position=4).delete()
    AccessedPerson.objects.all().delete()
    AccessLog.objects.filter(pk=rows[3].pk).delete()

    assert fault() == f"mata rantai sesudah baris {rows[2].pk} hilang"


def test_the_head_in_the_job_s_log_finds_an_end_that_was_cut_off_with_its_head(rows, caplog):
    head = str(ChainHead.objects.get())
    let_log_be_emptied()
    ChainLink.objects.filter(position=4).delete()
    AccessedPerson.objects.all().delete()
    AccessLog.objects.filter(pk=rows[3].pk).delete()
    ChainHead.objects.all().delete()

    assert fault() == ""
    assert fault(head=head) == f"mata rantai sesudah baris {rows[2].pk} hilang"


def test_a_row_that_nobody_chained_is_named(rows, monkeypatch):
    access_log.record(rows[0].actor, "open", make_participant())
    assert fault() == ""

    monkeypatch.setattr(chaining, "LATE", dt.timedelta(0))
    assert fault() == f"baris {AccessLog.objects.order_by('-pk').first().pk} tidak masuk rantai"


def test_another_key_finds_nothing_whole(rows, settings):
    settings.ACCESS_LOG_KEY = "z" * 60

    assert fault() == f"baris {rows[0].pk} berubah atau dipindah"


def test_the_command_says_what_it_found(rows, capsys):
    call_command("check_access_log")
    assert capsys.readouterr().out == "Catatan akses utuh: 4 baris.\n"

    let_log_be_emptied()
    AccessLog.objects.filter(pk=rows[2].pk).update(reason="lain")
    with pytest.raises(CommandError, match=f"baris {rows[2].pk} berubah"):
        call_command("check_access_log")


@pytest.mark.parametrize("table", ["accounts_accesslog", *TABLES])
@pytest.mark.parametrize("act", ["UPDATE {} SET id = id", "DELETE FROM {}"])
def test_the_database_refuses_to_change_what_is_only_appended(rows, table, act):
    chaining.check(how=ChainCheck.How.JOB)
    key = "position" if table == "trail_chainlink" else "id"

    with pytest.raises(IntegrityError, match=f"{table} is only appended"), transaction.atomic():
        connection.cursor().execute(act.replace("id", key).format(table))


def test_a_run_costs_the_same_for_one_row_and_for_many(django_assert_num_queries):
    officer = make_user("officer")
    access_log.record(officer, "open", make_participant())
    chaining.lengthen()
    access_log.record(officer, "open", make_participant())
    with django_assert_num_queries(7):
        chaining.lengthen()
    for _ in range(3):
        access_log.record(officer, "open", make_participant())

    with django_assert_num_queries(7):
        chaining.lengthen()
