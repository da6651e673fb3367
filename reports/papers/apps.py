"""The app of papers: what is drawn from snapshots."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "reports.papers"
    label = "papers"
    verbose_name = "Laporan"
