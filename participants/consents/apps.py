"""The app of consents."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate

from okoce.triggers import keep
from participants.consents.triggers import TRIGGERS


class ConsentsConfig(AppConfig):
    name = "participants.consents"
    label = "consents"
    verbose_name = "Persetujuan"

    def ready(self):
        from okoce.reference.memory import watch
        from participants.consents import first_texts, models

        keep(self, TRIGGERS)
        watch(models.PrivacyText)
        post_migrate.connect(first_texts.write, sender=self, dispatch_uid="consents-first-texts")
