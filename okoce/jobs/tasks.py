"""What the broker rings. Ringing twice does no harm."""

import logging

from celery import current_app, shared_task
from celery.signals import before_task_publish, worker_ready
from django.db import close_old_connections

from okoce.jobs import leases, sweeping
from okoce.jobs.heartbeats import beat
from okoce.jobs.outbox import handlers

log = logging.getLogger(__name__)


@shared_task(name="jobs.run")
def run_job(job_id):
    """One attempt at one errand; nothing happens when another worker has it."""
    beat("worker")
    job = leases.claim(job_id)
    if job is None:
        return
    with leases.held(job):
        try:
            effect = handlers()[job.name](job, **job.arguments)
            leases.finish(job, effect)
        except Exception as problem:
            log.exception("Errand %s (%s), attempt %s", job.pk, job.name, job.attempts)
            leases.give_back(job, problem)


@shared_task(name="jobs.sweep")
def sweep():
    beat("worker")
    sweeping.sweep()


@shared_task(name="jobs.catch_up")
def catch_up():
    beat("worker")
    sweeping.catch_up()


@worker_ready.connect
def ring_at_start(**_):
    """By message, not by call: this process forks, and must not hold a connection."""
    current_app.send_task("jobs.catch_up", expires=60)


@before_task_publish.connect(sender="jobs.sweep")
def show_that_beat_lives(**_):
    """Only the beat sends sweeps."""
    close_old_connections()
    beat("beat")
