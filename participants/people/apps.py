"""The app of people."""

from django.apps import AppConfig
from django.urls import register_converter

from participants.cleaning.registration_numbers import RegistrationNumberConverter


class PeopleConfig(AppConfig):
    name = "participants.people"
    label = "people"
    verbose_name = "Peserta"

    def ready(self):
        register_converter(RegistrationNumberConverter, "number")  # addresses of several apps hold one
