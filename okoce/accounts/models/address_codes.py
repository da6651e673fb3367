"""Codes by which somebody proves that a telephone number or an e-mail address is theirs."""

import json

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.accounts.addresses import Address
from okoce.accounts.one_time_codes import OneTimeCode
from okoce.sealing import seal, unseal


class AddressCode(OneTimeCode):
    """A code to an address, asked for in one browser. What nobody may ask leaves the same row, and nothing is sent."""

    PURPOSE = "okoce.accounts"

    class For(models.TextChoices):
        LOGIN = "login", "masuk"
        RECOVERY = "recovery", "kata sandi baru"
        ADD = "add", "cara masuk baru"
        INVITATION = "invitation", "undangan"

    purpose = models.CharField("untuk", max_length=10, choices=For.choices)
    sealed = models.BinaryField("alamat (terenkripsi)", editable=False)
    # The account whose password is replaced, or that gets the address; none where the address itself says which.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("dikirim", null=True, blank=True)
    finished_at = models.DateTimeField("selesai", null=True, blank=True)

    class Meta:
        verbose_name = "kode ke alamat"
        verbose_name_plural = "kode ke alamat"
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="address_code_at_most_five_tries"),
            models.CheckConstraint(condition=Q(used_at=None) | Q(sent_at__isnull=False), name="code_typed_was_sent"),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(used_at__isnull=False), name="code_finished_was_typed"
            ),
        ]
        indexes = [models.Index(fields=["created_at"], name="address_codes_by_age")]

    def __str__(self):
        return f"kode {self.get_purpose_display()}"

    @property
    def address(self):
        """The Address it goes to; None where there is none."""
        kept = json.loads(unseal(self.sealed))
        return Address(*kept) if kept else None

    @address.setter
    def address(self, value):
        self.sealed = seal(json.dumps(value))
