"""The app of attendance."""

from django.apps import AppConfig


class AttendanceConfig(AppConfig):
    name = "trainings.attendance"
    label = "attendance"
    verbose_name = "Kehadiran pelatihan"
