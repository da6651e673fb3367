"""Digests of the numbers of people who were deleted, under a key that is used for nothing else."""

import hashlib
import hmac
import secrets

from django.db import models

from okoce.clock import now
from okoce.sealing import seal, unseal


class ErasureKey(models.Model):
    """The one key of the digests below, made with the first of them; sealed, so that a dump alone opens nothing.

    It never changes: the numbers that it digested are no longer known.
    """

    sealed = models.BinaryField("kunci (terenkripsi)", editable=False)

    class Meta:
        verbose_name = "kunci penghapusan"
        verbose_name_plural = "kunci penghapusan"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="one_erasure_key")]

    def __str__(self):
        return "Kunci penghapusan"


class ErasedNikQuerySet(models.QuerySet):
    def remember(self, nik):
        """Keep the digest of a number, and nothing else of it. Idempotent."""
        draft = seal(secrets.token_urlsafe(48))
        key, _ = ErasureKey.objects.get_or_create(pk=1, defaults={"sealed": draft})
        return self.get_or_create(digest=_digest(nik, key))[0]

    def among(self, numbers):
        """Return those of these numbers whose people were deleted."""
        key = ErasureKey.objects.first() if numbers else None
        if key is None:
            return set()
        marks = {_digest(number, key): number for number in numbers}
        return {marks[mark] for mark in self.filter(digest__in=marks).values_list("digest", flat=True)}


class ErasedNik(models.Model):
    """A number that a later list may not bring back by itself."""

    digest = models.CharField("sidik", max_length=64, unique=True, editable=False)
    erased_at = models.DateTimeField("dihapus", default=now, editable=False)

    objects = ErasedNikQuerySet.as_manager()

    class Meta:
        verbose_name = "NIK yang dihapus"
        verbose_name_plural = "NIK yang dihapus"

    def __str__(self):
        return f"NIK yang dihapus {self.pk}"


def _digest(nik, key):
    return hmac.new(unseal(key.sealed).encode(), nik.encode(), hashlib.sha256).hexdigest()
