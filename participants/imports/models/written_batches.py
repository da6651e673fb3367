"""What one batch of a confirmed import wrote into the register: found again after a crash, and taken back by it."""

import json

from django.db import models

from okoce.sealing import seal, unseal
from participants.imports.models.imports import Import


class WrittenBatch(models.Model):
    """Written in the transaction of its people; deleted once the import can be undone no more.

    `log` is {row: {"pk", "new": whether a business came with them}} of new people, and of known ones
    {row: {"pk", "changes": {field: [before, after]}, …}}. `outcome` says what undoing did with it.
    """

    item = models.ForeignKey(Import, models.CASCADE, related_name="batches", verbose_name="impor")
    log_sealed = models.BinaryField(editable=False)
    outcome = models.JSONField("hasil penarikan", null=True, editable=False)

    class Meta:
        verbose_name = "bagian impor yang tertulis"
        verbose_name_plural = "bagian impor yang tertulis"
        ordering = ["id"]

    def __str__(self):
        return f"{self.item_id}:{self.pk}"

    @property
    def log(self):
        return json.loads(unseal(self.log_sealed))

    @log.setter
    def log(self, value):
        self.log_sealed = seal(json.dumps(value))
