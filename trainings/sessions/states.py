"""The states of sessions, for models and the statement that gives out seats."""

from django.db import models


class SessionState(models.TextChoices):
    DRAFT = "draft", "rancangan"
    PUBLISHED = "published", "dibuka"
    CANCELLED = "cancelled", "dibatalkan"
