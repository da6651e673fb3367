"""The app of journey."""

from django.apps import AppConfig

from okoce.triggers import keep, keep_view
from participants.journey.triggers import TRIGGERS


class JourneyConfig(AppConfig):
    name = "participants.journey"
    label = "journey"
    verbose_name = "Perjalanan"

    def ready(self):
        from participants.journey import evidence_rows, presence

        keep(self, TRIGGERS)
        keep_view(self, "journey_evidence", evidence_rows.COLUMNS, evidence_rows.standing)
        keep_view(self, "journey_presence", presence.COLUMNS, presence.rows)
