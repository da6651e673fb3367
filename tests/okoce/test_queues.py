"""Two queues: what is short never waits behind what is long."""

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from okoce.admin.jobs import KINDS
from okoce.celery import app as celery_app
from okoce.jobs.models import Job
from okoce.jobs.outbox import enqueue, enqueue_all, handlers, restart
from okoce.jobs.sweeping import catch_up
from okoce.jobs.tasks import catch_up_at_start
from tests import workers
from tests.conftest import PATIENCE
from tests.factories.people import make_user

QUICK, BULK, DONE, QUEUED = Job.Queue.QUICK, Job.Queue.BULK, Job.State.DONE, Job.State.QUEUED


@pytest.fixture
def sent(monkeypatch):
    """[(queue, ids)] instead of a broker."""
    messages = []
    monkeypatch.setattr(celery_app, "send_task", lambda name, args, *, queue, **_: messages.append((queue, args)))
    return messages


def test_every_kind_of_job_can_be_looked_for_in_the_admin():
    assert {name for name in handlers() if not name.startswith("tests.")} == KINDS.keys()


def test_papers_and_imports_are_bulk_and_everything_else_is_quick():
    bulk = {name for name, handler in handlers().items() if handler.queue == BULK and not name.startswith("tests.")}

    assert bulk == {
        "certificates.draw",
        "exports.make",
        "imports.judge",
        "imports.undo",
        "imports.write",
        "invitations.send",
        "planner.propose",
        "reports.draw",
        "rules.carry_out",
        "rules.count",
        "twins.find_near",
    }


def test_each_queue_is_declared_and_the_quick_one_is_the_default():
    assert set(settings.CELERY_TASK_QUEUES) == set(Job.Queue.values)
    assert settings.CELERY_TASK_DEFAULT_QUEUE == QUICK


@pytest.mark.django_db(transaction=True)
def test_a_job_is_sent_to_the_queue_of_its_handler(sent):
    quick = enqueue("tests.write", {}, key="satu")
    bulk = enqueue("tests.write_bulk", {}, key="dua")
    many = enqueue_all("tests.write_bulk", {"tiga": {}})
    Job.objects.filter(pk=bulk.pk).update(state=Job.State.FAILED)
    restart(bulk)

    assert sent == [(QUICK, [quick.pk]), (BULK, [bulk.pk]), (BULK, [many[0].pk]), (BULK, [bulk.pk])]


@pytest.mark.django_db
def test_a_starting_worker_catches_up_with_its_own_queues_only(sent):
    Job.objects.create(name="tests.write", key="satu")
    bulk = Job.objects.create(name="tests.write_bulk", key="dua", queue=BULK)

    catch_up([BULK])

    assert sent == [(BULK, [bulk.pk])]


def test_a_starting_worker_asks_for_the_queues_it_consumes(monkeypatch):
    asked = []
    monkeypatch.setattr("okoce.jobs.tasks.current_app", celery_app)
    monkeypatch.setattr(celery_app, "send_task", lambda name, args, **options: asked.append((name, args, options)))
    consumer = type("Consumer", (), {"app": celery_app})
    monkeypatch.setattr(celery_app.amqp.queues, "_consume_from", {"bulk": None})

    catch_up_at_start(consumer)

    assert asked == [("jobs.catch_up", [["bulk"]], {"queue": "bulk", "expires": 60})]


@pytest.mark.django_db
def test_the_database_refuses_a_queue_without_workers():
    with pytest.raises(IntegrityError, match="job_goes_to_a_queue_with_workers"):
        Job.objects.create(name="uji", key="uji", queue="slow")


def test_a_form_refuses_it_too():
    with pytest.raises(ValidationError):
        Job(name="uji", key="uji", queue="slow").clean_fields()


@pytest.mark.worker
@pytest.mark.embedded
@pytest.mark.django_db(transaction=True)
class TestARealWorker:
    def test_does_a_quick_job_while_52_papers_wait(self, start_worker, wait_until):
        user = make_user()
        start_worker(queues="quick", JOB_MODULES=workers.__name__)

        self._papers(user)
        code = enqueue("tests.write", {"user": user.pk, "subject": "kode"}, key="kode")
        wait_until(lambda: self._state(code) == DONE)

        assert self._state(code) == DONE
        assert Job.objects.filter(queue=BULK, state=QUEUED).count() == 52

    def test_would_do_it_last_in_the_queue_of_papers(self, start_worker, wait_until):
        user = make_user()

        self._papers(user)
        code = enqueue("tests.write_bulk", {"user": user.pk, "subject": "kode"}, key="kode")
        start_worker(queues="bulk", JOB_MODULES=workers.__name__)
        wait_until(lambda: Job.objects.filter(state=DONE).count() == 53, seconds=5 * PATIENCE)

        assert Job.objects.order_by("finished_at").last() == code

    def test_has_one_for_each_queue(self, start_worker, wait_until):
        user = make_user()
        for queue in ("quick", "bulk"):
            start_worker(queues=queue, JOB_MODULES=workers.__name__)

        self._papers(user)
        enqueue("tests.write", {"user": user.pk, "subject": "kode"}, key="kode")

        assert wait_until(lambda: Job.objects.filter(state=DONE).count() == 53, seconds=5 * PATIENCE)

    @staticmethod
    def _papers(user):
        enqueue_all("tests.write_bulk", {f"kertas {n}": {"user": user.pk, "subject": f"kertas {n}"} for n in range(52)})

    @staticmethod
    def _state(job):
        return Job.objects.get(pk=job.pk).state
