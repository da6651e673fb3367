"""The breach tool: whose data an account opened, by the log and nothing else."""

import datetime as dt

import pytest
import time_machine
from django.urls import reverse

from okoce.accounts import access_log
from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from participants.people.models import Participant
from participants.rights import breaches
from tests.factories.people import make_joined, make_participant, make_user

pytestmark = pytest.mark.django_db

Act = AccessLog.Act


def look(actor, person, act=Act.OPEN, *, days_ago=0):
    with time_machine.travel(now() - dt.timedelta(days=days_ago), tick=False):
        access_log.record(actor, act, person)


def trace(account, days=1):
    return breaches.trace(account, first_on=today() - dt.timedelta(days=days), last_on=today())


def test_people_are_counted_once_with_what_was_seen_of_them():
    account, one, other = make_user("officer"), make_participant(), make_participant()
    for _ in range(2):
        look(account, one)
    look(account, one, Act.UNMASK)
    look(account, other)

    found = trace(account)

    assert found.count == 2
    assert {person.number: (person.acts, person.times) for person in found.people} == {
        one.registration_number: ("membuka, melihat NIK utuh", 3),
        other.registration_number: ("membuka", 1),
    }
    assert found.fields == ["nama dan nomor pendaftaran", "NIK utuh"]


def test_everybody_of_a_list_or_a_file_is_counted():
    account, people = make_user("officer"), [make_participant() for _ in range(3)]
    access_log.record_many(account, Act.EXPORT, Participant, [person.pk for person in people])

    found = trace(account)

    assert (found.count, {person.acts for person in found.people}) == (3, {"mengunduh"})


def test_other_accounts_and_other_days_are_left_out():
    account, person = make_user("officer"), make_participant()
    look(make_user("officer"), person)
    look(account, person, days_ago=3)

    assert trace(account).count == 0
    assert trace(account, days=4).count == 1


def test_a_number_that_was_joined_is_the_same_person():
    account, person = make_user("officer"), make_participant()
    joined = make_joined(person, number="UJI-LAMA-1")
    joined.former_id = 987_654
    joined.save()
    look(account, person)
    AccessLog.objects.create(actor=account, act=Act.OPEN, subject="people.participant", subject_id=987_654)

    assert [person.times for person in trace(account).people] == [2]


def test_the_notice_says_what_when_and_of_how_many():
    account = make_user("officer")
    look(account, make_participant(), Act.UNMASK)
    day = dt.date(2026, 11, 28)

    text = breaches.notice(trace(account), first_on=day, last_on=day)

    assert "Pada 28 November 2026 sebuah akun" in text
    assert "NIK utuh" in text
    assert "Jumlah orang yang terkena: 1." in text


def test_the_notice_says_that_the_log_holds_no_kinds_of_data():
    account, person = make_user("officer"), make_participant()
    AccessLog.objects.create(actor=account, act=Act.OPEN, subject="people.participant", subject_id=person.pk)

    text = breaches.notice(trace(account), first_on=today(), last_on=today())

    assert "Data yang terbuka: tidak tercatat." in text


def test_the_page_shows_numbers_and_no_names_and_is_logged(client):
    account, person, officer = make_user("officer"), make_participant(name="Kamboja"), make_user("privacy")
    look(account, person)
    client.force_login(officer)
    typed = {"login": account.email, "first_on": today().isoformat(), "last_on": today().isoformat()}

    body = client.post(reverse("participants:rights-breach"), typed).content.decode()

    assert person.registration_number in body
    assert "Kamboja" not in body
    assert AccessLog.objects.filter(actor=officer, subject="accounts.user", subject_id=account.pk).exists()


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"login": "tidak@ada.example"}, "Tidak ada akun"),
        ({"login": ""}, "Isi surel"),
        ({"last_on": "2026-01-01"}, "Tanggal akhir sebelum tanggal awal"),
    ],
)
def test_what_cannot_be_traced_is_said(client, changes, refusal):
    account = make_user("officer")
    client.force_login(make_user("privacy"))
    typed = {"login": account.email, "first_on": today().isoformat(), "last_on": today().isoformat()}

    assert refusal in client.post(reverse("participants:rights-breach"), typed | changes).content.decode()
