"""The app of registration."""

from django.apps import AppConfig

from okoce.triggers import keep


class RegistrationConfig(AppConfig):
    name = "participants.registration"
    label = "registration"
    verbose_name = "Pendaftaran"

    def ready(self):
        from participants.registration.register_sql import FUNCTION  # needs the models

        keep(self, {"sqlite": {}, "postgresql": {"register": FUNCTION}})
