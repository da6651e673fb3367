"""An approved edition reaches everybody of its areas, once."""

import datetime as dt

import pytest
import time_machine

from okoce.clock import WIB
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery, Message
from reports.editions import tasks
from reports.editions.actions import publishing
from reports.papers.models import ReportRun
from reports.snapshots.models import Edition
from tests.factories.people import make_user
from tests.factories.places import CAKUNG, GROGOL, PROVINCE
from tests.factories.reports import make_edition, make_funnel, make_period

pytestmark = pytest.mark.django_db


def test_officials_and_officers_are_notified_once_with_what_changed_in_their_area():
    period = make_period()
    make_edition(period)
    make_funnel(12, day=period.ends_on)
    draft = make_edition(period, by=make_user("province"), is_approved=False)
    here, there = make_user("officer", region=GROGOL), make_user("official", region=CAKUNG)
    make_user("mentor"), make_user("auditor", region=PROVINCE)

    edition = publishing.approve(draft, by=make_user("province"), seen=draft.sha256)
    for _ in range(2):
        tasks.announce(Job(), edition=edition.pk)

    messages = {message.user_id: message for message in Message.objects.filter(kind="edition_approved")}
    assert {here.pk, there.pk} <= messages.keys()
    assert Message.objects.filter(kind="edition_approved").count() == len(messages)
    assert "Pendaftaran: dilaporkan 0, kini 12" in messages[here.pk].body
    assert "Menggantikan R1; angka Cakung tetap" in messages[there.pk].body
    assert Delivery.objects.filter(message=messages[here.pk], channel="email").count() == 1
    assert ReportRun.objects.get().edition == edition
    assert Job.objects.filter(name=publishing.ANNOUNCE_JOB).count() == 1


def test_the_draft_of_the_evening_is_announced_to_who_works_on_it_once():
    period = make_period(ended_days_ago=-1)
    dinas, staff = make_user("province"), make_user("staff")
    make_user("official")
    evening = dt.datetime.combine(period.meeting_on - dt.timedelta(days=1), dt.time(18, 30), tzinfo=WIB)

    with time_machine.travel(evening, tick=False):
        tasks.prepare_due()
        tasks.prepare_due()

    assert Edition.objects.get().period == period
    assert set(Message.objects.values_list("user_id", flat=True)) == {dinas.pk, staff.pk}
