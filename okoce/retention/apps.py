"""The app that deletes what was kept long enough, and says what it deleted."""

from django.apps import AppConfig


class RetentionConfig(AppConfig):
    name = "okoce.retention"
    label = "retention"
    verbose_name = "Masa simpan"
