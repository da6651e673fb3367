"""What notices are about: a session, a bazaar, mentoring, a registration."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now


class TopicKind(models.TextChoices):
    SESSION = "session", "sesi pelatihan"
    BAZAAR = "bazaar", "bazar"
    MENTORING = "mentoring", "pendampingan"
    REGISTRATION = "registration", "pendaftaran"


class Topic(models.Model):
    """One event, by kind and number of its row. The label is that of the last notice about it."""

    Kind = TopicKind

    kind = models.CharField("jenis", max_length=12, choices=TopicKind.choices)
    subject_id = models.BigIntegerField("nomor")
    label = models.CharField("acara", max_length=200)
    url = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="tuan rumah"
    )
    created_at = models.DateTimeField("dibuat", default=now, editable=False)

    class Meta:
        verbose_name = "acara"
        verbose_name_plural = "acara"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject_id"], name="one_topic_per_event"),
            models.CheckConstraint(condition=Q(kind__in=TopicKind.values), name="topic_kind_is_known"),
        ]

    def __str__(self):
        return self.label


class TopicChangeQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Return those of events that an area of the user hosts."""
        return self.filter(user.areas_for("calls.view_notice").on("topic__host"))


class TopicChange(models.Model):
    """How an event stood before, and since. Each change is announced once, however often it changes back."""

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="changes", verbose_name="acara")
    before = models.TextField("semula")
    after = models.TextField("menjadi")
    changed_by = actor_field("diubah oleh", models.SET_NULL, optional=True)
    changed_at = models.DateTimeField("diubah", default=now, editable=False)

    objects = TopicChangeQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan acara"
        verbose_name_plural = "perubahan acara"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.before} → {self.after}"
