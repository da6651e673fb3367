"""Attendance at a meeting of a session."""

from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from participants.journey.models.voids import Voidable, VoidableQuerySet
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting
from trainings.sessions.models.sessions import PAPER_ACCEPTED


class AttendanceQuerySet(VoidableQuerySet):
    def visible_to(self, user):
        return self.filter(seat__in=Seat.objects.visible_to(user))

    def late_entries(self):
        return self.filter(marked_at__gt=F("meeting__ends_at") + PAPER_ACCEPTED)


class Attendance(Voidable):
    """Somebody was seen at a meeting. Evidence of Pelatihan; voided with a reason, never erased."""

    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances", verbose_name="kursi")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances", verbose_name="pertemuan")
    marked_by = actor_field("dicatat oleh")
    marked_at = models.DateTimeField("dicatat", default=now, editable=False)
    # When the person was first seen; unknown for what was written down afterwards.
    arrived_at = models.DateTimeField("tiba", null=True, blank=True, editable=False)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = "kehadiran"
        verbose_name_plural = "kehadiran"
        ordering = ["id"]
        permissions = [("mark_attendance", "Boleh mencatat kehadiran")]
        constraints = [
            *Voidable.Meta.constraints,
            models.UniqueConstraint(
                fields=["seat", "meeting"], condition=Q(voided_at=None), name="one_standing_attendance"
            ),
        ]

    def __str__(self):
        return f"Hadir {self.meeting_id}"

    @property
    def is_late_entry(self):
        """Whether it was written down more than three days after the meeting."""
        return self.marked_at > self.meeting.paper_closes_at
