"""The app of exports."""

from django.apps import AppConfig


class ExportsConfig(AppConfig):
    name = "participants.exports"
    label = "exports"
    verbose_name = "Unduhan"
