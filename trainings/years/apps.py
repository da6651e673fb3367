"""The app of the turn of the year: a new programme year made from the one before."""

from django.apps import AppConfig


class YearsConfig(AppConfig):
    name = "trainings.years"
    label = "years"
    verbose_name = "Pergantian tahun"
