"""How an action ends, how it opens again, and what was measured meanwhile."""

from copy import copy

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now


class ClosingKind(models.TextChoices):
    ACHIEVED = "achieved", "berhasil"
    DROPPED = "dropped", "dihentikan"


class ClosingState(models.TextChoices):
    PROPOSED = "proposed", "menunggu persetujuan"
    ACCEPTED = "accepted", "ditutup"
    REFUSED = "refused", "ditolak"
    REOPENED = "reopened", "dibuka lagi"


class ClosingQuerySet(models.QuerySet):
    def standing(self):
        return self.filter(state=ClosingState.ACCEPTED)

    def proposed(self):
        return self.filter(state=ClosingState.PROPOSED)

    def visible_to(self, user, permission="meetings.view_meeting"):
        return self.filter(user.areas_for(permission).on("action__kecamatan"))


class Closing(models.Model):
    """`value` is what the figure said when it was closed, `reopened_value` what it had fallen to later."""

    Kind, State = ClosingKind, ClosingState

    action = models.ForeignKey("meetings.Action", models.CASCADE, related_name="closings", verbose_name="tindakan")
    kind = models.CharField("hasil", max_length=8, choices=ClosingKind.choices)
    words = models.CharField("bukti atau alasan", max_length=300)
    state = models.CharField("keadaan", max_length=8, choices=ClosingState.choices, default=ClosingState.PROPOSED)
    proposed_at = models.DateTimeField("diusulkan", default=now, editable=False)
    proposed_by = actor_field("diusulkan oleh", editable=False)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True, editable=False)
    decided_by = actor_field("diputuskan oleh", optional=True, editable=False)
    answer = models.CharField("jawaban", max_length=200, blank=True)
    value = models.PositiveIntegerField("angka waktu ditutup", null=True, editable=False)
    value_on = models.DateField("hari angka itu", null=True, editable=False)
    reopened_at = models.DateTimeField("dibuka lagi", null=True, editable=False)
    reopened_value = models.PositiveIntegerField("angka waktu dibuka lagi", null=True, editable=False)
    reopened_on = models.DateField("hari angka itu", null=True, editable=False)

    objects = ClosingQuerySet.as_manager()

    class Meta:
        verbose_name = "penutupan tindakan"
        verbose_name_plural = "penutupan tindakan"
        ordering = ["-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["action"],
                condition=Q(state__in=[ClosingState.PROPOSED, ClosingState.ACCEPTED]),
                name="one_closing_of_an_action",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="closing_has_evidence_or_a_reason"),
            models.CheckConstraint(condition=Q(kind__in=ClosingKind.values), name="closing_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=ClosingState.values), name="closing_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=ClosingState.PROPOSED, decided_at=None)
                | (~Q(state=ClosingState.PROPOSED) & Q(decided_at__isnull=False, decided_by__isnull=False)),
                name="decided_closing_names_who",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClosingState.REFUSED) | ~Q(answer=""), name="refused_closing_says_why"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ClosingState.ACCEPTED, ClosingState.REOPENED])
                | Q(value__isnull=False, value_on__isnull=False),
                name="standing_closing_was_measured",
            ),
            models.CheckConstraint(
                condition=~Q(state=ClosingState.REOPENED)
                | Q(
                    kind=ClosingKind.ACHIEVED,
                    reopened_at__isnull=False,
                    reopened_value__isnull=False,
                    reopened_on__isnull=False,
                ),
                name="reopened_closing_has_both_values",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}: {self.words}"

    def as_known(self, at):
        """Return this closing in the state it had at an instant; itself where that is still its state."""
        if at is None or (self.reopened_at or self.decided_at or self.proposed_at) <= at:
            return self
        known = copy(self)
        known.state = ClosingState.ACCEPTED if self.decided_at and self.decided_at <= at else ClosingState.PROPOSED
        return known

    @property
    def is_proposed(self):
        return self.state == ClosingState.PROPOSED

    @property
    def is_standing(self):
        return self.state == ClosingState.ACCEPTED

    @property
    def is_refused(self):
        return self.state == ClosingState.REFUSED

    @property
    def is_reopened(self):
        return self.state == ClosingState.REOPENED

    @property
    def is_achieved(self):
        return self.kind == ClosingKind.ACHIEVED


class Measurement(models.Model):
    """What the figure of an action said on a day: kept whenever it differs from the one before."""

    action = models.ForeignKey("meetings.Action", models.CASCADE, related_name="measurements", verbose_name="tindakan")
    measured_on = models.DateField("hari")
    value = models.PositiveIntegerField("angka")

    class Meta:
        verbose_name = "pengukuran tindakan"
        verbose_name_plural = "pengukuran tindakan"
        ordering = ["measured_on"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["action", "measured_on"], name="one_measurement_of_an_action_a_day")
        ]

    def __str__(self):
        return f"{self.measured_on}: {self.value}"
