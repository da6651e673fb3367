"""The kinds of business licence; which of them count belongs to the programme year."""

from django.db import models


class LicenceKind(models.TextChoices):
    NIB = "nib", "NIB"
    PIRT = "pirt", "P-IRT"
    HALAL = "halal", "Sertifikat halal"
    BRAND = "merek", "Merek"
