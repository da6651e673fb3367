"""The app of lists about people who stand in the register."""

from django.apps import AppConfig


class FactListsConfig(AppConfig):
    name = "participants.fact_lists"
    label = "fact_lists"
    verbose_name = "Daftar tentang peserta"
