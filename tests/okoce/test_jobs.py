"""Jobs: written once, taken by one worker, done with one effect, given up after three tries."""

import logging
import threading
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from kombu.exceptions import OperationalError as BrokerDown

from okoce.celery import app as celery_app
from okoce.clock import now
from okoce.jobs import leases, outbox
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, restart
from okoce.jobs.tasks import run_job
from okoce.notifications.models import Message
from tests.clock import from_now
from tests.factories.people import make_user
from tests.okoce.job_steps import DONE, FAILED, QUEUED, RUNNING, fall_silent, make_job, write

# --- Writing and sending -----------------------------------------------------------------------------


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


# --- Taking, holding, finishing ----------------------------------------------------------------------


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
def test_a_queued_job_whose_name_is_no_longer_known_fails_with_a_reason():
    job = make_job(name="participants.mail_claim", attempts=Job.MAX_ATTEMPTS - 1)

    run_job(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error) == (FAILED, "Terjadi kesalahan saat mengerjakan ini (KeyError).")


@pytest.mark.django_db(transaction=True)
def test_a_failed_job_is_restarted_on_request(sent):
    failed, done = (make_job(state=state, attempts=3, finished_at=now(), error="Rusak.") for state in (FAILED, DONE))

    restart(failed)
    restart(done)

    failed.refresh_from_db()
    assert (failed.state, failed.attempts, failed.error) == (QUEUED, 0, "")
    assert sent == [failed.pk]
