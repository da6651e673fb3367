"""The app of mentoring."""

from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "participants.mentoring"
    label = "mentoring"
    verbose_name = "Pendampingan"
