from django.apps import AppConfig


class ParticipantsConfig(AppConfig):
    name = "participants"
    verbose_name = "Peserta"

    def ready(self):
        from okoce import triggers
        from participants.triggers import TRIGGERS

        triggers.keep(self, TRIGGERS)
