"""The app of fortnights, frozen figures and their editions."""

from django.apps import AppConfig

from okoce.triggers import keep
from reports.snapshots.triggers import TRIGGERS


class SnapshotsConfig(AppConfig):
    name = "reports.snapshots"
    label = "snapshots"
    verbose_name = "Periode dan terbitan angka"

    def ready(self):
        keep(self, TRIGGERS)
