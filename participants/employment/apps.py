"""The app of people at work in the businesses."""

from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    name = "participants.employment"
    label = "employment"
    verbose_name = "Orang yang bekerja"
