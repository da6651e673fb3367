"""The register of processing: complete, true to the code, and read by those who watch over it."""

import datetime as dt

import pytest
from django.urls import reverse

from okoce import kept_for
from okoce.accounts.roles import TABLE
from participants.rights import processing
from participants.rights.register import ACTS, REGISTER

PAGE = reverse("participants:rights-register")
# Models that say nothing of anybody: places, the programme, sums, and the machinery.
NOBODYS = {
    "reference.referencestate",
    "regions.region",
    "regions.regionalias",
    "programme.programmeyear",
    "programme.programmestage",
    "programme.module",
    "programme.yearmodule",
    "programme.agency",
    "programme.commodity",
    "programme.businessclass",
    "programme.community",
    "programme.registrationpoint",
    "programme.kecamatanoffice",
    "programme.target",
    "keys.keycheck",
    "jobs.heartbeat",
    "journey.tally",
    "journey.tallychange",
    "journey.tallysum",
    "journey.tallyledger",
    "calls.topic",
    "trail.chainlink",
    "trail.chainhead",
    "trail.chaincheck",
    "training_sessions.training",
    "training_sessions.venue",
    "training_sessions.meeting",
    "training_sessions.trainingtarget",
    "invitations.turnoutsum",
    "bazaars.bazaar",
    "snapshots.meetingweekday",
    "figures.dailycount",
    "figures.dailyfigure",
    "meetings.measurement",
    "papers.report",
    "papers.document",
    "snapshots.snapshot",
}
NOBODYS_PERIODS = {"retention_runs"}


def listed():
    return [label for each in REGISTER for label in each.models.split()]


def labels(models):
    return [model._meta.label_lower for model in models]


@pytest.mark.once
def test_every_model_stands_in_the_register_once_or_says_nothing_of_anybody():
    known = [*listed(), *labels(processing.acts()), *NOBODYS]

    assert sorted(known) == sorted(labels(processing.own_models()))


@pytest.mark.once
def test_no_model_that_leads_to_a_person_is_said_to_be_nobodys_or_only_an_act():
    def leads(model):
        keys = [field for field in model._meta.concrete_fields if field.many_to_one or field.one_to_one]
        return any(key.related_model._meta.label_lower == "people.participant" for key in keys)

    assert [label for label in labels(filter(leads, processing.own_models())) if label not in listed()] == []


@pytest.mark.once
def test_every_entry_says_everything_and_names_permissions_and_periods_that_are_there():
    for each in [*REGISTER, ACTS]:
        assert all([each.name, each.purpose, each.basis, each.people, each.kept, each.safeguards]), each.name
        assert set(each.permissions.split()) <= TABLE.keys()
        assert processing.recipients(each)
        assert set(each.periods) <= kept_for.PERIODS.keys()
    assert {name for each in REGISTER for name in each.periods} == kept_for.PERIODS.keys() - NOBODYS_PERIODS


@pytest.mark.once
def test_recipients_follow_the_table_of_roles():
    [money] = [each for each in REGISTER if each.models == "finances.monthlystatement"]

    assert processing.recipients(money) == "Pemilik data, Pendamping, Petugas Sudin"


@pytest.mark.once
def test_periods_follow_the_code(monkeypatch):
    [out] = [each for each in REGISTER if "exports.exportfile" in each.models]
    assert "Berkas data peserta yang siap diunduh: 7 hari sejak diminta" in processing.kept(out)

    shorter = kept_for.PERIODS["people_files"]._replace(lasts=dt.timedelta(days=3))
    monkeypatch.setitem(kept_for.PERIODS, "people_files", shorter)

    assert "Berkas data peserta yang siap diunduh: 3 hari" in processing.kept(out)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["privacy", "auditor"])
def test_who_watches_reads_it(signed_in, role):
    client = signed_in(role)

    body = client.get(PAGE).content.decode()

    assert PAGE in client.get(reverse("participants:rights-list")).content.decode()
    assert all(each.name in body for each in REGISTER)
    assert "tanggal lahir" in body


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["mentor", "officer", "staff", "province", "official"])
def test_others_do_not(signed_in, role):
    assert signed_in(role).get(PAGE).status_code == 403
