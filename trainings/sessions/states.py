"""The states of sessions, for models and the statement that gives out seats."""

from django.db import models


class SessionState(models.TextChoices):
    DRAFT = "draft", "rancangan"
    PUBLISHED = "published", "dibuka"
    CANCELLED = "cancelled", "dibatalkan"


class TrainingKind(models.TextChoices):
    SOFT = "soft", "modul tahun ini"
    HARD = "hard", "keterampilan (komoditas)"


class CancelCode(models.TextChoices):
    """Why a session was cancelled; its people also read a reason in words."""

    FLOOD = "flood", "banjir"
    VENUE = "venue", "tempat"
    TRAINER = "trainer", "narasumber"
    TOO_FEW = "too_few", "peserta kurang"
    HOLIDAY = "holiday", "hari besar"
    OTHER = "other", "lain"
