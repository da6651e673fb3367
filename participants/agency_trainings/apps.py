"""The app of trainings held by other agencies."""

from django.apps import AppConfig


class AgencyTrainingsConfig(AppConfig):
    name = "participants.agency_trainings"
    label = "agency_trainings"
    verbose_name = "Pelatihan di instansi lain"
