"""The app of rights."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "participants.rights"
    label = "rights"
    verbose_name = "Hak atas data pribadi"
