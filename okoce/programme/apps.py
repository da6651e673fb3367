"""The app of the programme year and its reference data."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "okoce.programme"
    label = "programme"
    verbose_name = "Program"

    def ready(self):
        from okoce.programme import models
        from okoce.reference.memory import watch

        watch(models.Target, models.ProgrammeYear, models.ProgrammeStage, models.YearModule, models.Module)
        watch(models.BusinessClass, models.Commodity, models.Community, models.RegistrationPoint)
        watch(models.KecamatanOffice)
