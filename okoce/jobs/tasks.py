"""The Celery tasks of the job machinery. All are idempotent."""

import logging

from celery import current_app, shared_task
from celery.signals import before_task_publish, task_prerun, worker_ready
from django.db import close_old_connections

from okoce.jobs import leases, sweeping
from okoce.jobs.heartbeats import beat
from okoce.jobs.outbox import handlers
from okoce.reference import memory

log = logging.getLogger(__name__)


@shared_task(name="jobs.run")
def run_job(job_id):
    """Make one attempt at one job; do nothing when another worker has it."""
    job = leases.claim(job_id)
    if job is None:
        return
    beat(job.queue)
    with leases.held(job):
        try:
            effect = handlers()[job.name].run(job, **job.arguments)
            leases.finish(job, effect)
        except Exception as problem:
            log.exception("Job %s (%s), attempt %s", job.pk, job.name, job.attempts)
            leases.give_back(job, problem)


@shared_task(name="jobs.ping")
def ping(queue):
    """Note that a message of this queue has come through the broker to a worker."""
    beat(queue)


@shared_task(name="jobs.sweep")
def sweep():
    sweeping.sweep()


@shared_task(name="jobs.catch_up")
def catch_up(queues):
    for queue in queues:
        beat(queue)
    sweeping.catch_up(queues)


@task_prerun.connect
def look_again_at_reference_data(**_):
    """A worker lives for days; each task judges by what stands now."""
    memory.look_again()


@worker_ready.connect
def catch_up_at_start(sender, **_):
    """By message, not by call: this process forks, and must not hold a connection."""
    queues = sorted(sender.app.amqp.queues.consume_from)
    current_app.send_task("jobs.catch_up", [queues], queue=queues[0], expires=60)


@before_task_publish.connect(sender="jobs.sweep")
def show_that_beat_lives(**_):
    """Only the beat sends sweeps."""
    close_old_connections()
    beat("beat")
