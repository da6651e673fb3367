"""What was deleted by age in the last hours, and a dry run of yesterday."""

import datetime as dt

from okoce import kept_for
from okoce.retention.models import RetentionRun

How = RetentionRun.How
DELETED = {"kept_forms": 3, "sent_forms": 41, "address_codes": 12, "drafts": 2, "certificate_files": 1}


def add(privacy, ground):
    hours = dt.timedelta(hours=1)
    runs = [
        RetentionRun(how=How.PAGE, is_dry=True, asked_by=privacy, asked_at=ground.now - 26 * hours, counts=DELETED),
        RetentionRun(how=How.JOB, asked_at=ground.now - 2 * hours, counts=DELETED),
        RetentionRun(how=How.JOB, asked_at=ground.now - hours, counts={"sent_forms": 4}),
    ]
    for run in runs:
        run.finished_at = run.asked_at + dt.timedelta(seconds=4)
        run.counts = dict.fromkeys(kept_for.PERIODS, 0) | run.counts
    RetentionRun.objects.bulk_create(runs)
