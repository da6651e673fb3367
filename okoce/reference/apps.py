"""The app of what is kept in memory."""

from django.apps import AppConfig
from django.core.signals import request_started


class ReferenceConfig(AppConfig):
    name = "okoce.reference"
    label = "reference"
    verbose_name = "Data acuan"

    def ready(self):
        from okoce.reference import memory

        request_started.connect(memory.begin_request, dispatch_uid="reference-begin-request")
