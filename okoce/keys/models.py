"""Check values of the keys that the data lie under."""

from django.db import models

from okoce.clock import now


class KeyUse(models.TextChoices):
    """What a key is for."""

    SEAL = "seal", "membuka NIK"
    FIND = "find", "mencari NIK"


class KeyCheck(models.Model):
    """The check value of one key: an HMAC of a fixed text under it, which reveals nothing about the key.

    A row stands for each key that something stored may need, so several stand while keys are being changed.
    SECRET_KEY has none: it signs sessions, links and short codes, and losing it loses no data.
    """

    Use = KeyUse

    use = models.CharField("kegunaan", max_length=4, choices=Use.choices)
    value = models.CharField("nilai pemeriksa", max_length=64)
    made_at = models.DateTimeField("dicatat", default=now, editable=False)

    class Meta:
        verbose_name = "nilai pemeriksa kunci"
        verbose_name_plural = "nilai pemeriksa kunci"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["use", "value"], name="one_row_per_key"),
            models.CheckConstraint(condition=models.Q(use__in=KeyUse.values), name="key_use_is_known"),
        ]

    def __str__(self):
        return f"{self.get_use_display()} ({self.made_at:%Y-%m-%d})"
