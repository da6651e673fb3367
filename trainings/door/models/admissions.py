"""Seats that were given at the door, and the numbers of those for whom there was none."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.people.models import Participant
from trainings.door.models.walk_ins import PERMISSION, WalkIn
from trainings.door.states import StandByState
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session


class DoorSeat(models.Model):
    """A seat that somebody got at the door on the day, without having booked one."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="door", verbose_name="kursi")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="door_seats", verbose_name="pertemuan")

    class Meta:
        verbose_name = "kursi dari pintu"
        verbose_name_plural = "kursi dari pintu"

    def __str__(self):
        return f"Kursi dari pintu {self.seat_id}"


class ClaimQuerySet(models.QuerySet):
    def visible_to(self, user, permission=PERMISSION):
        return self.filter(meeting__session__in=Session.objects.visible_to(user, permission))


class Claim(models.Model):
    """A chair that was given on because its holder had not come 20 minutes after the start."""

    seat = models.OneToOneField(Seat, models.CASCADE, related_name="claim", verbose_name="kursi")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="claims", verbose_name="pertemuan")
    claimed_by = actor_field("dibuka oleh")
    claimed_at = models.DateTimeField("dibuka", default=now, editable=False)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = "kursi yang dibuka"
        verbose_name_plural = "kursi yang dibuka"

    def __str__(self):
        return f"Kursi dibuka {self.seat_id}"


class StandByQuerySet(models.QuerySet):
    def visible_to(self, user, permission=PERMISSION):
        return self.filter(meeting__session__in=Session.objects.visible_to(user, permission))

    def waiting(self):
        return self.filter(state=StandBy.State.WAITING).order_by("number")


class StandBy(models.Model):
    """Somebody who came when no chair was free: a number of this meeting, called in its order."""

    State = StandByState

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="stand_bys", db_index=False, verbose_name="pertemuan"
    )
    number = models.PositiveSmallIntegerField("nomor siaga")
    participant = models.ForeignKey(
        Participant, models.CASCADE, null=True, blank=True, related_name="stand_bys", verbose_name="peserta"
    )
    walk_in = models.ForeignKey(
        WalkIn, models.CASCADE, null=True, blank=True, related_name="stand_bys", verbose_name="tamu"
    )
    state = models.CharField("keadaan", max_length=11, choices=StandByState.choices, default=StandByState.WAITING)
    made_by = actor_field("dicatat oleh")
    made_at = models.DateTimeField("dicatat", default=now, editable=False)
    changed_at = models.DateTimeField("berubah", default=now, editable=False)

    objects = StandByQuerySet.as_manager()

    class Meta:
        verbose_name = "siaga"
        verbose_name_plural = "siaga"
        ordering = ["meeting", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="one_person_per_stand_by_number"),
            models.CheckConstraint(
                condition=Q(participant=None, walk_in__isnull=False) | Q(participant__isnull=False, walk_in=None),
                name="stand_by_is_one_person",
            ),
        ]

    def __str__(self):
        return f"Siaga {self.number}"

    @property
    def person_name(self):
        return (self.participant or self.walk_in).name
