"""The app of bazaars."""

from django.apps import AppConfig


class BazaarsConfig(AppConfig):
    name = "bazaars"
    verbose_name = "Bazar"
