"""Jobs that were lost or failed, who sees them, and real workers that are killed."""

import os
import signal
from collections import Counter
from datetime import timedelta

import pytest

from okoce.celery import app as celery_app
from okoce.clock import now
from okoce.jobs import leases, sweeping
from okoce.jobs.heartbeats import beat, is_worker_alive
from okoce.jobs.models import Heartbeat, Job
from okoce.jobs.outbox import enqueue
from okoce.jobs.progress import Progress, progress
from okoce.notifications.models import Message
from tests import workers  # registers the handlers
from tests.clock import from_now
from tests.factories.people import make_user
from tests.okoce.job_steps import DONE, FAILED, QUEUED, RUNNING, fall_silent, make_job, write

MODULE = workers.__name__


# --- Sweeping ----------------------------------------------------------------------------------------

AGO, NOW = timedelta(minutes=5), timedelta(0)  # counted from the test, not from when it was read


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("fields", "is_sent"),
    [
        ({"sent_at": None}, True),
        ({"sent_at": None, "created_at": NOW}, False),
        ({"sent_at": None, "due_at": timedelta(hours=1)}, False),
        ({"sent_at": -AGO}, True),
        ({"sent_at": NOW}, False),
        ({"sent_at": -2 * AGO, "state": RUNNING, "attempts": 1, "lease_until": -AGO}, True),
        ({"sent_at": -AGO / 2, "state": RUNNING, "attempts": 1, "lease_until": AGO}, False),
        ({"sent_at": NOW, "state": RUNNING, "attempts": 1, "lease_until": -AGO}, False),
        ({"state": DONE, "finished_at": NOW}, False),
    ],
    ids="never-sent new later sent-long-ago just-sent silent held silent-but-sent-since done".split(),
)
def test_the_sweep_sends_what_nobody_has(sent, fields, is_sent):
    fields = {"created_at": -AGO, "due_at": -AGO} | fields
    job = make_job(**{name: from_now(value) for name, value in fields.items()})

    sweeping.sweep()

    assert sent == [job.pk] * is_sent


@pytest.mark.django_db
def test_a_sweep_does_not_flood_the_queue(sent):
    Job.objects.bulk_create(
        Job(name="tests.kill", key=str(number), created_at=now() - AGO, due_at=now() - AGO) for number in range(500)
    )

    swept = [sweeping.sweep() for _ in range(4)]

    assert swept == [200, 200, 100, 0]
    assert len(set(sent)) == 500


@pytest.mark.django_db
def test_a_starting_worker_is_given_all_that_waits(sent):
    waiting, silent = make_job(sent_at=now()), leases.claim(make_job().pk)
    leases.claim(make_job().pk)
    fall_silent(silent)

    sweeping.catch_up(["quick"])

    assert sorted(sent) == [waiting.pk, silent.pk]


@pytest.mark.django_db
def test_what_kills_its_worker_three_times_is_given_up(sent):
    job = make_job()
    for _ in range(3):
        fall_silent(leases.claim(job.pk))

    sweeping.sweep()

    job.refresh_from_db()
    assert (job.state, job.error) == (FAILED, "Pekerja berhenti mendadak tiga kali saat mengerjakan ini.")
    assert sent == []


@pytest.mark.django_db
def test_whatever_the_beat_starts_is_there():
    celery_app.loader.import_default_modules()

    rung = {entry["task"] for entry in celery_app.conf.beat_schedule.values()}

    assert rung - set(celery_app.tasks) == set()


# --- Looking -----------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_worker_is_alive_for_half_a_minute_after_its_last_sign():
    before = is_worker_alive()
    beat("bulk")
    fresh = is_worker_alive()
    Heartbeat.objects.update(beat_at=now() - timedelta(seconds=31))
    stale = is_worker_alive()
    beat("bulk")

    assert (before, fresh, stale, is_worker_alive()) == (False, True, False, True)


@pytest.mark.django_db
def test_progress_counts_and_says_who_waits_for_a_worker():
    for state in (QUEUED, QUEUED, RUNNING, DONE, DONE, DONE, FAILED):
        make_job(state=state, finished_at=now())

    found = progress(Job.objects.all())

    assert found == Progress(queued=2, running=1, done=3, failed=1, worker_runs=False)
    assert (found.total, found.is_over, found.waits_for_worker) == (7, False, True)


