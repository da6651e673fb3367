"""The app of merges: two records of one person become one."""

from django.apps import AppConfig


class MergesConfig(AppConfig):
    name = "participants.merges"
    label = "merges"
    verbose_name = "Penyatuan data"
