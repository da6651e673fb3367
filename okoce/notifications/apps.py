"""The app of notifications."""

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "okoce.notifications"
    label = "notifications"
    verbose_name = "Pemberitahuan"
