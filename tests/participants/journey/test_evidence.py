"""Rows of evidence as facts and as words."""

import datetime as dt
from importlib import import_module

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from participants.capital.models import CapitalApplication
from participants.identity_checks.models import IdentityCheck
from participants.journey import evidence_rows
from participants.journey.actions import journeys
from participants.journey.facts import Fact
from participants.journey.models import Evidence
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.people import make_participant

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 12)


def make_resident():
    return make_participant(registered_at=dt.datetime(2026, 1, 4, 18, tzinfo=dt.UTC))


def test_the_register_yields_each_kind_of_fact():
    person = make_resident()
    pk = person.pk
    check = evidence.make_check(person, DAY)
    note = evidence.make_note(person, DAY, done_on=dt.date(2026, 4, 1))
    licence = evidence.make_licence(person, DAY)
    statement = evidence.make_statement(person, dt.date(2026, 2, 1), submitted_on=DAY)
    money = evidence.make_disbursement(person, DAY)

    assert sorted(journeys.collect([pk])[pk], key=lambda fact: (fact.kind, fact.on)) == [
        Fact(pk, "permodalan", "disbursement", DAY, f"capitalapplication:{money.pk}", amount=5_000_000),
        Fact(pk, "pendampingan", "follow_up", dt.date(2026, 4, 1), f"mentoringnote:{note.pk}"),
        Fact(pk, "pendaftaran", "identity_checked", DAY, f"identitycheck:{check.pk}"),
        Fact(pk, "perizinan", "licence", DAY, f"licence:{licence.pk}", key="nib"),
        Fact(pk, "pendampingan", "note", DAY, f"mentoringnote:{note.pk}"),
        # 18.00 UTC is already the next day in Jakarta.
        Fact(pk, "pendaftaran", "registered", dt.date(2026, 1, 5), f"participant:{pk}"),
        Fact(pk, "pelaporan", "statement", DAY, f"monthlystatement:{statement.pk}", key="2026-02"),
    ]


def test_what_does_not_stand_is_no_evidence():
    person = make_resident()
    check, note = evidence.make_check(person, DAY), evidence.make_note(person, DAY)
    check.voided_at, check.void_reason = now(), "keliru"
    check.save()
    note.voided_at, note.void_reason = now(), "keliru"
    note.save()
    Licence.objects.create(participant=person, kind="nib", state="applied")
    Licence.objects.create(participant=person, kind="nib", state="refused", refusal_reason="alamat")
    CapitalApplication.objects.create(participant=person, state="not_wanted")

    assert [fact.kind for fact in journeys.collect([person.pk])[person.pk]] == ["registered"]


def test_the_view_has_the_rows_that_the_sources_describe():
    person, other = make_resident(), make_resident()
    for make in (evidence.make_check, evidence.make_note, evidence.make_licence, evidence.make_attendance):
        make(person, DAY), make(other, DAY)
    evidence.make_sale(person, DAY), evidence.make_disbursement(other, DAY)
    evidence.make_agency_attendance(person, DAY)
    evidence.make_statement(person, dt.date(2026, 2, 1), submitted_on=DAY)
    IdentityCheck.objects.filter(participant=other).update(voided_at=now(), void_reason="Keliru")

    kept = sorted(map(tuple, Evidence.objects.values_list(*evidence_rows.COLUMNS)), key=str)

    assert kept == sorted(map(tuple, evidence_rows.standing()), key=str)
    assert {row[0] for row in kept} == {source.kind for app in evidence_apps() for source in app.SOURCES}


def evidence_apps():
    return [import_module(name) for name in settings.EVIDENCE]


def test_reading_facts_of_many_costs_as_much_as_of_one():
    people = [make_resident() for _ in range(3)]
    for person in people:
        evidence.make_check(person, DAY)
        evidence.make_attendance(person, DAY)
        evidence.make_sale(person, DAY)

    with CaptureQueriesContext(connection) as one:
        journeys.collect([people[0].pk])
    with CaptureQueriesContext(connection) as many:
        found = journeys.collect([person.pk for person in people])

    assert (len(one), len(many)) == (1, 1)
    assert {pk: len(facts) for pk, facts in found.items()} == {person.pk: 6 for person in people}


def test_each_evidence_reads_as_a_sentence():
    person = make_resident()
    check = evidence.make_check(person, DAY)
    note = evidence.make_note(person, DAY, done_on=dt.date(2026, 4, 1))
    licence = evidence.make_licence(person, DAY)
    statement = evidence.make_statement(person, dt.date(2026, 2, 1), submitted_on=DAY)
    money = evidence.make_disbursement(person, DAY)
    sale = evidence.make_sale(person, DAY)

    refs = [fact.ref for fact in journeys.collect([person.pk])[person.pk]]

    assert journeys.words(refs) == {
        f"identitycheck:{check.pk}": "KTP diperiksa 12 Maret 2026 di meja pendaftaran",
        f"mentoringnote:{note.pk}": "Pendampingan 12 Maret 2026, tindak lanjut selesai 1 April 2026",
        f"licence:{licence.pk}": f"NIB nomor {licence.number} terbit 12 Maret 2026",
        f"monthlystatement:{statement.pk}": "Laporan keuangan Februari 2026 diserahkan 12 Maret 2026",
        f"capitalapplication:{money.pk}": "Rp 5.000.000 cair dari Koperasi Cempaka, 12 Maret 2026",
        f"stallsale:{sale.pk}": "Berjualan di Bazar Flamboyan, 12 Maret 2026: Rp 250.000",
    }
