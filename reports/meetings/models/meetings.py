"""The meeting of a fortnight, and who was there."""

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from reports.snapshots.models import Period

VIEW, CHANGE = "meetings.view_meeting", "meetings.change_meeting"
OPENS_PEOPLE = "people.view_participant"


class MeetingState(models.TextChoices):
    PLANNED = "planned", "disiapkan"
    RUNNING = "running", "berlangsung"
    CLOSED = "closed", "selesai"


class MeetingQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        """Meetings are of the whole province; of each somebody sees the places of their own area (`area_of`)."""
        return self if user.areas_for(permission) else self.none()

    def running(self):
        return self.filter(state=MeetingState.RUNNING)

    def with_period(self):
        return self.select_related("period__programme_year")


class Meeting(models.Model):
    """`figures` are those of the agenda, frozen when it starts; `minutes` all that its minutes say, when it closes."""

    State = MeetingState

    period = models.OneToOneField(Period, models.PROTECT, related_name="meeting", verbose_name="periode")
    held_on = models.DateField("hari rapat")
    state = models.CharField("keadaan", max_length=7, choices=State.choices, default=State.PLANNED)
    figures = models.JSONField("angka agenda", default=dict, editable=False)
    started_at = models.DateTimeField("dimulai", null=True, blank=True, editable=False)
    started_by = actor_field("dimulai oleh", optional=True, editable=False)
    closed_at = models.DateTimeField("ditutup", null=True, blank=True, editable=False)
    closed_by = actor_field("ditutup oleh", optional=True, editable=False)
    minutes = models.JSONField("isi notula", default=dict, editable=False)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "rapat"
        verbose_name_plural = "rapat"
        ordering = ["-held_on"]
        default_permissions = ("view", "change")
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MeetingState.values), name="meeting_state_is_known"),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state=MeetingState.RUNNING), name="one_meeting_runs_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.PLANNED) | Q(started_at__isnull=False, started_by__isnull=False),
                name="begun_meeting_names_who",
            ),
            models.CheckConstraint(
                condition=Q(state=MeetingState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                | (~Q(state=MeetingState.CLOSED) & Q(closed_at=None, closed_by=None)),
                name="closed_meeting_names_who",
            ),
        ]

    def __str__(self):
        return f"Rapat {self.period}"

    @property
    def is_planned(self):
        return self.state == MeetingState.PLANNED

    @property
    def is_running(self):
        return self.state == MeetingState.RUNNING

    @property
    def is_closed(self):
        return self.state == MeetingState.CLOSED


def area_of(user, permission=VIEW):
    """Return the places whose figures and actions somebody sees, or where they hold another permission."""
    return user.areas_for(permission)


def hides_small(user):
    """Return whether counts below five are hidden: from all who may not open the list of people."""
    return not user.has_perm(OPENS_PEOPLE)


class Attendee(models.Model):
    """Somebody who was there, by name and office: many come without an account."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendees", verbose_name="rapat")
    name = models.CharField("nama", max_length=120)
    office = models.CharField("jabatan", max_length=120, blank=True)

    class Meta:
        verbose_name = "peserta rapat"
        verbose_name_plural = "peserta rapat"
        ordering = ["id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["meeting", "name"], name="one_attendee_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="attendee_has_a_name"),
        ]

    def __str__(self):
        return f"{self.name}, {self.office}" if self.office else self.name
