"""What forms choose from: agencies, trades, communities, places to register."""

import re

from django.core.validators import RegexValidator
from django.db import models

from okoce.history import History, TrackedQuerySet
from okoce.reference.memory import ReferenceQuerySet


class AgencyQuerySet(models.QuerySet):
    def serving(self, area):
        """The offices of the kota (or the province) an area lies in."""
        return self.filter(region__in={code[:5] for code in area.codes})


class Agency(models.Model):
    code = models.SlugField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=100)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah kerja")

    objects = AgencyQuerySet.as_manager()

    class Meta:
        verbose_name = "instansi"
        verbose_name_plural = "instansi"
        ordering = ["name"]

    def __str__(self):
        return self.name


class Commodity(models.Model):
    code = models.SlugField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=60)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "komoditas"
        verbose_name_plural = "komoditas"
        ordering = ["name"]

    def __str__(self):
        return self.name


class BusinessClass(models.Model):
    """A KBLI class a micro business may have, with an everyday example to recognise it by."""

    code = models.CharField("kode KBLI", max_length=5)
    version = models.CharField("versi KBLI", max_length=4, default="2020")
    title = models.CharField("judul", max_length=200)
    commodity = models.ForeignKey(Commodity, models.PROTECT, related_name="classes", verbose_name="komoditas")
    is_usual = models.BooleanField("pilihan utama", default=False)
    example = models.CharField("contoh", max_length=200, blank=True)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "jenis usaha (KBLI)"
        verbose_name_plural = "jenis usaha (KBLI)"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_class_per_version_and_code")]

    def __str__(self):
        return f"{self.code} {self.title}"


class CommunityQuerySet(ReferenceQuerySet):
    def visible_to(self, user):
        """No person stands in it: everybody who may open the list sees all, and changes those of their area."""
        return self.all()


class Community(models.Model):
    """A community of entrepreneurs that guides members, for one kota or for all."""

    name = models.CharField("nama", max_length=80, unique=True)
    region = models.ForeignKey("regions.Region", models.PROTECT, null=True, blank=True, verbose_name="wilayah")
    is_active = models.BooleanField("aktif", default=True)

    objects = CommunityQuerySet.as_manager()

    class Meta:
        verbose_name = "komunitas"
        verbose_name_plural = "komunitas"
        ordering = ["name"]

    def __str__(self):
        return self.name


class RegistrationPoint(models.Model):
    """One of the six kinds of place where people register."""

    ONLINE = "daring"
    DESK = "kecamatan"

    code = models.SlugField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=80)
    position = models.PositiveSmallIntegerField("urutan", default=1)

    objects = ReferenceQuerySet.as_manager()

    class Meta:
        verbose_name = "tempat pendaftaran"
        verbose_name_plural = "tempat pendaftaran"
        ordering = ["position"]

    def __str__(self):
        return self.name


class KecamatanOfficeQuerySet(ReferenceQuerySet, TrackedQuerySet):
    def visible_to(self, user):
        """Return the offices of the area in which a user may open the list; nobody's person stands in it."""
        return self.filter(user.areas_for("programme.view_kecamatanoffice").on("kecamatan"))


class KecamatanOffice(models.Model):
    """The office of a kecamatan, as people reach it. Empty until Sudin has filled it in."""

    kecamatan = models.OneToOneField("regions.Region", models.PROTECT, related_name="+", verbose_name="kecamatan")
    phone = models.CharField(
        "nomor telepon kantor",
        max_length=25,
        blank=True,
        validators=[RegexValidator(r"^[0-9+() -]{5,}$", "Isi angka nomor telepon kantor, misalnya (021) 555-0123.")],
        help_text="Ditampilkan kepada warga, juga di halaman cek pendamping. Bukan nomor pribadi.",
    )
    address = models.CharField("alamat kantor", max_length=160, blank=True)

    objects = KecamatanOfficeQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "kantor kecamatan"
        verbose_name_plural = "kantor kecamatan"
        ordering = ["kecamatan"]

    def __str__(self):
        return f"Kantor Kecamatan {self.kecamatan.name}"

    @property
    def dial(self):
        """The number as a telephone dials it."""
        return re.sub(r"[^0-9+]", "", self.phone)
