"""The app of the year's rules: proposed with their effect, confirmed by a second person."""

from django.apps import AppConfig


class RulesConfig(AppConfig):
    name = "participants.rules"
    label = "rules"
    verbose_name = "Aturan tahun"
