"""The app of notices to participants and of the calls to those no message reaches."""

from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "participants.calls"
    label = "calls"
    verbose_name = "Daftar telepon"
