"""The app that keeps the access log trustworthy and watches over it."""

from django.apps import AppConfig

from okoce.trail.triggers import TRIGGERS
from okoce.triggers import keep


class TrailConfig(AppConfig):
    name = "okoce.trail"
    label = "trail"
    verbose_name = "Jejak akses"

    def ready(self):
        keep(self, TRIGGERS)
