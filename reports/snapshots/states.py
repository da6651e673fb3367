"""States of an edition."""

from django.db import models


class EditionState(models.TextChoices):
    DRAFT = "draft", "rancangan"
    APPROVED = "approved", "disetujui"
