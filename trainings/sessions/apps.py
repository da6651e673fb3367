"""The app of sessions."""

from django.apps import AppConfig


class SessionsConfig(AppConfig):
    name = "trainings.sessions"
    label = "training_sessions"  # Django has `sessions`
    verbose_name = "Pelatihan"

    def ready(self):
        from okoce.reference.memory import watch
        from trainings.sessions.models import Meeting, Session, Training

        watch(Meeting, Session, Session.modules.through, Training)
