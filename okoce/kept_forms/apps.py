"""The app of forms kept while somebody logs in again."""

from django.apps import AppConfig


class KeptFormsConfig(AppConfig):
    name = "okoce.kept_forms"
    label = "kept_forms"
    verbose_name = "Isian tersimpan"
