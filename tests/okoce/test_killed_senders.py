"""A real worker is killed in the middle of mails to a real mail server."""

import datetime as dt
import os
import signal
from collections import Counter

import pytest

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.notifications.models import Delivery
from okoce.notifications.sending import notify
from scripts.smtp_sink import STAGES, Sink
from tests.conftest import PATIENCE
from tests.factories.people import make_user

SENDING, SENT = Delivery.State.SENDING, Delivery.State.SENT

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sink():
    sink = Sink()
    yield sink
    sink.delays = {}
    sink.set("away")


def copies(sink):
    """How often the server took the mail of each stage."""
    return Counter(stage for mail in sink.mails for stage in STAGES if f"Surel {stage}" in mail.text)


def kill_in_the_middle(stages, sink, start_worker, wait_until, **variables):
    """Kill a worker that has a mail at each of these stages, and let another do what is left."""
    variables["EMAIL_URL"] = f"smtp://127.0.0.1:{sink.port}"
    worker = start_worker(processes=len(stages), **variables)
    for stage in stages:
        sink.delays = {stage: PATIENCE}
        notify(make_user(), "uji", key=stage, subject=f"Surel {stage}", body="Isi")
        assert wait_until(lambda stage=stage: sink.waiting[stage])

    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()
    Job.objects.filter(state=Job.State.RUNNING).update(lease_until=now() - dt.timedelta(seconds=1))
    sink.delays = {}
    start_worker(**variables)
    assert wait_until(lambda: not Job.objects.exclude(state=Job.State.DONE).exists())


def states():
    return dict(Delivery.objects.values_list("message__key", "state"))


def test_a_mail_is_sent_once_wherever_its_worker_is_killed_or_stays_uncertain(
    sink, start_worker, wait_until, monkeypatch
):
    kill_in_the_middle(list(STAGES), sink, start_worker, wait_until)

    monkeypatch.setattr(Delivery, "UNCERTAIN_AFTER", dt.timedelta(0))
    assert copies(sink) == {"greeting": 1, "taken": 1, "goodbye": 1}
    assert states() == {"greeting": SENT, "taken": SENDING, "goodbye": SENT}
    assert [delivery.message.key for delivery in Delivery.objects.undelivered()] == ["taken"]


def test_without_the_note_that_it_is_being_sent_it_would_be_sent_twice(sink, start_worker, wait_until):
    kill_in_the_middle(["taken"], sink, start_worker, wait_until, JOB_MODULES="tests.forgetful_workers")

    assert copies(sink) == {"taken": 2}
    assert states() == {"taken": SENT}
