"""The job that writes a large file. Idempotent."""

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from participants.exports import files


@handler(files.MAKE, queue=Job.Queue.BULK)
def make(job, *, file):
    return files.make(file, is_last_try=job.attempts >= Job.MAX_ATTEMPTS)
