"""The app of identity checks."""

from django.apps import AppConfig


class IdentityChecksConfig(AppConfig):
    name = "participants.identity_checks"
    label = "identity_checks"
    verbose_name = "Pemeriksaan KTP"
