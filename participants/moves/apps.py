"""The app of moves: somebody lives in another kecamatan from a day on."""

from django.apps import AppConfig


class MovesConfig(AppConfig):
    name = "participants.moves"
    label = "moves"
    verbose_name = "Perpindahan peserta"
