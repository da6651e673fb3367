"""The numbers of jobs on their way to the broker. One that does not answer is left alone for a while."""

import logging
from functools import cache

from django.conf import settings
from kombu.pools import producers

from okoce.breakers import server_breaker
from okoce.celery import app

log = logging.getLogger(__name__)

PAUSE = 30  # seconds; meanwhile the sweep sends what was not sent


def publish(jobs):
    """Send the numbers of these jobs to their queues. Returns those that were sent; never raises."""
    url, sent = app.conf.broker_url, []
    server = server_breaker(url, seconds=PAUSE)
    if not server.allows():
        return sent
    try:
        with _producers(url).acquire(block=True, timeout=settings.REDIS_PATIENCE) as producer:
            for job in jobs:
                app.send_task("jobs.run", [job.pk], queue=job.queue, producer=producer, retry=False)
                sent.append(job.pk)
    except Exception as problem:  # each broker has errors of its own
        server.open()
        log.warning("The queue does not answer (%s); the sweep will send again.", type(problem).__name__)
    else:
        server.close()
    return sent


@cache
def _producers(url):
    """A pool of connections that wait for a short time; those of a worker that reads the queue wait longer."""
    connection = app.connection_for_write(url)
    connection.transport_options = {**connection.transport_options, **settings.PUBLISH_TRANSPORT_OPTIONS}
    return producers[connection]
