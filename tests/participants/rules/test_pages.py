"""`/program/aturan/`: proposed by one person of the Dinas, read with its effect, confirmed by another."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import today
from okoce.programme.models import ProgrammeYear
from participants.journey.actions import journeys
from participants.rules.actions import confirming
from participants.rules.models import RuleChange
from participants.rules.proposed import values_of
from tests.factories import evidence
from tests.factories.people import make_user
from tests.factories.places import DURI_KEPA
from tests.factories.rules import count, make_rule_change
from tests.factories.years import make_year
from tests.participants.journey.acting import make_resident

pytestmark = pytest.mark.django_db
LIST = reverse("participants:rules-list")


def address(name, change):
    return reverse(f"participants:rules-{name}", args=[change.pk])


def one_statement(**fields):
    """Somebody who rises where one statement is enough."""
    person = make_resident(**fields)
    evidence.make_check(person, dt.date(2026, 1, 6), by=make_user("officer", phone=f"+6281200{person.pk:06}"))
    evidence.make_statement(person, dt.date(2026, 2, 1))
    journeys.enter(person)
    return person


@pytest.mark.parametrize(
    ("role", "reads", "people", "proposes"),
    [
        ("mentor", 403, 403, 403),
        ("officer", 403, 403, 403),
        ("staff", 403, 403, 403),
        ("province", 200, 200, 200),
        ("official", 403, 403, 403),
        ("auditor", 200, 403, 403),
        ("privacy", 403, 403, 403),
        (None, 403, 403, 403),
    ],
)
def test_who_reads_and_who_proposes(signed_in, role, reads, people, proposes):
    change = make_rule_change(make_year(), notes=5)
    client = signed_in(role)
    urls = [LIST, address("detail", change), address("progress", change), address("people", change)]

    statuses = [client.get(url).status_code for url in urls]

    assert statuses == [reads, reads, reads, people]
    assert client.get(reverse("participants:rules-propose", args=[today().year])).status_code == proposes
    posts = [client.post(address(name, change)).status_code for name in ("confirm", "refuse", "withdraw", "count")]
    assert posts == [302 if proposes == 200 else 403] * 4


def test_from_the_form_to_the_new_rules(signed_in):
    person, year = one_statement(name="Sari Kenanga"), make_year()
    client = signed_in("province", name="Rukmini Melati")
    form = client.get(reverse("participants:rules-propose", args=[year.year])).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}

    answer = client.post(
        reverse("participants:rules-propose", args=[year.year]),
        values | {"statements": "1", "reason": "SK 9 tahun ini"},
    )
    change = RuleChange.objects.get()
    assert answer.url == address("detail", change)
    assert "sedang dihitung" in client.get(answer.url).text
    count(change)
    page = client.get(answer.url)
    assert page.context["sentence"] == "1 naik, 0 turun"
    assert "Grogol Petamburan" in page.text
    assert "Sahkan perubahan" not in page.text
    assert "Sari Kenanga" in client.get(address("people", change)).text

    client = signed_in(make_user("province", phone="+6281200007009", name="Sekar Sawo"))
    page = client.get(answer.url).text
    assert f'name="seen" value="{change.digest}"' in page
    client.post(address("confirm", change), {"seen": change.digest})
    confirming.carry_out(change.pk)

    page = client.get(answer.url).text
    assert ProgrammeYear.objects.get().statements == 1
    assert person.standings.filter(stage="pelaporan").exists()
    assert "Disahkan Sekar Sawo" in page
    assert "Yang bergerak" in page


def test_one_does_not_confirm_ones_own(signed_in):
    client = signed_in("province")
    change = make_rule_change(make_year(), by=client.user, notes=5)

    answer = client.post(address("confirm", change), {"seen": change.digest}, follow=True)

    change.refresh_from_db()
    assert "minta rekan Anda di Dinas" in answer.text
    assert change.state == RuleChange.State.WAITING


def test_each_person_that_is_shown_is_written_down_as_opened(signed_in):
    people = [one_statement(), one_statement(kelurahan=DURI_KEPA)]
    change = make_rule_change(make_year(), statements=1)
    client = signed_in("province")

    client.get(f"{address('people', change)}?kecamatan=31.73.05&dampak=gained")
    assert opened(client) == {people[1].pk}
    client.get(address("people", change))

    assert opened(client) == {person.pk for person in people}


def opened(client):
    rows = AccessLog.objects.filter(actor=client.user, reason="Dampak perubahan aturan")
    return {pk for row in rows for pk in (row.people or [row.subject_id])}


def test_the_list_of_people_costs_the_same_for_one_and_for_three(signed_in):
    one_statement()
    change, client = make_rule_change(make_year(), statements=1), signed_in("province")
    client.get(address("people", change))
    with CaptureQueriesContext(connection) as one:
        client.get(address("people", change))
    one_statement()
    one_statement()
    count_again = RuleChange.objects.filter(pk=change.pk)
    count_again.update(counted_at=None)
    count(change)
    with CaptureQueriesContext(connection) as three:
        page = client.get(address("people", change))

    assert len(page.context["rows"]) == 3
    assert len(three) == len(one)


def test_auditors_read_how_many_and_not_who(signed_in):
    one_statement()
    change = make_rule_change(make_year(), statements=1)

    page = signed_in("auditor").get(address("detail", change))

    assert page.context["sentence"] == "kurang dari 5 naik, 0 turun"
    assert (page.context["kota"], "Grogol" in page.text) == ([], False)


def test_rules_that_judge_people_are_read_only_in_the_admin(signed_in):
    year = make_year()
    client, url = signed_in("province"), reverse("admin:programme_programmeyear_change", args=[year.pk])
    assert "statements" in client.get(url).context["adminform"].form.fields

    make_resident(year=year)

    form = client.get(url).context["adminform"].form
    assert not set(values_of(year)) & set(form.fields)
    assert "minimum_age" in form.fields
    inlines = client.get(url).context["inline_admin_formsets"]
    assert all("is_required" not in form.fields for inline in inlines for form in inline.formset.forms)
