"""The app of the door: who is let in on the day, and how the session ends."""

from django.apps import AppConfig


class DoorConfig(AppConfig):
    name = "trainings.door"
    label = "door"
    verbose_name = "Pintu pelatihan"

    def ready(self):
        from okoce import triggers
        from trainings.door.triggers import TRIGGERS

        triggers.keep(self, TRIGGERS)
