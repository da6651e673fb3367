"""The app of consents."""

from django.apps import AppConfig


class ConsentsConfig(AppConfig):
    name = "participants.consents"
    label = "consents"
    verbose_name = "Persetujuan"
