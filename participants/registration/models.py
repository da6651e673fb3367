"""A registration that is not sent yet."""

import json
import uuid

from django.db import models

from okoce.clock import now
from okoce.sealing import seal, unseal


class RegistrationDraft(models.Model):
    """What somebody typed so far, sealed as one text. Found by the secret in their cookie until it expires."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answers_sealed = models.BinaryField()
    created_at = models.DateTimeField(default=now, editable=False)
    updated_at = models.DateTimeField(default=now)
    # Set when sent; the answers then hold only what the receipt shows. The same form sent twice gets the same receipt.
    sent_at = models.DateTimeField(null=True, blank=True)
    # The registration it made; none once that was joined into a record of the same NIK.
    participant = models.OneToOneField(
        "people.Participant", models.CASCADE, null=True, blank=True, related_name="draft"
    )

    class Meta:
        verbose_name = "isian pendaftaran"
        verbose_name_plural = "isian pendaftaran"
        indexes = [models.Index(fields=["updated_at"], name="drafts_by_age")]

    def __str__(self):
        return f"isian {self.created_at:%Y-%m-%d}"

    @property
    def answers(self):
        """{step: {field: value}} as typed."""
        return json.loads(unseal(self.answers_sealed)) if self.answers_sealed else {}

    @answers.setter
    def answers(self, value):
        self.answers_sealed = seal(json.dumps(value))
