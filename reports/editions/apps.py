"""The app of the pages and jobs of editions."""

from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "reports.editions"
    label = "editions"
    verbose_name = "Terbitan"
