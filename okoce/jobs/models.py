"""The outbox: every job is a row, written in the same transaction as what it is about."""

from django.db import models
from django.db.models import Q

from okoce import queue_names
from okoce.actor_fields import actor_field
from okoce.clock import now

MAX_ATTEMPTS = 3


class JobQueue(models.TextChoices):
    """Where a job waits; a handler says which."""

    QUICK = queue_names.QUICK, "cepat"
    BULK = queue_names.BULK, "besar"


class JobState(models.TextChoices):
    """How far a job is."""

    QUEUED = "queued", "menunggu"
    RUNNING = "running", "dikerjakan"
    DONE = "done", "selesai"
    FAILED = "failed", "gagal"


class JobQuerySet(models.QuerySet):
    def silent(self):
        """Their worker has not been heard of for longer than its lease."""
        return self.filter(state=Job.State.RUNNING, lease_until__lt=now())

    def waiting(self):
        return self.filter(state=Job.State.QUEUED, due_at__lte=now())

    def claimable(self):
        return (self.waiting() | self.silent()).filter(attempts__lt=Job.MAX_ATTEMPTS)

    def failed_unseen(self):
        """Failed for good, and nobody has dealt with it yet."""
        return self.filter(state=Job.State.FAILED, seen_at=None)

    def visible_to(self, user):
        """Jobs belong to no area: seen by who may see all of them."""
        return self if user.has_perm("jobs.view_job") else self.none()


class Job(models.Model):
    """Work outside the request. The broker only carries its id; this row is the truth about it."""

    State = JobState
    Queue = JobQueue
    MAX_ATTEMPTS = MAX_ATTEMPTS

    key = models.CharField("kunci", max_length=120, unique=True)
    name = models.CharField("pekerjaan", max_length=60)
    queue = models.CharField(
        "antrean", max_length=8, choices=Queue.choices, default=Queue.QUICK, db_default=Queue.QUICK
    )
    arguments = models.JSONField("isi", default=dict)
    state = models.CharField("keadaan", max_length=8, choices=State.choices, default=State.QUEUED)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    due_at = models.DateTimeField("paling cepat", default=now)
    sent_at = models.DateTimeField("dikirim", null=True, blank=True)
    lease_until = models.DateTimeField("dipegang sampai", null=True, blank=True)
    created_at = models.DateTimeField("dibuat", default=now, editable=False)
    started_at = models.DateTimeField("mulai", null=True, blank=True)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)
    error = models.CharField("alasan gagal", max_length=300, blank=True)
    created_by = actor_field("oleh", models.SET_NULL, optional=True)

    seen_at = models.DateTimeField("kegagalan dilihat", null=True, blank=True)
    seen_by = actor_field("dilihat oleh", models.SET_NULL, optional=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "pekerjaan"
        verbose_name_plural = "pekerjaan"
        ordering = ["-id"]
        permissions = [("settle_job", "Boleh menangani pekerjaan yang gagal")]
        indexes = [
            models.Index(fields=["id"], condition=Q(state=JobState.FAILED, seen_at=None), name="job_failed_unseen"),
            models.Index(
                fields=["state", "due_at"], condition=Q(state__in=[JobState.QUEUED, JobState.RUNNING]), name="job_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(attempts__lte=MAX_ATTEMPTS), name="job_at_most_three_attempts"),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | Q(finished_at__isnull=False), name="job_done_has_an_instant"
            ),
            models.CheckConstraint(
                condition=Q(state=JobState.FAILED) | Q(seen_at=None, seen_by=None), name="job_seen_is_failed"
            ),
            models.CheckConstraint(condition=Q(queue__in=JobQueue.values), name="job_goes_to_a_queue_with_workers"),
        ]

    def __str__(self):
        return f"{self.name} {self.get_state_display()}"


class Heartbeat(models.Model):
    """When a part last did something: the workers of a queue (`quick`, `bulk`), `beat`, or `web` that was asked."""

    part = models.CharField(max_length=20, primary_key=True)
    beat_at = models.DateTimeField(default=now)

    class Meta:
        verbose_name = "denyut"
        verbose_name_plural = "denyut"

    def __str__(self):
        return self.part
