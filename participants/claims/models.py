"""How a record and its owner find each other again: one-time codes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.accounts.one_time_codes import OneTimeCode
from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant


class ClaimCode(OneTimeCode):
    """A one-time code to claim an account.

    A question about a number that fits nobody leaves a row without a person, so that both go the same way.
    """

    PURPOSE = "participants.claims"

    class Place(models.TextChoices):
        MAIL = "mail", "surel"
        DESK = "desk", "meja kecamatan"

    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="claim_codes", verbose_name="peserta"
    )
    place = models.CharField(max_length=4, choices=Place.choices)
    issued_by = actor_field(on_delete=models.SET_NULL, optional=True)

    class Meta:
        verbose_name = "kode klaim"
        verbose_name_plural = "kode klaim"
        constraints = [
            models.CheckConstraint(condition=Q(tries__lte=5), name="claim_code_at_most_five_tries"),
        ]

    def __str__(self):
        return f"kode klaim {self.get_place_display()}"


class CardAccount(models.Model):
    """The account that somebody got by showing their card to an officer: no stranger has ever entered it.

    Who else is in it was registered by its owner.
    """

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="card_account", verbose_name="peserta")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="akun")
    seen_at = models.DateTimeField("KTP dilihat", default=now, editable=False)
    seen_by = actor_field("KTP dilihat oleh", models.SET_NULL, optional=True)

    class Meta:
        verbose_name = "akun pemegang KTP"
        verbose_name_plural = "akun pemegang KTP"

    def __str__(self):
        return f"akun pemegang KTP sejak {self.seen_at:%Y-%m-%d}"
