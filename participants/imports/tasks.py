"""Jobs that read and write an import. Idempotent."""

from okoce.jobs.models import Job
from okoce.jobs.outbox import handler
from participants.imports.actions import imports, undoing
from participants.imports.models import Import


@handler("imports.judge", queue=Job.Queue.BULK)
def judge(job, *, item):
    return _import_step(item, Import.State.READING, imports.judge)


@handler("imports.write", queue=Job.Queue.BULK)
def write(job, *, item):
    return _import_step(item, Import.State.WRITING, imports.write)


@handler("imports.undo", queue=Job.Queue.BULK)
def undo(job, *, item):
    return _import_step(item, Import.State.UNDOING, undoing.take_back)


def _import_step(pk, state, step):
    found = Import.objects.select_related("uploaded_by", "confirmed_by", "undone_by", "registration_point").filter(
        pk=pk, state=state
    )
    item = found.first()
    return step(item) if item else None
