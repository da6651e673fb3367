"""The app of registration."""

from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "participants.registration"
    label = "registration"
    verbose_name = "Pendaftaran"
