"""What somebody had typed when their log-in ended or their form was refused, sealed, until it is sent again."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce import kept_for
from okoce.clock import now

KEPT = kept_for.lasts("kept_forms")
ANY_BROWSER = ""  # a browser without our cookie, and the sample: shown wherever its account logs in


def _fresh():
    return Q(kept_at__gt=now() - KEPT)


class KeptFormQuerySet(models.QuerySet):
    def fresh(self):
        return self.filter(_fresh())

    def of(self, browser, user):
        """What this account typed in this browser: another account gets nothing, nor does another browser."""
        return self.filter(_fresh(), browser__in=[browser, ANY_BROWSER], user=user)

    def visible_to(self, user):
        return self.filter(user=user)


class KeptForm(models.Model):
    """One posted form, without passwords, codes and files."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="akun")
    browser = models.CharField("peramban", max_length=64)
    sealed = models.BinaryField("isi")
    kept_at = models.DateTimeField("disimpan", default=now, db_index=True)

    objects = KeptFormQuerySet.as_manager()

    class Meta:
        verbose_name = "isian tersimpan"
        verbose_name_plural = "isian tersimpan"
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "browser"], name="kept_form_of")]

    def __str__(self):
        return f"Isian {self.pk}"
