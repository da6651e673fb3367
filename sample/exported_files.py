"""Two files of people that Sudin asked for: one can be fetched, the making of the other failed."""

import datetime as dt

from okoce.jobs.models import Job
from participants.exports import files
from participants.exports.models import ExportFile
from participants.people.models import Participant
from sample.passing import HERE

PEOPLE = 40
ERROR = "Pekerjaan ini melewati batas waktu."


def add(staff, ground):
    """Few people each, as the sample has few; a real file begins where one request does not write it."""
    known = Participant.objects.filter(kecamatan=HERE, holds_nik=True).order_by("-pk").values_list("pk", flat=True)
    people = Participant.objects.filter(pk__in=list(known[:PEOPLE]))
    if not people:
        return
    ready = files.start(people, by=staff, reason="Daftar hadir untuk panitia bazar", shape="xlsx")
    files.make(ready.pk, is_last_try=False)()
    job = Job.objects.create(
        key="contoh:exports", name=files.MAKE, queue=Job.Queue.BULK, state=Job.State.FAILED, attempts=Job.MAX_ATTEMPTS,
        error=ERROR, finished_at=ground.now, seen_at=ground.now, seen_by=staff, created_by=staff,
    )  # fmt: skip
    ExportFile.objects.create(
        requested_by=staff,
        requested_at=ground.now - dt.timedelta(hours=2),
        reason="Pemutakhiran nomor HP bersama kecamatan",
        shape="csv",
        people=ready.people,
        count=ready.count,
        job=job,
    )
