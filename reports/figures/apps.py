"""The app of the figures that are counted once a day."""

from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "reports.figures"
    label = "figures"
    verbose_name = "Angka"
