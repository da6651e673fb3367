"""The app of tickets."""

from django.apps import AppConfig


class TicketsConfig(AppConfig):
    name = "trainings.tickets"
    label = "tickets"
    verbose_name = "Tiket pelatihan"
