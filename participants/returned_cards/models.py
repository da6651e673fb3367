"""A registration that waits for its card is sent back with a reason, until the person answers or 14 days are over."""

import datetime as dt

from django.db import models
from django.db.models import Exists, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from participants.people.reach import Reach

RETURN = "identity_checks.check_identity"
RESTS = dt.timedelta(days=14)


class ReturnReason(models.TextChoices):
    NO_CARD = "no_card", "KTP asli belum ditunjukkan"
    UNREADABLE = "unreadable", "KTP rusak atau tidak terbaca"
    DIFFERS = "differs", "Isian berbeda dari KTP"
    OTHER_PERSON = "other_person", "Orangnya tidak sama dengan KTP"
    HOME = "home", "Tempat tinggal belum jelas"
    OTHER = "other", "Sebab lain"


# What the person brings or mends.
REMEDIES = {
    ReturnReason.NO_CARD: "Bawa KTP asli ke meja kecamatan.",
    ReturnReason.UNREADABLE: "Bawa KTP pengganti, atau surat keterangan dari Dukcapil.",
    ReturnReason.DIFFERS: "Bawa KTP dan Kartu Keluarga, lalu sebutkan isian yang benar.",
    ReturnReason.OTHER_PERSON: "Orang yang namanya terdaftar datang sendiri dengan KTP-nya.",
    ReturnReason.HOME: "Bawa surat domisili, atau bukti lain tempat tinggal sekarang.",
    ReturnReason.OTHER: "",
}


class CardReturnQuerySet(models.QuerySet):
    def visible_to(self, user, permission=RETURN):
        """Return those of people whose cards a user checks."""
        return self.filter(Reach.of(user, permission).on("participant"))

    def open(self):
        return self.filter(answered_at=None)

    def resting(self):
        """Those the person still has time to answer: they stand on no worklist."""
        return self.open().filter(returned_at__gt=now() - RESTS)


class CardReturn(models.Model):
    """What an officer missed, and what the person answered."""

    Reason = ReturnReason

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="card_returns", verbose_name="peserta")
    reason = models.CharField("alasan", max_length=12, choices=Reason.choices)
    words = models.CharField("keterangan", max_length=200, blank=True)
    returned_at = models.DateTimeField("dikembalikan", default=now, editable=False)
    returned_by = actor_field("dikembalikan oleh", editable=False)
    answered_at = models.DateTimeField("dijawab", null=True, blank=True, editable=False)
    answered_by = actor_field("dijawab oleh", models.SET_NULL, optional=True, editable=False)
    answer = models.CharField("jawaban", max_length=200, blank=True)

    objects = CardReturnQuerySet.as_manager()

    class Meta:
        verbose_name = "KTP yang dikembalikan"
        verbose_name_plural = "KTP yang dikembalikan"
        ordering = ["-id"]
        default_permissions = ()  # who checks cards sends them back
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=ReturnReason.values), name="card_return_reason_is_known"),
            models.CheckConstraint(
                condition=~Q(reason=ReturnReason.OTHER) | ~Q(words=""), name="other_card_return_says_why"
            ),
            models.CheckConstraint(condition=Q(answered_at__isnull=False) | Q(answer=""), name="card_answer_has_time"),
        ]
        indexes = [
            models.Index(fields=["participant", "returned_at"], condition=Q(answered_at=None), name="card_returns_open")
        ]

    def __str__(self):
        return self.get_reason_display()

    @property
    def remedy(self):
        return REMEDIES[self.reason]

    @property
    def rests_until(self):
        return self.returned_at + RESTS

    @property
    def rests(self):
        return self.answered_at is None and now() < self.rests_until


def at_rest():
    """Return the condition on people that their registration was sent back and is not theirs to check now."""
    return Exists(CardReturn.objects.resting().filter(participant=OuterRef("pk")).order_by())
