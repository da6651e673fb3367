from django.apps import AppConfig


class OkoceConfig(AppConfig):
    name = "okoce"
    verbose_name = "Portal OK OCE"
