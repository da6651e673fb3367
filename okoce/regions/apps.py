"""The app of regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "okoce.regions"
    label = "regions"
    verbose_name = "Wilayah"
