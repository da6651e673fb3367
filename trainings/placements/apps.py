"""The app of placements and of trainings that continue others."""

from django.apps import AppConfig


class PlacementsConfig(AppConfig):
    name = "trainings.placements"
    label = "placements"
    verbose_name = "Pelatihan lanjutan"
