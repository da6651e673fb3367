"""The app of people."""

from django.apps import AppConfig

from okoce.triggers import keep
from participants.people.triggers import TRIGGERS


class PeopleConfig(AppConfig):
    name = "participants.people"
    label = "people"
    verbose_name = "Peserta"

    def ready(self):
        keep(self, TRIGGERS)
