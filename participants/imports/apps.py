"""The app of imports."""

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "participants.imports"
    label = "imports"
    verbose_name = "Impor"
