"""What officers said of who came: each statement by itself, so that resends and two officers at once can be merged."""

import uuid

from django.db import models
from django.db.models import Exists, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting


class MarkQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(seat__in=Seat.objects.visible_to(user))

    def open(self):
        return self.filter(settled_at=None)

    def contradicted(self):
        """Open marks of a seat of which another officer says the opposite."""
        others = Mark.objects.open().filter(meeting=OuterRef("meeting"), seat=OuterRef("seat"))
        others = others.exclude(marked_by=OuterRef("marked_by")).order_by()
        denied = Q(Exists(others.filter(is_present=False)), is_present=True)
        return self.open().filter(denied | Q(Exists(others.filter(is_present=True)), is_present=False))


class Mark(models.Model):
    """One officer's word about one seat at one meeting. The browser makes the id, so that sending again is known."""

    class Source(models.TextChoices):
        LIST = "list", "daftar hadir"
        DOOR = "door", "pintu"
        TICKET = "ticket", "tiket"
        PAPER = "paper", "kertas"
        KEPT = "kept", "dikirim kemudian"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="marks", verbose_name="pertemuan")
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="marks", verbose_name="kursi")
    is_present = models.BooleanField("hadir")
    source = models.CharField("lewat", max_length=6, choices=Source.choices)
    seen_at = models.DateTimeField("dilihat", default=now)
    marked_by = actor_field("dicatat oleh")
    received_at = models.DateTimeField("diterima", default=now, editable=False)
    settled_at = models.DateTimeField("diputuskan", null=True, blank=True, editable=False)

    objects = MarkQuerySet.as_manager()

    class Meta:
        verbose_name = "catatan hadir"
        verbose_name_plural = "catatan hadir"
        ordering = ["received_at", "id"]
        indexes = [models.Index(fields=["meeting", "is_present"], name="marks_of_a_meeting")]

    def __str__(self):
        return "hadir" if self.is_present else "tidak hadir"
