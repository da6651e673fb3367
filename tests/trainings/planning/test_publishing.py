"""One or many sessions are opened from a page that says what is missing for which, and what clashes."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, KEBON_JERUK
from tests.factories.sessions import at, in_days, make_session
from tests.factories.venues import make_venue
from tests.trainings.planning.test_admin import filled, said, send
from trainings.planning.actions import sessions
from trainings.planning.views import publishing
from trainings.sessions.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_holidays")]
DRAFT = Session.State.DRAFT


def draft(*, days=(7,), **fields):
    return make_session(days=days, state=DRAFT, **fields)


def opened():
    return sorted(Session.objects.published().values_list("title", flat=True))


def test_ready_sessions_are_ticked_and_opened_together(signed_in):
    client = signed_in("staff")
    numbers = [draft(title="Satu", days=(7,)).pk, draft(title="Dua", days=(8,)).pk]

    page = client.get(publishing.address(numbers))
    done = client.post(publishing.address(numbers), {"open": numbers}, follow=True)

    assert [(row["session"].title, row["is_ready"]) for row in page.context["rows"]] == [("Satu", True), ("Dua", True)]
    assert "2 sesi terbuka untuk pemesanan" in said(done)
    assert opened() == ["Dua", "Satu"]


def test_a_session_planned_long_ago_is_open_for_booking_until_it_begins(time_machine):
    session = draft()
    time_machine.move_to(session.starts_at - dt.timedelta(hours=3))

    opened_now = sessions.publish(session, by=make_user("staff"))

    assert opened_now.booking_closes_at == session.starts_at
    assert opened_now.is_bookable


def test_the_action_of_the_list_leads_to_the_page(signed_in):
    client, session = signed_in("staff"), draft()
    address = reverse("admin:training_sessions_session_changelist")

    answer = client.post(address, {"action": "open_sessions", "_selected_action": [session.pk], "index": "0"})

    assert answer["Location"] == publishing.address([session.pk])
    assert opened() == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"days": ()}, "Isi paling sedikit satu pertemuan"),
        ({"days": (-1,)}, "Pertemuan pertama sudah lewat"),
        ({"modules": ()}, "Pilih modul yang diajarkan"),
        ({"capacity": 501}, "501 kursi melebihi daya tampung Aula kecamatan (500 orang)"),
        ({"hours": (1, 23)}, "berlangsung 22 jam; paling lama 12 jam"),
    ],
)
def test_what_is_missing_is_named_and_cannot_be_ticked(signed_in, fields, sentence):
    client, session = signed_in("staff"), draft(**fields)

    page = client.get(publishing.address([session.pk]))
    sent = client.post(publishing.address([session.pk]), {"open": [session.pk]}, follow=True)

    assert sentence in " ".join(page.context["rows"][0]["missing"])
    assert 'name="open"' not in page.text
    assert sentence in said(sent)
    assert opened() == []


def test_meetings_that_run_into_each_other_keep_a_session_closed():
    session = draft()
    session.meetings.create(starts_at=at(in_days(7), 11), ends_at=at(in_days(7), 13))

    with pytest.raises(ValidationError, match="bertumpuk"):
        sessions.publish(session, by=make_user("staff"))


def test_a_session_in_2099_is_not_opened():
    session = draft()
    session.meetings.update(starts_at=at(dt.date(2099, 1, 5), 9), ends_at=at(dt.date(2099, 1, 5), 12))

    with pytest.raises(ValidationError, match="terlalu jauh dari tahun program"):
        sessions.publish(session, by=make_user("staff"))


def test_a_clash_is_named_and_opened_only_when_ticked(signed_in):
    client = signed_in("staff")
    make_session(title="Yang lain", kecamatan=KEBON_JERUK, venue=make_venue("Balai", GROGOL))
    session = draft(title="Bentrok", venue=make_venue("Balai", GROGOL))

    page = client.get(publishing.address([session.pk]))
    client.post(publishing.address([session.pk]), {"open": [session.pk]})

    (row,) = page.context["rows"]
    assert "bentrok dengan sesi “Yang lain”" in row["clashes"][0].sentence
    assert not row["is_ready"]
    assert opened() == ["Bentrok", "Yang lain"]


def test_two_drafts_of_one_hour_clash_with_each_other(signed_in):
    numbers = [draft(title="Satu").pk, draft(title="Dua").pk]

    page = signed_in("staff").get(publishing.address(numbers))

    assert [len(row["clashes"]) for row in page.context["rows"]] == [1, 1]


def test_without_a_tick_nothing_is_opened(signed_in):
    client, session = signed_in("staff"), draft()

    page = client.post(publishing.address([session.pk]), {}, follow=True)

    assert publishing.NOTHING in said(page)
    assert opened() == []


def test_a_session_of_another_kota_is_not_there(signed_in):
    client = signed_in("staff")
    foreign, own = draft(kecamatan=CAKUNG), draft()

    assert client.get(publishing.address([foreign.pk])).status_code == 404
    client.post(publishing.address([foreign.pk, own.pk]), {"open": [foreign.pk, own.pk]})

    assert list(Session.objects.published()) == [own]


def test_the_page_costs_the_same_with_one_session_and_with_three(signed_in):
    client = signed_in("staff")
    numbers = [draft(title=str(day), days=(day,)).pk for day in (7, 8, 9)]

    def count(chosen):
        client.get(publishing.address(chosen))
        with CaptureQueriesContext(connection) as asked:
            client.get(publishing.address(chosen))
        return len(asked)

    assert count(numbers[:1]) == count(numbers)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"meetings-0-ends_at": (3, 8)}, "berlangsung 71 jam; paling lama 12 jam"),
        ({"capacity": "5000"}, "5.000 kursi melebihi daya tampung Aula kantor kecamatan (500 orang)"),
    ],
)
def test_nonsense_is_refused_by_the_form_of_a_session(client, fields, sentence):
    data = filled()
    for name, value in fields.items():
        if isinstance(value, tuple):
            value = f"{at(in_days(7 + value[0]), value[1]):%Y-%m-%dT%H:%M}"
        data[name] = value

    page = send(client, make_user("staff"), data)

    assert sentence in page.text
    assert not Session.objects.exists()


def test_overlapping_meetings_are_refused_by_the_form_of_a_session(client):
    page = send(client, make_user("staff"), filled(days=(7, 7), hours=(9, 12)) | later_start())

    assert "Dua pertemuan sesi ini bertumpuk" in page.text
    assert not Session.objects.exists()


def later_start():
    return {"meetings-1-starts_at": f"{at(in_days(7), 11):%Y-%m-%dT%H:%M}"}
