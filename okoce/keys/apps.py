"""The app that keeps check values of keys, and its system check."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "okoce.keys"
    label = "keys"
    verbose_name = "Kunci"

    def ready(self):
        from okoce.keys import checks  # noqa: F401 - registers itself
