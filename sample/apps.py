"""The app of the invented year: it has commands and no models."""

from django.apps import AppConfig


class SampleConfig(AppConfig):
    name = "sample"
    verbose_name = "Data contoh"
