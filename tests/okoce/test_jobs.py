"""Jobs: written once, taken by one worker, done with one effect, given up after three tries."""

import logging
import os
import signal
import threading
from collections import Counter
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from kombu.exceptions import OperationalError as BrokerDown

from okoce.celery import app as celery_app
from okoce.clock import now
from okoce.jobs import leases, outbox, sweeping
from okoce.jobs.heartbeats import beat, is_worker_alive
from okoce.jobs.models import Heartbeat, Job
from okoce.jobs.outbox import enqueue, restart
from okoce.jobs.progress import Progress, progress
from okoce.jobs.tasks import run_job
from okoce.notifications.models import Message
from tests import workers  # registers the handlers
from tests.clock import from_now
from tests.factories.people import make_user

DONE, FAILED, QUEUED, RUNNING = Job.State.DONE, Job.State.FAILED, Job.State.QUEUED, Job.State.RUNNING
MODULE = workers.__name__


@pytest.fixture
def sent(monkeypatch):
    """What is given to the broker, instead of a broker."""
    ids = []
    monkeypatch.setattr(celery_app, "send_task", lambda name, arguments, **_: ids.extend(arguments))
    return ids


def make_job(name="tests.write", **fields):
    number = Job.objects.count() + 1
    return Job.objects.create(name=name, key=fields.pop("key", f"uji:{number}"), **fields)


def write(subject, *, user, first_takes=0):
    arguments = {"user": user.pk, "subject": subject, "first_takes": first_takes}
    return enqueue("tests.write", arguments, key=f"uji:{subject}", by=user)


def fall_silent(job):
    Job.objects.filter(pk=job.pk).update(lease_until=now() - timedelta(seconds=1))


# --- Writing and sending -------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_job_is_sent_after_commit(sent):
    user = make_user()

    with transaction.atomic():
        job = write("satu", user=user)
        assert sent == []

    job.refresh_from_db()
    assert sent == [job.pk]
    assert job.sent_at is not None
    assert job.created_by == user


@pytest.mark.django_db(transaction=True)
def test_a_job_goes_with_its_transaction(sent):
    user = make_user()

    @transaction.atomic
    def act():
        write("satu", user=user)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        act()

    assert not Job.objects.exists()
    assert sent == []


@pytest.mark.django_db(transaction=True)
def test_the_same_key_is_the_same_job(sent):
    user = make_user()

    jobs = {write("satu", user=user).pk for _ in range(3)}

    assert sent == list(jobs)
    assert Job.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_many_jobs_are_written_together_and_sent_after_commit(sent):
    user = make_user()

    with transaction.atomic():
        jobs = outbox.enqueue_all("tests.kill", {key: {"number": key} for key in ("satu", "dua")}, by=user)
        assert sent == []

    assert [(job.key, job.arguments, job.created_by) for job in Job.objects.order_by("pk")] == [
        ("satu", {"number": "satu"}, user),
        ("dua", {"number": "dua"}, user),
    ]
    assert sent == [job.pk for job in jobs]
    assert not Job.objects.filter(sent_at=None).exists()


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_down_costs_no_error(monkeypatch):
    def down(*_, **__):
        raise BrokerDown

    monkeypatch.setattr(celery_app, "send_task", down)

    job = write("satu", user=make_user())

    job.refresh_from_db()
    assert (job.state, job.sent_at) == (QUEUED, None)


@pytest.mark.django_db(transaction=True)
def test_a_sender_that_breaks_after_commit_costs_no_error(monkeypatch):
    """Django words such an error by the function's name, which a partial has not."""

    def broken(job_ids):
        raise FileNotFoundError

    monkeypatch.setattr(outbox, "send", broken)

    job = write("satu", user=make_user())

    assert Job.objects.get() == job


@pytest.mark.django_db(transaction=True)
def test_a_job_for_later_is_not_sent_now(sent):
    enqueue("tests.kill", {}, key="nanti", due_at=now() + timedelta(hours=1))

    assert sent == []


@pytest.mark.django_db
def test_a_job_nobody_can_do_is_refused():
    with pytest.raises(LookupError):
        enqueue("tests.unknown", {}, key="x")


def test_a_name_has_one_handler():
    with pytest.raises(ValueError, match=r"tests\.kill"):
        outbox.handler("tests.kill")(lambda job: None)


# --- Taking, holding, finishing ------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_job_is_taken_once():
    job = make_job()

    first, second = leases.claim(job.pk), leases.claim(job.pk)

    assert (first.state, first.attempts) == (RUNNING, 1)
    assert second is None


