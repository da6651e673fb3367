"""Jobs: each is a row, written in the transaction of what it is about, and sent to the workers after commit.

@handler("reports.draw", queue=Job.Queue.BULK)
def draw(job, *, report):
    content = ...                    # outside any transaction, and perhaps twice

    def finish():                    # in the same transaction as the mark `done`, so once
        Report.objects.filter(pk=report).update(...)

    return finish

enqueue("reports.draw", {"report": report.pk}, key=f"report:{report.pk}", by=user)
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from django.conf import settings
from django.db import transaction
from django.utils.module_loading import autodiscover_modules

from okoce.clock import now
from okoce.jobs.models import Job


@dataclass(frozen=True)
class Handler:
    run: Callable
    queue: str


_HANDLERS = {}


def handler(name, *, queue=Job.Queue.QUICK):
    """Register a function of an app's tasks.py for the jobs of this name.

    `queue` is QUICK for what takes a second and somebody waits for (mails, codes), BULK for what takes longer
    (papers, imports): a job in QUICK never waits for one in BULK.
    """

    def register(function):
        if name in _HANDLERS:
            raise ValueError(f"Two handlers for {name}")
        _HANDLERS[name] = Handler(function, queue)
        return function

    return register


@cache
def handlers():
    """Return {name: Handler}. Read when first asked for: every app's tasks.py loads Celery, ten megabytes."""
    autodiscover_modules("tasks")
    for module in settings.JOB_MODULES:
        import_module(module)
    return _HANDLERS


def enqueue(name, arguments, *, key, by=None, due_at=None):
    """Write a job in the caller's transaction, once per key, and return it; the same key again returns the same job.

    Raises LookupError when the name has no handler.
    """
    job, created = Job.objects.get_or_create(
        key=key,
        defaults={
            "name": name,
            "queue": _queue_of(name),
            "arguments": arguments,
            "created_by": by,
            "due_at": due_at or now(),
        },
    )
    if created and job.due_at <= now():
        transaction.on_commit(lambda: send([job]), robust=True)
    return job


def enqueue_all(name, rows, *, by=None):
    """Write many jobs at once, for {key: arguments} with keys nobody used before. Returns them in this order.

    Raises LookupError when the name has no handler.
    """
    queue = _queue_of(name)
    jobs = Job.objects.bulk_create(
        Job(key=key, name=name, queue=queue, arguments=arguments, created_by=by) for key, arguments in rows.items()
    )
    if jobs:
        transaction.on_commit(lambda: send(jobs), robust=True)
    return jobs


@transaction.atomic
def restart(job):
    """Give a failed job three new attempts, because somebody asked for it."""
    failed = Job.objects.filter(pk=job.pk, state=Job.State.FAILED)
    queued = {"state": Job.State.QUEUED, "attempts": 0, "error": "", "due_at": now(), "sent_at": None}
    if failed.update(**queued, finished_at=None, seen_at=None, seen_by=None):
        transaction.on_commit(lambda: send([job]), robust=True)


def send(jobs):
    """Send the numbers of these jobs to their queues and return how many were sent.

    A broker that does not answer delays a job and never loses one: the sweep sends it again.
    """
    from okoce.jobs.publishing import publish  # a web process that sends nothing does without Celery

    sent = publish(jobs)
    if sent:
        Job.objects.filter(pk__in=sent).update(sent_at=now())
    return len(sent)


def _queue_of(name):
    if name not in handlers():
        raise LookupError(f"No handler for {name}")
    return handlers()[name].queue
