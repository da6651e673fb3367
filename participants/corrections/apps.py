"""The app of corrections: what stands on somebody's card is put right by two officers."""

from django.apps import AppConfig


class CorrectionsConfig(AppConfig):
    name = "participants.corrections"
    label = "corrections"
    verbose_name = "Pembetulan data KTP"
