"""What the access log says was done with somebody's data."""

from django.db.models import TextChoices


class Act(TextChoices):
    OPEN = "open", "membuka"
    LIST = "list", "melihat dalam daftar"
    UNMASK = "unmask", "melihat NIK utuh"
    EXPORT = "export", "mengunduh"
    CHANGE = "change", "mengubah"
