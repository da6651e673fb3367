"""What tests of imports share."""

from django.urls import reverse

from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from okoce.programme.models import RegistrationPoint
from okoce.regions.models import Region
from participants.imports.actions import imports
from tests.factories.places import BARAT
from tests.participants.imports.imported import GOOD

PAGE = reverse("participants:imports-list")


SECOND = GOOD | {"NIK": "3173025005909002", "Nama Lengkap": "Uji Kenanga", "Jenis Kelamin": "P"}


def uploaded(content, by, *, region=BARAT, name="daftar.xlsx"):
    """An import as it is after a worker judged it."""
    item = imports.upload(
        content,
        file_name=name,
        region=Region.objects.get(pk=region),
        point=RegistrationPoint.objects.get(code="kecamatan"),
        by=by,
    )
    return worked(item)


def worked(item):
    for job in Job.objects.filter(name__startswith="imports.", state=Job.State.QUEUED):
        run_job(job.pk)
    item.refresh_from_db()
    return item


def confirmed(item, by):
    imports.confirm(item, by=by)
    return worked(item)


def found(counts):
    return {word: rows for word, rows in counts.items() if rows}
