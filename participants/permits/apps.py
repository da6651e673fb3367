"""The app of permits."""

from django.apps import AppConfig


class PermitsConfig(AppConfig):
    name = "participants.permits"
    label = "permits"
    verbose_name = "Perizinan"
