"""The places: province, kota, kecamatan, kelurahan, keyed by their Kemendagri code."""

from django.db import models

from okoce.reference.memory import ReferenceQuerySet
from okoce.regions.levels import Level


class RegionQuerySet(ReferenceQuerySet):
    def kota(self):
        return self.filter(level=Region.Level.KOTA)

    def kecamatan(self):
        return self.filter(level=Region.Level.KECAMATAN)

    def kelurahan(self):
        return self.filter(level=Region.Level.KELURAHAN)

    def inside(self, area):
        return self.filter(area.on(""))


class Region(models.Model):
    Level = Level

    code = models.CharField("kode Kemendagri", max_length=13, primary_key=True)
    level = models.CharField("tingkat", max_length=9, choices=Level.choices)
    name = models.CharField("nama", max_length=60)
    official_name = models.CharField("nama resmi", max_length=80)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="bagian dari"
    )
    bps_code = models.CharField("kode BPS", max_length=10, unique=True)
    postal_code = models.CharField("kode pos", max_length=5, blank=True)
    postal_code_alt = models.CharField("kode pos lain", max_length=5, blank=True)
    latitude = models.FloatField("lintang", null=True, blank=True)
    longitude = models.FloatField("bujur", null=True, blank=True)
    population = models.PositiveIntegerField("penduduk (2024)", null=True, blank=True)
    area_km2 = models.FloatField("luas km²", null=True, blank=True)

    objects = RegionQuerySet.as_manager()

    class Meta:
        verbose_name = "wilayah"
        verbose_name_plural = "wilayah"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["level", "name"], name="one_region_per_level_and_name"),
            models.CheckConstraint(
                condition=models.Q(level=Level.PROVINCE) | models.Q(parent__isnull=False),
                name="region_has_parent",
            ),
        ]

    def __str__(self):
        return self.name


class RegionAlias(models.Model):
    """Another spelling people use. `normalised` is capitals and digits only, and means one unit of a level."""

    region = models.ForeignKey(Region, models.CASCADE, related_name="aliases")
    level = models.CharField(max_length=9, choices=Region.Level.choices)
    alias = models.CharField(max_length=80)
    normalised = models.CharField(max_length=80)
    source = models.CharField(max_length=12)

    class Meta:
        verbose_name = "nama lain wilayah"
        verbose_name_plural = "nama lain wilayah"
        constraints = [models.UniqueConstraint(fields=["level", "normalised"], name="one_region_per_level_and_alias")]

    def __str__(self):
        return self.alias
