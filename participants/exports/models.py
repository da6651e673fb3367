"""Large files of people: asked for, made by a job, fetched by who asked, and deleted after some days."""

from django.db import models

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.jobs.models import Job
from okoce.sealing import seal_bytes, unseal_bytes
from okoce.sheets_out import CSV, XLSX

EXPORT = "people.export_participant"
SHAPES = {XLSX: "XLSX (Excel, LibreOffice)", CSV: "CSV (teks)"}


class ExportFileQuerySet(models.QuerySet):
    def visible_to(self, user, permission=EXPORT):
        """Files are for who asked for them, while that person may still take rows along."""
        return self.filter(requested_by=user) if user.has_perm(permission) else self.none()

    def listed(self):
        """Without their content and the numbers of the people, which a list needs not."""
        return self.select_related("job").defer("content", "people")


class ExportFile(models.Model):
    """The rows of `people`, those that were asked for, as a spreadsheet. The content is sealed at rest."""

    requested_by = actor_field("diminta oleh")
    requested_at = models.DateTimeField("diminta", default=now, editable=False)
    reason = models.CharField("alasan", max_length=200)
    shape = models.CharField("bentuk", max_length=4, choices=list(SHAPES.items()))
    people = models.JSONField("orang", default=list)  # their numbers, newest first
    count = models.PositiveIntegerField("jumlah orang")
    done = models.PositiveIntegerField("ditulis", default=0)
    job = models.OneToOneField("jobs.Job", models.SET_NULL, null=True, related_name="+")
    content = models.BinaryField(default=bytes, editable=False)
    ready_at = models.DateTimeField("siap", null=True, blank=True)

    objects = ExportFileQuerySet.as_manager()

    class Meta:
        verbose_name = "berkas unduhan"
        verbose_name_plural = "berkas unduhan"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=models.Q(shape__in=list(SHAPES)), name="export_shape_is_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="export_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.file_name}, {self.count}"

    def allows(self, user, permission):
        """Return whether a user may do this with the file: what `visible_to` says of rows."""
        return self.requested_by_id == user.pk and user.has_perm(permission)

    @property
    def file_name(self):
        return f"peserta-{self.requested_at:%Y-%m-%d}.{self.shape}"

    @property
    def has_failed(self):
        """A job that is over without a file found nobody left, or was given up."""
        over = (Job.State.DONE, Job.State.FAILED)
        return self.ready_at is None and (self.job is None or self.job.state in over)

    @property
    def is_over(self):
        return self.ready_at is not None or self.has_failed

    @property
    def state(self):
        """For the colour of its status."""
        return "ready" if self.ready_at else "failed" if self.has_failed else Job.State.RUNNING

    @property
    def state_word(self):
        return "siap diunduh" if self.ready_at else "gagal dibuat" if self.has_failed else "sedang dibuat"

    def put(self, content):
        """Seal the content; nothing is saved."""
        self.content = seal_bytes(content)

    @property
    def opened(self):
        """The content as it is downloaded."""
        return unseal_bytes(self.content)
