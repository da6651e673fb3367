"""The app of privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "participants.privacy"
    label = "privacy"
    verbose_name = "Data pribadi"
