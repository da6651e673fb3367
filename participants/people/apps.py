"""The app of people."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "participants.people"
    label = "people"
    verbose_name = "Peserta"
