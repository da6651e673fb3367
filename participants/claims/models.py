"""How a record and its owner find each other again: a second number for a known person, and one-time codes."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from okoce.accounts.one_time_codes import OneTimeCode
from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from participants.people.models.participants import VIEW


class RegistrationClaimQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(resolved_at=None)

    def visible_to(self, user, permission=VIEW):
        return self.filter(participant__in=Participant.objects.visible_to(user, permission))


class RegistrationClaim(models.Model):
    """The online form was sent with a NIK that is in the register: this number leads an officer to the one record."""

    number = models.CharField("nomor pendaftaran", max_length=20, unique=True)
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="claims", verbose_name="peserta")
    # The account of the sender; joined to the record only when an officer has seen the identity card.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="akun"
    )
    created_at = models.DateTimeField("dikirim", default=now, editable=False)
    resolved_at = models.DateTimeField("diselesaikan", null=True, blank=True)
    resolved_by = actor_field("oleh", optional=True)

    objects = RegistrationClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "pendaftaran ulang"
        verbose_name_plural = "pendaftaran ulang"
        ordering = ["-id"]

    def __str__(self):
        return self.number


class ClaimCode(OneTimeCode):
    """A one-time code to claim an account.

    A question about a number that fits nobody leaves a row without a person, so that both go the same way.
    """

    PURPOSE = "participants.claims"

    class Place(models.TextChoices):
        MAIL = "mail", "surel"
        DESK = "desk", "meja kecamatan"

    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="claim_codes")
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

    participant = models.OneToOneField(Participant, models.CASCADE, related_name="card_account")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", verbose_name="akun")
    seen_at = models.DateTimeField("KTP dilihat", default=now, editable=False)
    seen_by = actor_field("KTP dilihat oleh", models.SET_NULL, optional=True)

    class Meta:
        verbose_name = "akun pemegang KTP"
        verbose_name_plural = "akun pemegang KTP"

    def __str__(self):
        return f"akun pemegang KTP sejak {self.seen_at:%Y-%m-%d}"
