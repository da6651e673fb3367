"""Somebody unknown who came: a chair and a few words, until the host makes a person of it."""

from django.db import models
from django.db.models import Q

from okoce import kept_for
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.sealing import seal, unseal
from participants.people.nik_sealing import digest
from trainings.door.states import WalkInState
from trainings.seats.models import Seat
from trainings.sessions.models import Meeting, Session

KEPT = kept_for.lasts("walk_ins")
PERMISSION = "attendance.mark_attendance"
FORGOTTEN = {
    "name": "",
    "phone": "",
    "trade": "",
    "kelurahan": None,
    "birth_on": None,
    "nik_sealed": b"",
    "nik_digest": "",
}


class WalkInQuerySet(models.QuerySet):
    def visible_to(self, user, permission=PERMISSION):
        return self.filter(session__in=Session.objects.visible_to(user, permission))

    def open(self):
        return self.filter(state=WalkIn.State.OPEN)

    def with_data(self):
        return self.filter(state__in=[WalkIn.State.OPEN, WalkIn.State.WAITING])

    def overdue(self):
        return self.with_data().filter(made_at__lte=now() - KEPT)


class WalkIn(models.Model):
    """What was asked at the door is deleted when the person is made, and after 14 days in any case."""

    State = WalkInState

    session = models.ForeignKey(Session, models.PROTECT, related_name="walk_ins", verbose_name="sesi")
    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="walk_ins", verbose_name="pertemuan")
    state = models.CharField("keadaan", max_length=9, choices=WalkInState.choices, default=WalkInState.OPEN)
    name = models.CharField("nama", max_length=100, blank=True)
    phone = models.CharField("nomor HP", max_length=16, blank=True)
    kelurahan = models.ForeignKey(
        "regions.Region", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kelurahan"
    )
    birth_on = models.DateField("tanggal lahir", null=True, blank=True)
    trade = models.CharField("usaha", max_length=120, blank=True)
    nik_sealed = models.BinaryField("NIK (terenkripsi)", default=b"", blank=True, editable=False)
    nik_digest = models.CharField("sidik NIK", max_length=64, blank=True, editable=False)
    seat = models.ForeignKey(
        Seat, models.SET_NULL, null=True, blank=True, related_name="walk_ins", verbose_name="kursi"
    )
    arrived_at = models.DateTimeField("tiba", null=True, blank=True)
    made_by = actor_field("dicatat oleh")
    made_at = models.DateTimeField("dicatat", default=now, editable=False)
    ended_by = actor_field("diselesaikan oleh", optional=True, editable=False)
    ended_at = models.DateTimeField("diselesaikan", null=True, blank=True, editable=False)

    objects = WalkInQuerySet.as_manager()

    class Meta:
        verbose_name = "tamu pelatihan"
        verbose_name_plural = "tamu pelatihan"
        ordering = ["made_at", "id"]
        indexes = [models.Index(fields=["state", "made_at"], name="walk_ins_by_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[WalkInState.OPEN, WalkInState.WAITING])
                | Q(name="", phone="", trade="", nik_digest="", birth_on=None, kelurahan=None),
                name="ended_walk_in_keeps_no_person",
            ),
            models.CheckConstraint(
                condition=~Q(state=WalkInState.COMPLETED) | Q(ended_at__isnull=False), name="completed_walk_in_has_time"
            ),
        ]

    def __str__(self):
        return self.name or f"Tamu {self.pk}"

    def allows(self, user, permission):
        """What `visible_to` says of rows."""
        return self.session.allows(user, permission)

    @property
    def nik(self):
        """The whole number, or "" where no card was there."""
        return unseal(self.nik_sealed) if self.nik_digest else ""

    @nik.setter
    def nik(self, value):
        self.nik_sealed, self.nik_digest = (seal(value), digest(value)) if value else (b"", "")

    @property
    def deleted_at(self):
        """When what was asked is deleted if nobody completes it."""
        return self.made_at + KEPT
