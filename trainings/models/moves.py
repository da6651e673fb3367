"""Changes of time or place of a session that was announced."""

from django.db import models

from okoce.actor_fields import actor_field
from okoce.clock import now
from trainings.models.sessions import Session


class SessionMoveQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(session__in=Session.objects.visible_to(user))


class SessionMove(models.Model):
    """When and where a session was before, and since. Each is announced once, however often it moves back."""

    session = models.ForeignKey(Session, models.CASCADE, related_name="moves", verbose_name="sesi")
    before = models.TextField("semula")
    after = models.TextField("menjadi")
    moved_by = actor_field("diubah oleh", models.SET_NULL, optional=True)
    moved_at = models.DateTimeField("diubah", default=now, editable=False)

    objects = SessionMoveQuerySet.as_manager()

    class Meta:
        verbose_name = "perubahan jadwal"
        verbose_name_plural = "perubahan jadwal"
        ordering = ["-id"]

    def __str__(self):
        return f"{self.before} → {self.after}"
