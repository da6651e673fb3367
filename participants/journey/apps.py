"""The app of journey."""

from django.apps import AppConfig

from okoce.triggers import keep
from participants.journey.triggers import TRIGGERS


class JourneyConfig(AppConfig):
    name = "participants.journey"
    label = "journey"
    verbose_name = "Perjalanan"

    def ready(self):
        keep(self, TRIGGERS)
