"""The app of claims."""

from django.apps import AppConfig


class ClaimsConfig(AppConfig):
    name = "participants.claims"
    label = "claims"
    verbose_name = "Nomor pendaftaran kedua"
