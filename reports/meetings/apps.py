"""The app of the fortnightly meeting: its agenda, what it decides, and whether that helped."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "reports.meetings"
    label = "meetings"
    verbose_name = "Rapat dua mingguan"
