"""The app of invitations."""

from django.apps import AppConfig


class InvitationsConfig(AppConfig):
    name = "trainings.invitations"
    label = "invitations"
    verbose_name = "Undangan pelatihan"
