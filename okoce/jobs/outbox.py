"""Errands are written with what they are about, and sent to the workers after commit.

@handler("reports.draw")
def draw(job, *, report):
    content = ...                    # outside any transaction, and perhaps twice

    def finish():                    # in the same transaction as the mark `done`, so once
        Report.objects.filter(pk=report).update(...)

    return finish

enqueue("reports.draw", {"report": report.pk}, key=f"report:{report.pk}", by=user)
"""

import logging
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from okoce.clock import now
from okoce.jobs.models import Job

log = logging.getLogger(__name__)

_HANDLERS = {}


def handler(name):
    """Make a function of an app's tasks.py the one that works off errands of this name."""

    def register(function):
        if name in _HANDLERS:
            raise ValueError(f"Two handlers for {name}")
        _HANDLERS[name] = function
        return function

    return register


@cache
def handlers():
    """Who works off what. Read when first asked for: every app's tasks.py brings Celery with it, ten megabytes."""
    autodiscover_modules("tasks")
    for module in settings.JOB_MODULES:
        import_module(module)
    return _HANDLERS


def enqueue(name, arguments, *, key, by=None, due_at=None):
    """Write an errand in the caller's transaction, once per key; the same key again gives the errand that is there."""
    if name not in handlers():
        raise LookupError(f"No handler for {name}")
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={"name": name, "arguments": arguments, "created_by": by, "due_at": due_at or now()},
    )
    if created and job.due_at <= now():
        transaction.on_commit(lambda: send([job.pk]), robust=True)
    return job


def enqueue_all(name, rows, *, by=None):
    """Write many errands at once, for {key: arguments} with keys nobody used before. Returns them in this order."""
    if name not in handlers():
        raise LookupError(f"No handler for {name}")
    jobs = Job.objects.bulk_create(
        Job(key=key, name=name, arguments=arguments, created_by=by) for key, arguments in rows.items()
    )
    if jobs:
        transaction.on_commit(lambda: send([job.pk for job in jobs]), robust=True)
    return jobs


@transaction.atomic
def restart(job):
    """Give a failed errand three new attempts, because somebody asked for it."""
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    if failed.update(state=Job.State.QUEUED, attempts=0, error="", due_at=now(), sent_at=None, finished_at=None):
        transaction.on_commit(lambda: send([job.pk]), robust=True)


def send(job_ids):
    """Ring the workers. A broker that does not answer delays an errand, it never loses one: the sweep sends again."""
    from okoce.celery import app  # a web process that sends nothing does without

    sent = []
    try:
        for job_id in job_ids:
            app.send_task("jobs.run", [job_id], retry_policy={"max_retries": 1, "interval_start": 0})
            sent.append(job_id)
    except Exception as problem:  # each broker has errors of its own
        log.warning("The queue does not answer (%s); the sweep will send again.", type(problem).__name__)
    if sent:
        Job.objects.filter(pk__in=sent).update(sent_at=now())
    return len(sent)
