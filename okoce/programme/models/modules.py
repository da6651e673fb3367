"""Modules of training, and those that a programme year teaches."""

from django.db import models

from okoce.history import History
from okoce.programme.models.years import ProgrammeYear, YearPartQuerySet
from okoce.reference.memory import ReferenceQuerySet


class Module(models.Model):
    code = models.CharField("kode", max_length=10, unique=True)
    name = models.CharField("nama", max_length=80)
    summary = models.CharField("isi", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

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

    objects = YearPartQuerySet.as_manager()
    history = History(owner="programme_year")

    class Meta:
        verbose_name = "modul tahun ini"
        verbose_name_plural = "modul tahun ini"
        ordering = ["programme_year", "position"]
        constraints = [models.UniqueConstraint(fields=["programme_year", "module"], name="one_row_per_year_and_module")]

    def __str__(self):
        return f"{self.position}. {self.module}"
