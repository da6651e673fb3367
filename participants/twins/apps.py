"""The app of twins: records that may be one person."""

from django.apps import AppConfig


class TwinsConfig(AppConfig):
    name = "participants.twins"
    label = "twins"
    verbose_name = "Mungkin kembar"
