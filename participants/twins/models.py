"""Pairs of records that may be one person, and what officers decided about them."""

from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from participants.people.reach import Reach

VIEW, DECIDE = "twins.view_twincandidate", "twins.change_twincandidate"


class TwinState(models.TextChoices):
    OPEN = "open", "belum diputuskan"
    SAME = "same", "orang yang sama"
    DIFFERENT = "different", "orang yang berbeda"
    LATER = "later", "ditunda"


class TwinCandidateQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        """Return pairs of which the user may see both; a pair across a border is for Sudin or Dinas."""
        reach = Reach.of(user, permission, own=False)
        return self.filter(reach.on("one"), reach.on("other"))

    def undecided(self):
        return self.filter(state__in=[TwinState.OPEN, TwinState.LATER])

    def of(self, one, other):
        return self.filter(one=min(one.pk, other.pk), other=max(one.pk, other.pk))


class TwinCandidate(models.Model):
    """Two records that may be one person, once per pair. What was decided stands: a pair is proposed only once."""

    State = TwinState

    one = models.ForeignKey(Participant, models.CASCADE, related_name="twins_of_older", verbose_name="peserta")
    other = models.ForeignKey(Participant, models.CASCADE, related_name="twins_of_newer", verbose_name="peserta lain")
    score = models.PositiveSmallIntegerField("nilai")
    reasons = models.JSONField("yang sama", default=list)  # names of matching.Reason, never what stands in a field
    state = models.CharField("keputusan", max_length=9, choices=State.choices, default=State.OPEN)
    found_at = models.DateTimeField("ditemukan", default=now, editable=False)
    decided_at = models.DateTimeField("diputuskan", null=True, blank=True, editable=False)
    decided_by = actor_field("diputuskan oleh", optional=True, editable=False)
    note = models.CharField("catatan", max_length=200, blank=True)

    objects = TwinCandidateQuerySet.as_manager()

    class Meta:
        verbose_name = "mungkin kembar"
        verbose_name_plural = "mungkin kembar"
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["-id"], condition=Q(state__in=[TwinState.OPEN, TwinState.LATER]), name="twins_undecided"
            )
        ]
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="one_candidate_per_pair"),
            models.CheckConstraint(condition=Q(one__lt=F("other")), name="twins_stand_in_order"),
            models.CheckConstraint(condition=Q(state__in=TwinState.values), name="twin_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=TwinState.OPEN) | Q(decided_by__isnull=False), name="decided_twins_name_who"
            ),
        ]

    def __str__(self):
        return f"{self.one_id} dan {self.other_id}"
