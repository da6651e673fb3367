"""How many people are where on the way, as additions that are written with what they count, and as sums of them."""

import datetime as dt

from django.db import models
from django.db.models import Q

from okoce.clock import now
from okoce.formats import local
from okoce.regions.models import Region


class Tally(models.Model):
    """A count of people as an addition: rows are appended with the event they count, and summed up later.

    The number of people at `stage` in a kelurahan up to a day is the sum of `people` over days not after it.
    `stage` may also be `terdaftar`: everybody in the register, identity checked or not. Rows that are summed up have
    gone into TallySum, and there is one for each kelurahan, stage and day.
    """

    REGISTERED = "terdaftar"

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+", db_index=False)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=12)
    day = models.DateField()
    people = models.IntegerField()
    known_at = models.DateTimeField(default=now)  # of an addition: when it was made
    is_summed = models.BooleanField(default=False, db_default=False)

    class Meta:
        verbose_name = "hitungan harian"
        verbose_name_plural = "hitungan harian"
        indexes = [
            models.Index(fields=["programme_year", "id"], condition=Q(is_summed=False), name="tallies_to_sum_up"),
            models.Index(fields=["programme_year", "day"], condition=Q(is_summed=True), name="tallies_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "kelurahan", "stage", "day"],
                condition=Q(is_summed=True),
                name="one_summed_tally_per_day",
            )
        ]

    def __str__(self):
        return f"{self.kelurahan_id} {self.stage} {self.day} {self.people:+d}"


class TallyChange(models.Model):
    """An addition as it was made, kept after it was summed up: what a figure did not know yet at an instant.

    A figure as known at an instant is the figure of today without the changes that came after that instant. Of past
    days these are the few that came late, which are found without reading what came in time.
    """

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+", db_index=False)
    kelurahan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    stage = models.CharField(max_length=12)
    day = models.DateField()
    people = models.IntegerField()
    known_at = models.DateTimeField()
    is_late = models.BooleanField()  # became known after its day: came_late

    class Meta:
        verbose_name = "perubahan hitungan"
        verbose_name_plural = "perubahan hitungan"
        indexes = [models.Index(fields=["programme_year", "is_late", "day"], name="tally_changes_by_day")]

    def __str__(self):
        return f"{self.kelurahan_id} {self.stage} {self.day} {self.people:+d}"


def came_late(day, known_at):
    """Say whether an addition to a day became known after the day was over."""
    return local(known_at).date() > day


class TallySum(models.Model):
    """People at a stage of a region up to a day: the sum of its summed-up tallies with a day not after `until`.

    Kept for regions of every level, up to each day the year's TallyLedger names and up to EVER. A sum that is missing
    is 0. So a figure is what it reads here plus the few tallies not summed up yet, at any instant exact, and costs as
    many rows as there are regions and stages, however many people, days and corrections stand behind it.
    """

    EVER = dt.date.max

    programme_year = models.ForeignKey("programme.ProgrammeYear", models.PROTECT, related_name="+", db_index=False)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", db_index=False)
    level = models.CharField(max_length=9, choices=Region.Level.choices)
    stage = models.CharField(max_length=12)
    until = models.DateField()
    people = models.IntegerField()

    class Meta:
        verbose_name = "jumlah hitungan"
        verbose_name_plural = "jumlah hitungan"
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "level", "until", "region", "stage"], name="one_tally_sum_per_region"
            )
        ]

    def __str__(self):
        return f"{self.region_id} {self.stage} {self.until} {self.people}"


class TallyLedger(models.Model):
    """Summing up the tallies of a year locks its row: how many additions were, and up to which days sums are kept.

    Days are only added, so that an old copy of the list still names sums that are there.
    """

    programme_year = models.OneToOneField("programme.ProgrammeYear", models.PROTECT, related_name="tally_ledger")
    additions = models.PositiveBigIntegerField(default=0)
    days = models.JSONField(default=list)

    class Meta:
        verbose_name = "buku hitungan"
        verbose_name_plural = "buku hitungan"

    def __str__(self):
        return f"{self.programme_year_id}: {self.additions}"

    @property
    def kept_days(self):
        return [dt.date.fromisoformat(day) for day in self.days]
