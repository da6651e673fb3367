"""A run draws the papers of an area: of kecamatan, kota, province, and a deck. The state of each stands in its job."""

import hashlib

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.jobs.models import Job

READY = "ready"  # the report's own state; the others are those of its job


class PaperKind(models.TextChoices):
    """What is drawn of a region."""

    KECAMATAN = "kecamatan", "Lembar kecamatan (dua halaman)"
    KOTA = "kota", "Lembar kota (dua halaman)"
    PROVINCE = "provinsi", "Lembar provinsi (empat halaman)"
    DECK = "dek", "Dek rapat (satu halaman tiap kecamatan)"


class ReportRunQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Runs that hold at least one report of the user's area."""
        return self.filter(Exists(Report.objects.visible_to(user).filter(run=OuterRef("pk"))))


class ReportRun(models.Model):
    period = models.ForeignKey("snapshots.Period", models.PROTECT, related_name="runs", verbose_name="periode")
    requested_by = actor_field(
        "diminta oleh", models.SET_NULL, optional=True, help_text="Kosong: dibuat otomatis oleh jadwal."
    )
    requested_at = models.DateTimeField("diminta", default=now, editable=False)
    area = models.TextField("wilayah", editable=False, help_text="Kode wilayah yang dibuat laporannya.")
    papers = models.CharField("lembar", max_length=60, default=" ".join(PaperKind.values), editable=False)
    is_scheduled = models.BooleanField("dibuat oleh jadwal", default=False, editable=False)
    # Of a draft that is discarded or frozen anew the papers are discarded too.
    edition = models.ForeignKey(
        "snapshots.Edition", models.CASCADE, null=True, editable=False, related_name="runs", verbose_name="terbitan"
    )

    objects = ReportRunQuerySet.as_manager()

    class Meta:
        verbose_name = "pembuatan laporan"
        verbose_name_plural = "pembuatan laporan"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["period"], condition=Q(is_scheduled=True), name="one_scheduled_run_per_period"
            )
        ]

    def __str__(self):
        return f"Laporan {self.period}"


class ReportQuerySet(models.QuerySet):
    def visible_to(self, user, permission="papers.view_reportrun"):
        return self.filter(user.areas_for(permission).on("region"))

    def progress(self, run_ids):
        """{run: {"total", "ready", "failed"}}: how many of these reports each run has, and how far they are."""
        failed = Count("pk", filter=Q(job__state=Job.State.FAILED))
        counts = self.filter(run__in=run_ids).order_by().values("run").annotate(total=Count("pk"), failed=failed)
        return {row.pop("run"): row for row in counts.annotate(ready=Count("ready_at"))}


class Report(models.Model):
    """One PDF of one region in a run, at the latest when its job is done."""

    Kind = PaperKind

    run = models.ForeignKey(ReportRun, models.CASCADE, related_name="reports")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    kind = models.CharField("lembar", max_length=10, choices=PaperKind.choices, default=PaperKind.KECAMATAN)
    job = models.OneToOneField("jobs.Job", models.PROTECT, null=True, related_name="report")
    snapshot = models.ForeignKey("snapshots.Snapshot", models.CASCADE, null=True, related_name="reports")
    document = models.ForeignKey("papers.Document", models.PROTECT, null=True, related_name="reports")
    ready_at = models.DateTimeField("siap", null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "laporan"
        verbose_name_plural = "laporan"
        ordering = ["region_id"]
        constraints = [
            models.UniqueConstraint(fields=["run", "region", "kind"], name="one_report_per_run_region_and_kind"),
            models.CheckConstraint(
                condition=Q(ready_at=None) | Q(document__isnull=False), name="ready_report_has_a_document"
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.region_id}"

    def allows(self, user, permission):
        """Return whether a user may do this with a report of this region: what `visible_to` says of rows."""
        return self.region_id in user.areas_for(permission)

    @property
    def is_of_kecamatan(self):
        return self.kind == PaperKind.KECAMATAN

    @property
    def address(self):
        """Where its PDF is downloaded."""
        name = "decks-download" if self.kind == PaperKind.DECK else "reports-download"
        return reverse(f"reports:{name}", args=[self.run_id, self.region_id])

    @property
    def state(self):
        """ready, queued, running or failed."""
        if self.ready_at:
            return READY
        return self.job.state if self.job else Job.State.QUEUED

    @property
    def has_failed(self):
        return self.state == Job.State.FAILED

    @property
    def state_word(self):
        words = {Job.State.QUEUED: "menunggu", Job.State.RUNNING: "sedang dibuat", Job.State.FAILED: "gagal"}
        return (words | {READY: "siap"})[self.state]


class Document(models.Model):
    """The bytes of a PDF, whole or not there at all, kept by what they were drawn from."""

    input_fingerprint = models.CharField(max_length=64, unique=True)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveSmallIntegerField()
    drawn_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "dokumen"
        verbose_name_plural = "dokumen"

    def __str__(self):
        return self.sha256[:12]

    @staticmethod
    def sha(content):
        return hashlib.sha256(content).hexdigest()
