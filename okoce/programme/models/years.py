"""A programme year: its rules, its stages, and the modules it teaches."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from okoce.clock import today
from okoce.history import History, TrackedQuerySet
from okoce.programme.stages import Stage

FORTNIGHT = timedelta(days=14)


class ProgrammeYearQuerySet(TrackedQuerySet):
    def current(self):
        """The year that takes registrations today; None when there is none."""
        day = today()
        return self.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on").first()


class ProgrammeYear(models.Model):
    """The rules of one year, as a row: whether stages follow one another, and what each asks for."""

    class Order(models.TextChoices):
        SEQUENTIAL = "sequential", "Berurutan"
        FREE = "free", "Menu bebas"

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    name = models.CharField("nama program", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    order = models.CharField("urutan tahap", max_length=10, choices=Order.choices, default=Order.FREE)
    minimum_age = models.PositiveSmallIntegerField("usia paling muda", default=17)

    objects = ProgrammeYearQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "tahun program"
        verbose_name_plural = "tahun program"
        ordering = ["-year"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start")]

    def __str__(self):
        return f"{self.name} {self.year}"

    @property
    def is_sequential(self):
        return self.order == self.Order.SEQUENTIAL

    @property
    def fortnights(self):
        """[(first day, last day)]: the first begins with the year, the last ends with it."""
        found, day = [], self.starts_on
        while day <= self.ends_on:
            found.append((day, min(day + FORTNIGHT - timedelta(days=1), self.ends_on)))
            day += FORTNIGHT
        return found

    @cached_property
    def ordered_stages(self):
        return list(self.stages.order_by("position"))

    @cached_property
    def ordered_modules(self):
        """[(code, name, whether it is required)] in teaching order."""
        rows = self.year_modules.order_by("position")
        return list(rows.values_list("module__code", "module__name", "is_required"))

    @cached_property
    def required_modules(self):
        """Codes of the modules that make Pelatihan complete, in teaching order."""
        return list(self.year_modules.filter(is_required=True).values_list("module__code", flat=True))


class ProgrammeStage(models.Model):
    """One stage in one year: its number, its name on paper, and the parameters of its rule."""

    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="stages")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    position = models.PositiveSmallIntegerField("nomor PAS")
    name = models.CharField("nama", max_length=60)
    summary = models.CharField("penjelasan untuk warga", max_length=200)
    rule = models.JSONField("ukuran aturan", default=dict, blank=True)

    objects = TrackedQuerySet.as_manager()
    history = History(owner="programme_year")

    class Meta:
        verbose_name = "tahap"
        verbose_name_plural = "tahap"
        ordering = ["programme_year", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "stage"], name="one_row_per_year_and_stage"),
            models.UniqueConstraint(fields=["programme_year", "position"], name="one_stage_per_position"),
        ]

    def __str__(self):
        return f"PAS {self.position} {self.name}"


class Module(models.Model):
    code = models.CharField("kode", max_length=10, unique=True)
    name = models.CharField("nama", max_length=80)
    summary = models.CharField("isi", max_length=200, blank=True)

    class Meta:
        verbose_name = "modul"
        verbose_name_plural = "modul"
        ordering = ["code"]

    def __str__(self):
        return self.name


class YearModule(models.Model):
    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="year_modules")
    module = models.ForeignKey(Module, models.PROTECT, related_name="years", verbose_name="modul")
    position = models.PositiveSmallIntegerField("urutan")
    is_required = models.BooleanField("wajib", default=True)

    objects = TrackedQuerySet.as_manager()
    history = History(owner="programme_year")

    class Meta:
        verbose_name = "modul tahun ini"
        verbose_name_plural = "modul tahun ini"
        ordering = ["programme_year", "position"]
        constraints = [models.UniqueConstraint(fields=["programme_year", "module"], name="one_row_per_year_and_module")]

    def __str__(self):
        return f"{self.position}. {self.module}"
