"""What can happen to a stage."""

from django.db import models


class EventKind(models.TextChoices):
    GAINED = "gained", "tercapai"
    LOST = "lost", "gugur"
