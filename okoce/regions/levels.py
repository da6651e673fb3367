"""The levels of places, and the code of the province they all lie in."""

from django.db import models

JAKARTA = "31"


class Level(models.TextChoices):
    PROVINCE = "provinsi", "Provinsi"
    KOTA = "kabkota", "Kota/Kabupaten"
    KECAMATAN = "kecamatan", "Kecamatan"
    KELURAHAN = "kelurahan", "Kelurahan"
