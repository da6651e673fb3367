"""The app of directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "participants.directory"
    label = "directory"
    verbose_name = "Daftar peserta"
