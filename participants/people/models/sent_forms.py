"""Forms that were sent, so that the same form sent again gets the answer of the first time."""

from django.db import models

from okoce.clock import now


class SentForm(models.Model):
    """One sent form by its key, kept for a day: participants/people/repeats.py."""

    key = models.CharField(max_length=64, primary_key=True)
    answer = models.BigIntegerField(null=True, help_text="The row it made.")
    sent_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = "formulir terkirim"
        verbose_name_plural = "formulir terkirim"

    def __str__(self):
        return f"formulir {self.sent_at:%Y-%m-%d}"
