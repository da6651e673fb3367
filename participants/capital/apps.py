"""The app of capital."""

from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "participants.capital"
    label = "capital"
    verbose_name = "Permodalan"
