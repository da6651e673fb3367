"""The app of the programme year and its reference data."""

from django.apps import AppConfig


class ProgrammeConfig(AppConfig):
    name = "okoce.programme"
    label = "programme"
    verbose_name = "Program"
