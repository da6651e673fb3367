"""Reporting periods, and the weekday on which they are discussed."""

from django.db import models
from django.db.models import F, Q

from okoce.actor_fields import actor_field
from okoce.clock import today
from reports.snapshots.meeting_days import LAST_OF_THE_WEEK, THURSDAY, WEEKDAYS

VIEW, CHANGE = "snapshots.view_period", "snapshots.change_period"


class MeetingWeekday(models.Model):
    """The weekday of the meetings of a programme year; without a row it is Thursday."""

    programme_year = models.OneToOneField(
        "programme.ProgrammeYear", models.PROTECT, related_name="+", verbose_name="tahun program"
    )
    weekday = models.PositiveSmallIntegerField("hari rapat", choices=list(enumerate(WEEKDAYS)), default=THURSDAY)

    class Meta:
        verbose_name = "hari rapat"
        verbose_name_plural = "hari rapat"
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(weekday__lte=LAST_OF_THE_WEEK), name="meeting_on_a_weekday"),
        ]

    def __str__(self):
        return f"{self.programme_year_id}: {self.get_weekday_display()}"


class PeriodQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        """Periods are the same everywhere: seen by who may see them at all."""
        return self if user.has_perm(permission) else self.none()


class Period(models.Model):
    """A fortnight of reporting, and the day of the meeting about it. Figures count what was true on its last day."""

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, verbose_name="tahun program")
    number = models.PositiveSmallIntegerField("nomor")
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("sampai")
    meeting_on = models.DateField("hari rapat")
    # Empty: the day follows from the weekday of the year.
    meeting_moved_by = actor_field("hari rapat diubah oleh", optional=True, editable=False)

    objects = PeriodQuerySet.as_manager()

    class Meta:
        verbose_name = "periode dua mingguan"
        verbose_name_plural = "periode dua mingguan"
        ordering = ["-ends_on"]
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "number"], name="one_period_per_year_and_number"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
            models.CheckConstraint(condition=Q(meeting_on__gt=F("ends_on")), name="meeting_after_its_period"),
        ]

    def __str__(self):
        return f"Periode {self.number} · {self.programme_year.year}"

    @property
    def meeting_is_over(self):
        return self.meeting_on < today()
