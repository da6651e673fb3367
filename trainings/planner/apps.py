"""The app of the planner."""

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    name = "trainings.planner"
    label = "planner"
    verbose_name = "Usulan sesi pelatihan"
