"""The app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "okoce.jobs"
    label = "jobs"
    verbose_name = "Pekerjaan"
