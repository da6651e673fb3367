"""The app of seats."""

from django.apps import AppConfig


class SeatsConfig(AppConfig):
    name = "trainings.seats"
    label = "seats"
    verbose_name = "Kursi pelatihan"

    def ready(self):
        from okoce import triggers
        from okoce.reference.memory import watch
        from trainings.seats.models import SeatShare
        from trainings.seats.triggers import TRIGGERS

        triggers.keep(self, TRIGGERS)
        watch(SeatShare)
