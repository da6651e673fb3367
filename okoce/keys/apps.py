"""The app that keeps check values of keys, its system check, and what it does before anything else starts."""

from django.apps import AppConfig


class KeysConfig(AppConfig):
    name = "okoce.keys"
    label = "keys"
    verbose_name = "Kunci"

    def ready(self):
        from okoce.keys import checks  # noqa: F401 - registers itself
        from okoce.keys.start import keep_new_keys

        keep_new_keys()
