"""States of walk-ins and of people who stand by, for models and triggers."""

from django.db import models


class WalkInState(models.TextChoices):
    WAITING = "waiting", "siaga"  # without a chair
    OPEN = "open", "belum lengkap"
    COMPLETED = "completed", "lengkap"
    DELETED = "deleted", "dihapus"


class StandByState(models.TextChoices):
    WAITING = "waiting", "menunggu"
    IN = "in", "sudah masuk"
    MISSED = "missed", "tidak ada waktu dipanggil"
    TURNED_AWAY = "turned_away", "tidak kebagian"
