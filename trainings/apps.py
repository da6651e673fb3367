"""The app of training sessions."""

from django.apps import AppConfig


class TrainingsConfig(AppConfig):
    name = "trainings"
    verbose_name = "Pelatihan"

    def ready(self):
        from okoce import triggers
        from okoce.reference.memory import watch
        from trainings.models import Meeting, Session
        from trainings.triggers import TRIGGERS

        triggers.keep(self, TRIGGERS)
        watch(Meeting, Session.modules.through)
