"""A registration that is not sent yet."""

import json
import uuid

from django.db import models
from django.db.models import Q

from okoce import kept_for
from okoce.clock import now
from okoce.sealing import seal, unseal

LIFE = kept_for.lasts("drafts")
REGISTER = "people.add_participant"


class RegistrationDraftQuerySet(models.QuerySet):
    def fresh(self):
        return self.filter(updated_at__gt=now() - LIFE)

    def waiting_at_desk(self):
        """Those that an officer is to finish, not sent meanwhile."""
        return self.fresh().filter(desk_number__isnull=False, sent_at=None)

    def visible_to(self, user, permission=REGISTER):
        """Return those left at a desk where the user registers people; all others are opened by their cookie alone."""
        return self.filter(user.areas_for(permission).on("kecamatan"), desk_number__isnull=False)


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
    # Of a form whose sender does not know the kelurahan: an officer of the kecamatan finishes it with the card.
    desk_number = models.CharField("nomor isian", max_length=12, null=True, blank=True, unique=True)
    kecamatan = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kecamatan"
    )

    objects = RegistrationDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "isian pendaftaran"
        verbose_name_plural = "isian pendaftaran"
        indexes = [
            models.Index(fields=["updated_at"], name="drafts_by_age"),
            models.Index(
                fields=["kecamatan", "updated_at"], condition=Q(desk_number__isnull=False), name="drafts_at_desk"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(desk_number=None, kecamatan=None) | Q(desk_number__isnull=False, kecamatan__isnull=False),
                name="draft_at_a_desk_has_a_kecamatan",
            )
        ]

    def __str__(self):
        return f"isian {self.created_at:%Y-%m-%d}"

    @property
    def answers(self):
        """{step: {field: value}} as typed."""
        return json.loads(unseal(self.answers_sealed)) if self.answers_sealed else {}

    @answers.setter
    def answers(self, value):
        self.answers_sealed = seal(json.dumps(value))

    @property
    def expires_at(self):
        return self.updated_at + LIFE
