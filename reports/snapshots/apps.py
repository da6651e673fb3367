"""The app of fortnights and frozen figures."""

from django.apps import AppConfig


class SnapshotsConfig(AppConfig):
    name = "reports.snapshots"
    label = "snapshots"
    verbose_name = "Periode dan potret angka"
