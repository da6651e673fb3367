"""A month at a business that takes in a graduate: the host, the days, and what came of it."""

from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.history import History, TrackedQuerySet
from participants.people.models import Participant
from trainings.sessions.models import Training

VIEW, ADD, CHANGE = (f"placements.{act}_placement" for act in ("view", "add", "change"))


class Outcome(models.TextChoices):
    RUNNING = "running", "masih berjalan"
    FINISHED = "finished", "selesai"
    HIRED = "hired", "bekerja di tempat itu"
    OWN = "own", "membuka usaha sendiri"
    STOPPED = "stopped", "berhenti sebelum selesai"


# The status colours of the portal.
LOOKS = {Outcome.RUNNING: "running", Outcome.STOPPED: "lost"}


class PlacementQuerySet(TrackedQuerySet):
    def counted(self):
        """All but those that were broken off."""
        return self.exclude(outcome=Outcome.STOPPED)

    def visible_to(self, user, permission=VIEW):
        """For staff work: of people with whom they may do this."""
        return self.filter(participant__in=Participant.objects.supervised_by(user, permission))


class Placement(models.Model):
    """One person with one host, as a step of a training."""

    Outcome = Outcome

    training = models.ForeignKey(Training, models.PROTECT, related_name="placements", verbose_name="pelatihan")
    participant = models.ForeignKey(Participant, models.CASCADE, related_name="placements", verbose_name="peserta")
    host_name = models.CharField("tempat", max_length=120)
    host_address = models.CharField("alamat tempat", max_length=200)
    host_phone = models.CharField("nomor HP tempat", max_length=20)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    outcome = models.CharField("hasil", max_length=8, choices=Outcome.choices, default=Outcome.RUNNING)
    outcome_note = models.CharField("catatan hasil", max_length=200, blank=True)
    noted_by = actor_field("dicatat oleh")
    noted_at = models.DateTimeField("dicatat", default=now, editable=False)

    objects = PlacementQuerySet.as_manager()
    history = History(owner="participant", goes_along=True)

    class Meta:
        verbose_name = "penempatan"
        verbose_name_plural = "penempatan"
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="placement_ends_after_start"),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.STOPPED) | ~Q(outcome_note=""), name="stopped_placement_has_a_note"
            ),
            models.UniqueConstraint(
                fields=["participant"], condition=Q(outcome=Outcome.RUNNING), name="one_running_placement_per_person"
            ),
        ]

    def __str__(self):
        return f"{self.host_name}, {self.get_outcome_display()}"

    @property
    def is_running(self):
        return self.outcome == Outcome.RUNNING

    @property
    def look(self):
        return LOOKS.get(self.outcome, "done")
