"""Pages of editions: who sees what, what is done from them, and what each refuses."""

import datetime as dt

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now
from participants.journey.actions import journeys
from reports.papers.models import ReportRun
from reports.snapshots.actions import editions, periods
from reports.snapshots.models import Edition, Period
from tests.carried import carried
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL, PROVINCE
from tests.factories.reports import make_edition, make_funnel, make_period, make_target

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"reports:editions-{name}", args=args)


ROLES = [
    # role, region, sees approved, sees drafts, works on them, may read people
    (None, None, False, False, False, False),
    ("mentor", GROGOL, False, False, False, False),
    ("officer", GROGOL, True, False, False, True),
    ("staff", BARAT, True, True, False, True),
    ("province", PROVINCE, True, True, True, True),
    ("official", GROGOL, True, False, False, False),
    ("auditor", PROVINCE, True, True, False, False),
    ("privacy", PROVINCE, False, False, False, False),
]


@pytest.mark.parametrize(("role", "region", "sees", "sees_drafts", "works", "reads_people"), ROLES)
def test_who_sees_what_and_who_works_on_it(client, role, region, sees, sees_drafts, works, reads_people):
    approved = make_edition(make_period(ended_days_ago=15))
    draft = make_edition(make_period(ended_days_ago=1), is_approved=False)
    client.force_login(make_user(role, region=region))

    looked = [client.get(path).status_code for path in (url("list"), url("detail", approved.pk))]
    assert looked == [200 if sees else 403] * 2
    assert client.get(url("detail", draft.pk)).status_code == (200 if sees_drafts else 404 if sees else 403)
    assert client.get(url("changes", approved.pk)).status_code == (200 if reads_people else 403)
    posted = [
        client.post(url("prepare", draft.period_id)).status_code,
        client.post(url("approve", draft.pk), {"seen": ""}).status_code,
        client.post(url("discard", draft.pk)).status_code,
        client.get(url("weekday")).status_code,
        client.get(url("meeting", draft.period_id)).status_code,
    ]
    assert posted == ([302, 302, 302, 200, 200] if works else [403] * 5)


def test_the_draft_shows_its_warnings_and_is_approved_from_its_page(client):
    period = make_period()
    make_funnel(10, 20, day=period.ends_on)
    make_target("pelatihan", 20)
    draft = make_edition(period, is_approved=False)
    client.force_login(make_user("province"))

    page = client.get(url("detail", draft.pk)).content.decode()
    response = client.post(url("approve", draft.pk), {"seen": draft.sha256}, follow=True)

    assert "persis sama dengan targetnya: 20 orang" in page
    assert "lebih dari Pendaftaran 10 orang" in page
    assert "disetujui" in response.content.decode()
    draft.refresh_from_db()
    assert draft.state == Edition.State.APPROVED
    assert ReportRun.objects.get().edition == draft


def test_officials_see_the_approved_one_without_warnings_and_with_who_approved_it(client):
    period = make_period()
    make_funnel(10, 20, day=period.ends_on)
    edition = make_edition(period)
    client.force_login(make_user("official", region=GROGOL))

    page = client.get(url("detail", edition.pk)).content.decode()

    assert f"Disetujui oleh {edition.approved_by.name}" in page
    assert "Peringatan" not in page
    assert edition.sha256 in page


def test_a_draft_frozen_anew_since_the_page_was_opened_is_not_approved(client):
    draft = make_edition(is_approved=False)
    client.force_login(make_user("province"))

    response = client.post(url("approve", draft.pk), {"seen": "0" * 64}, follow=True)

    assert editions.FROZEN_ANEW in response.content.decode()


def test_sudin_writes_their_paragraph_and_no_other(client):
    draft = make_edition(is_approved=False)
    own, other = draft.paragraphs.get(region=BARAT), draft.paragraphs.get(region=PROVINCE)
    client.force_login(make_user("staff", region=BARAT))
    form = carried(client, url("write", own.pk))

    response = client.post(url("write", own.pk), form | {"text": "Dua sesi batal karena banjir."}, follow=True)

    assert "Dua sesi batal karena banjir." in response.content.decode()
    assert client.get(url("write", other.pk)).status_code == 404
    long = client.post(url("write", own.pk), form | {"text": "x" * 601}, follow=True)
    assert "lebih dari 600 huruf" in long.content.decode()


def test_what_was_learnt_since_is_listed_and_each_person_shown_is_logged(client):
    period = make_period()
    once = now() - dt.timedelta(days=60)
    here = make_participant(name="Sekar Anggrek", registered_at=once)
    elsewhere = make_participant(kelurahan=DURI_KEPA, name="Wati Dahlia", registered_at=once)
    edition = make_edition(period)
    with time_machine.travel(now() + dt.timedelta(hours=1), tick=False):
        for person in (here, elsewhere):
            evidence.make_check(person, period.ends_on)
            journeys.refresh([person.pk])
    officer = make_user("officer", region=GROGOL)
    client.force_login(officer)

    page = client.get(url("changes", edition.pk)).content.decode()

    assert "Sekar Anggrek" in page
    assert "Wati Dahlia" not in page
    assert "1 data terlambat" in page
    logged = AccessLog.objects.filter(actor=officer, act=AccessLog.Act.OPEN)
    assert {pk for row in logged for pk in row.ids} == {here.pk}


def test_a_correction_says_what_it_replaces(client):
    period = make_period()
    first = make_edition(period)
    make_funnel(12, day=period.ends_on)
    make_edition(period, by=make_user("province"))
    client.force_login(make_user("official", region=GROGOL))

    newest = client.get(url("detail", Edition.objects.get(number=2).pk)).content.decode()
    old = client.get(url("detail", first.pk)).content.decode()

    assert "dilaporkan 0, kini 12" in newest
    assert "Sudah ada terbitan yang lebih baru" in old
    assert "digantikan" in client.get(url("list")).content.decode()


def test_the_list_costs_the_same_for_one_and_for_three(client):
    client.force_login(make_user("province"))
    make_edition(make_period(ended_days_ago=43))
    client.get(url("list"))
    with CaptureQueriesContext(connection) as one:
        client.get(url("list"))
    for days in (29, 15):
        make_edition(make_period(ended_days_ago=days))
    with CaptureQueriesContext(connection) as three:
        client.get(url("list"))

    assert len(three) == len(one)


def test_dinas_chooses_the_weekday_and_moves_one_meeting(client, monkeypatch):
    monkeypatch.setattr(periods.public_holidays, "names", lambda years: {})
    period = make_period(ended_days_ago=-1)
    client.force_login(make_user("province"))
    day = period.ends_on + dt.timedelta(days=7 - period.ends_on.weekday())  # a Monday

    form = carried(client, url("meeting", period.pk))
    moved = client.post(url("meeting", period.pk), form | {"meeting_on": day.isoformat()}, follow=True)
    weekday = client.post(url("weekday"), {"weekday": "1"}, follow=True)

    assert "diadakan Senin" in moved.content.decode()
    assert Period.objects.get(pk=period.pk).meeting_on == day
    assert "Hari rapat tersimpan" in weekday.content.decode()
    assert periods.weekday_of(period.programme_year) == 1


def test_a_meeting_on_a_sunday_is_refused_at_its_field(client):
    period = make_period(ended_days_ago=-1)
    client.force_login(make_user("province"))
    sunday = period.ends_on + dt.timedelta(days=6 - period.ends_on.weekday() or 7)
    form = carried(client, url("meeting", period.pk))

    page = client.post(url("meeting", period.pk), form | {"meeting_on": sunday.isoformat()}, follow=True)

    assert "bukan hari kerja" in page.content.decode()