@pytest.mark.django_db
def test_progress_of_nothing_waits_for_nobody():
    found = progress(Job.objects.none())

    assert (found.total, found.is_over, found.waits_for_worker) == (0, True, False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "status"),
    [("province", 200), ("auditor", 200), ("staff", 403), ("officer", 403), ("privacy", 403)],
)
def test_jobs_are_shown_to_those_who_watch_over_them(client, role, status):
    client.force_login(make_user(role))
    job = make_job()

    answers = [client.get("/admin/jobs/job/"), client.get(f"/admin/jobs/job/{job.pk}/change/")]

    assert [answer.status_code for answer in answers] == [status, status]


@pytest.mark.django_db
def test_nobody_changes_a_job_manually(client):
    client.force_login(make_user("province"))
    job = make_job()

    answers = [
        client.get("/admin/jobs/job/add/"),
        client.post(f"/admin/jobs/job/{job.pk}/change/", {"state": DONE}),
        client.post(f"/admin/jobs/job/{job.pk}/delete/", {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]


# --- Real workers ------------------------------------------------------------------------------------

worker_test = [pytest.mark.worker, pytest.mark.embedded, pytest.mark.django_db(transaction=True)]


def counts():
    return Counter(Job.objects.values_list("state", flat=True))


def kill(worker):
    os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


class TestARealWorker:
    pytestmark = worker_test

    def test_does_each_job_once_though_it_is_killed(self, start_worker, wait_until):
        user, number = make_user(), 40
        worker = start_worker(processes=2, JOB_MODULES=MODULE, JOB_LEASE_SECONDS="3")
        for subject in range(10):
            write(str(subject), user=user)
        assert wait_until(lambda: counts()[DONE] == 10)
        for subject in range(10, number):
            write(str(subject), user=user, first_takes=3600 if subject < 12 else 0)

        assert wait_until(lambda: counts()[RUNNING] == 2)
        kill(worker)
        left = counts()
        assert left[RUNNING] == 2
        start_worker(processes=2, JOB_MODULES=MODULE, JOB_LEASE_SECONDS="3")
        wait_until(lambda: counts()[DONE] == number)

        assert counts() == {DONE: number}
        assert Job.objects.filter(attempts__gt=1).count() >= left[RUNNING]
        effects = Counter(Message.objects.values_list("subject", flat=True))
        assert effects == {str(subject): 1 for subject in range(number)}

    def test_is_stopped_from_dying_of_the_same_job_for_ever(self, start_worker, wait_until):
        start_worker(processes=1, JOB_MODULES=MODULE, JOB_LEASE_SECONDS="1")

        job = enqueue("tests.kill", {}, key="mati")

        assert wait_until(lambda: Job.objects.get(pk=job.pk).state == FAILED)
        job.refresh_from_db()
        assert (job.attempts, job.error) == (3, sweeping.WORKER_DIED)
        assert self._works(make_user(), wait_until)

    def test_gets_what_the_broker_lost_by_the_sweep_alone(self, start_worker, wait_until):
        user = make_user()
        arguments = {"user": user.pk, "subject": "hilang"}
        unswept = start_worker(processes=1, JOB_MODULES=MODULE, JOB_SWEEP_SECONDS="3600")
        assert wait_until(is_worker_alive)
        job = make_job(arguments=arguments, created_at=now() - AGO)

        done_without_sweep = wait_until(lambda: counts()[DONE], seconds=5)
        kill(unswept)
        Job.objects.filter(pk=job.pk).update(due_at=now() + timedelta(seconds=8))  # past the worker's own catching up
        start_worker(processes=1, JOB_MODULES=MODULE)
        done_with_sweep = wait_until(lambda: counts()[DONE])

        assert (done_without_sweep, done_with_sweep) == (0, 1)

    def test_shows_that_it_and_its_beat_live(self, start_worker, wait_until):
        start_worker(processes=1)

        alive = wait_until(lambda: set(Heartbeat.objects.values_list("part", flat=True)) == {"quick", "bulk", "beat"})

        assert alive

    @staticmethod
    def _works(user, wait_until):
        write("sesudah", user=user)
        return wait_until(lambda: Message.objects.filter(subject="sesudah").exists())
