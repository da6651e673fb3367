"""The app of planning: without models, for the admin of sessions."""

from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "trainings.planning"
    label = "planning"
    verbose_name = "Penjadwalan pelatihan"
