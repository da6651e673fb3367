"""The journey as stored: events that are only ever appended, and the standing they add up to."""

from django.db import models
from django.db.models import Q

from okoce.clock import now
from okoce.programme.stages import Stage
from participants.journey.event_kinds import EventKind
from participants.people.models import Participant


class StageEventQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class StageEvent(models.Model):
    """A stage gained or lost: true for a day, known from an instant. The database refuses to change one."""

    Kind = EventKind

    # Without a constraint: the events of a record that became part of another stay as they are (participants/merges).
    participant = models.ForeignKey(
        Participant, models.PROTECT, db_constraint=False, related_name="stage_events", verbose_name="peserta"
    )
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    kind = models.CharField("kejadian", max_length=6, choices=Kind.choices)
    happened_on = models.DateField("berlaku untuk hari")
    known_at = models.DateTimeField("diketahui", default=now)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    evidence = models.CharField("bukti", max_length=60)
    reason = models.CharField("alasan", max_length=200, blank=True)

    objects = StageEventQuerySet.as_manager()

    class Meta:
        verbose_name = "kejadian tahap"
        verbose_name_plural = "kejadian tahap"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["participant", "stage"], name="events_of_a_person"),
            models.Index(fields=["known_at"], name="events_by_knowledge"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(stage__in=Stage.values), name="event_stage_is_known"),
            models.CheckConstraint(condition=~Q(evidence=""), name="event_names_its_evidence"),
            models.CheckConstraint(condition=Q(kind=EventKind.GAINED) | ~Q(reason=""), name="loss_has_a_reason"),
        ]

    def __str__(self):
        return f"{self.get_stage_display()} {self.get_kind_display()} {self.happened_on}"


class StageStandingQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(participant__in=Participant.objects.visible_to(user))


class StageStanding(models.Model):
    """A stage a person holds now. `kelurahan` and `kecamatan`, the home of the day it was reached, get the credit."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="standings", verbose_name="peserta")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    reached_on = models.DateField("tercapai")
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+")
    evidence = models.CharField("bukti", max_length=60)

    objects = StageStandingQuerySet.as_manager()

    class Meta:
        verbose_name = "tahap peserta"
        verbose_name_plural = "tahap peserta"
        constraints = [
            models.UniqueConstraint(fields=["participant", "stage"], name="one_standing_per_stage"),
            models.CheckConstraint(condition=~Q(evidence=""), name="standing_names_its_evidence"),
        ]
        indexes = [models.Index(fields=["kecamatan", "stage", "reached_on"], name="standing_drill_down")]

    def __str__(self):
        return f"{self.get_stage_display()} {self.reached_on}"
