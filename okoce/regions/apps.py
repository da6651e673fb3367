"""The app of regions."""

from django.apps import AppConfig


class RegionsConfig(AppConfig):
    name = "okoce.regions"
    label = "regions"
    verbose_name = "Wilayah"

    def ready(self):
        from okoce.reference.memory import watch
        from okoce.regions.models import Region

        watch(Region)
