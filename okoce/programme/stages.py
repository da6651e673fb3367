"""The seven stages by name. Their order and number belong to the programme year."""

from django.db import models


class Stage(models.TextChoices):
    REGISTRATION = "pendaftaran", "Pendaftaran"
    TRAINING = "pelatihan", "Pelatihan"
    MENTORING = "pendampingan", "Pendampingan"
    PERMITS = "perizinan", "Perizinan"
    MARKETING = "pemasaran", "Pemasaran"
    FINANCES = "pelaporan", "Pelaporan Keuangan"
    CAPITAL = "permodalan", "Permodalan"
