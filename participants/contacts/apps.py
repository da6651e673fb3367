"""The app of contacts."""

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    name = "participants.contacts"
    label = "contacts"
    verbose_name = "Kontak"
