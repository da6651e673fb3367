"""What became of each call; the last one can be undone."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.calls.models.notices import Notice


class Outcome(models.TextChoices):
    REACHED = "reached", "sudah dikabari"
    MISSED = "missed", "tidak terjawab"
    WRONG = "wrong", "nomor salah"
    IMPOSSIBLE = "impossible", "tidak bisa dikabari"


class CallResultQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(notice__in=Notice.objects.callable_by(user))

    def standing(self):
        return self.filter(undone_at=None)


class CallResult(models.Model):
    """One tick on a call list. Never erased: undone with who and when."""

    Outcome = Outcome

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="results", verbose_name="kabar")
    outcome = models.CharField("hasil", max_length=10, choices=Outcome.choices)
    reason = models.CharField("alasan", max_length=200, blank=True)
    made_by = actor_field("oleh")
    made_at = models.DateTimeField("waktu", default=now, editable=False)
    undone_at = models.DateTimeField("dibatalkan", null=True, blank=True)
    undone_by = actor_field("dibatalkan oleh", optional=True)

    objects = CallResultQuerySet.as_manager()

    class Meta:
        verbose_name = "hasil telepon"
        verbose_name_plural = "hasil telepon"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=Outcome.values), name="call_outcome_is_known"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.IMPOSSIBLE) | ~Q(reason=""), name="impossible_has_a_reason"
            ),
        ]

    def __str__(self):
        return self.get_outcome_display()
