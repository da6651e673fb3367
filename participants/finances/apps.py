"""The app of finances."""

from django.apps import AppConfig


class FinancesConfig(AppConfig):
    name = "participants.finances"
    label = "finances"
    verbose_name = "Pelaporan keuangan"