@pytest.mark.django_db(transaction=True)
def test_of_many_workers_one_takes_the_job():
    jobs = [make_job() for _ in range(5)]
    taken = []

    def take():
        taken.extend(claimed.pk for job in jobs if (claimed := leases.claim(job.pk)))
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(taken) == sorted(job.pk for job in jobs)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {"due_at": timedelta(hours=1)},
        {"state": DONE, "finished_at": timedelta(0)},
        {"state": FAILED, "finished_at": timedelta(0)},
        {"state": RUNNING, "attempts": 1, "lease_until": timedelta(hours=1)},
        {"state": RUNNING, "attempts": 3, "lease_until": -timedelta(hours=1)},
    ],
    ids=["later", "done", "failed", "held", "exhausted"],
)
def test_a_job_that_is_not_free_is_not_taken(fields):
    job = make_job(**{name: from_now(value) for name, value in fields.items()})

    assert leases.claim(job.pk) is None


@pytest.mark.django_db
def test_a_silent_workers_job_is_taken_over():
    job = make_job()
    fall_silent(leases.claim(job.pk))

    assert leases.claim(job.pk).attempts == 2


@pytest.mark.django_db
def test_a_worker_thought_dead_has_no_effect_when_it_wakes():
    job, effects = make_job(), []
    slow = leases.claim(job.pk)
    fall_silent(slow)
    quick = leases.claim(job.pk)

    late = leases.finish(slow, lambda: effects.append("slow"))
    leases.give_back(slow, ValueError())
    in_time = leases.finish(quick, lambda: effects.append("quick"))
    again = leases.finish(quick, lambda: effects.append("again"))

    assert (late, in_time, again) == (False, True, False)
    assert effects == ["quick"]


@pytest.mark.django_db(transaction=True)
def test_an_effect_that_fails_leaves_the_job_undone():
    user, job = make_user(), make_job()
    held = leases.claim(job.pk)

    def half():
        Message.objects.create(user=user, key="setengah", subject="x", body="x")
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        leases.finish(held, half)

    job.refresh_from_db()
    assert job.state == RUNNING
    assert not Message.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_the_lease_is_renewed_while_the_work_goes_on(settings, wait_until):
    settings.JOB_LEASE_SECONDS = 1
    job = leases.claim(make_job().pk)
    first = job.lease_until

    with leases.held(job):
        renewed = wait_until(lambda: Job.objects.get(pk=job.pk).lease_until > first)

    assert renewed


@pytest.mark.django_db
def test_an_error_gives_the_job_back_for_later(sent):
    job = make_job("tests.fail", arguments={"problem": "3173021005909001"})

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts, job.lease_until) == (QUEUED, 1, None)
    assert job.due_at > now()
    assert job.error == "Terjadi kesalahan saat mengerjakan ini (ValueError)."


@pytest.mark.django_db
def test_the_log_of_an_error_holds_no_identity_number(caplog):
    console = next(handler for handler in logging.getLogger().handlers if handler.name == "console")
    job = make_job("tests.fail", arguments={"problem": "3173021005909001"})

    run_job(job.pk)

    log = "".join(console.format(record) for record in caplog.records)
    assert "ValueError: [NIK]" in log
    assert "3173021005909001" not in log


@pytest.mark.django_db
def test_after_three_errors_the_job_has_failed():
    job = make_job("tests.fail", arguments={"problem": "rusak"})

    for _ in range(5):
        Job.objects.filter(pk=job.pk).update(due_at=now())
        run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.attempts) == (FAILED, 3)
    assert job.finished_at is not None


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (ValidationError("Periode ini belum ditutup."), "Periode ini belum ditutup."),
        (SoftTimeLimitExceeded(), "Pekerjaan ini melewati batas waktu."),
        (KeyError("Budi"), "Terjadi kesalahan saat mengerjakan ini (KeyError)."),
    ],
)
def test_the_reason_is_a_sentence_without_foreign_text(problem, words):
    assert leases.reason(problem) == words


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_restarted_on_request(sent):
    failed, done = (make_job(state=state, attempts=3, finished_at=now(), error="Rusak.") for state in (FAILED, DONE))

    restart(failed)
    restart(done)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (QUEUED, 0, "")
    assert sent == [failed.pk]


# --- Sweeping ------------------------------------------------------------------------------------------

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


# --- Looking -------------------------------------------------------------------------------------------


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
def test_progress_counts_and_says_who_waits_for_a_worker(django_assert_num_queries):
    for state in (QUEUED, QUEUED, RUNNING, DONE, DONE, DONE, FAILED):
        make_job(state=state, finished_at=now())

    with django_assert_num_queries(2):
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


# --- Real workers --------------------------------------------------------------------------------------

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
