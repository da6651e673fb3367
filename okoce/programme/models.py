"""A programme year and what belongs to it: stages, modules, targets, agencies, places to register."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from okoce.clock import today
from okoce.programme.stages import Stage

FORTNIGHT = timedelta(days=14)


class ProgrammeYearQuerySet(models.QuerySet):
    def current(self):
        """The year that takes registrations today; None when there is none."""
        day = today()
        return self.filter(starts_on__lte=day, ends_on__gte=day).order_by("-starts_on").first()


class ProgrammeYear(models.Model):
    """The rules of one year, as a row: whether stages follow one another, and what each asks for."""

    class Order(models.TextChoices):
        SEQUENTIAL = "sequential", "Berurutan"
        FREE = "free", "Menu bebas"

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    name = models.CharField("nama program", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    order = models.CharField("urutan tahap", max_length=10, choices=Order.choices, default=Order.FREE)
    minimum_age = models.PositiveSmallIntegerField("usia paling muda", default=17)

    objects = ProgrammeYearQuerySet.as_manager()

    class Meta:
        verbose_name = "tahun program"
        verbose_name_plural = "tahun program"
        ordering = ["-year"]
        constraints = [models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start")]

    def __str__(self):
        return f"{self.name} {self.year}"

    @property
    def is_sequential(self):
        return self.order == self.Order.SEQUENTIAL

    @property
    def fortnights(self):
        """[(first day, last day)]: the first begins with the year, the last ends with it."""
        found, day = [], self.starts_on
        while day <= self.ends_on:
            found.append((day, min(day + FORTNIGHT - timedelta(days=1), self.ends_on)))
            day += FORTNIGHT
        return found

    @cached_property
    def ordered_stages(self):
        return list(self.stages.order_by("position"))

    @cached_property
    def required_modules(self):
        """Codes of the modules that make Pelatihan complete, in teaching order."""
        return list(self.year_modules.filter(is_required=True).values_list("module__code", flat=True))


class ProgrammeStage(models.Model):
    """One stage in one year: its number, its name on paper, and the parameters of its rule."""

    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="stages")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    position = models.PositiveSmallIntegerField("nomor PAS")
    name = models.CharField("nama", max_length=60)
    summary = models.CharField("penjelasan untuk warga", max_length=200)
    rule = models.JSONField("ukuran aturan", default=dict, blank=True)

    class Meta:
        verbose_name = "tahap"
        verbose_name_plural = "tahap"
        ordering = ["programme_year", "position"]
        constraints = [
            models.UniqueConstraint(fields=["programme_year", "stage"], name="one_row_per_year_and_stage"),
            models.UniqueConstraint(fields=["programme_year", "position"], name="one_stage_per_position"),
        ]

    def __str__(self):
        return f"PAS {self.position} {self.name}"


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


class Module(models.Model):
    code = models.CharField("kode", max_length=10, unique=True)
    name = models.CharField("nama", max_length=80)
    summary = models.CharField("isi", max_length=200, blank=True)

    class Meta:
        verbose_name = "modul"
        verbose_name_plural = "modul"
        ordering = ["code"]

    def __str__(self):
        return self.name


class YearModule(models.Model):
    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="year_modules")
    module = models.ForeignKey(Module, models.PROTECT, related_name="years", verbose_name="modul")
    position = models.PositiveSmallIntegerField("urutan")
    is_required = models.BooleanField("wajib", default=True)

    class Meta:
        verbose_name = "modul tahun ini"
        verbose_name_plural = "modul tahun ini"
        ordering = ["programme_year", "position"]
        constraints = [models.UniqueConstraint(fields=["programme_year", "module"], name="one_row_per_year_and_module")]

    def __str__(self):
        return f"{self.position}. {self.module}"


class Commodity(models.Model):
    code = models.SlugField("kode", max_length=20, unique=True)
    name = models.CharField("nama", max_length=60)

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

    class Meta:
        verbose_name = "jenis usaha (KBLI)"
        verbose_name_plural = "jenis usaha (KBLI)"
        ordering = ["code"]
        constraints = [models.UniqueConstraint(fields=["version", "code"], name="one_class_per_version_and_code")]

    def __str__(self):
        return f"{self.code} {self.title}"


class CommunityQuerySet(models.QuerySet):
    def visible_to(self, user):
        """No person stands in it: whoever may open the list sees all, and changes those of their area."""
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

    class Meta:
        verbose_name = "tempat pendaftaran"
        verbose_name_plural = "tempat pendaftaran"
        ordering = ["position"]

    def __str__(self):
        return self.name


class TargetQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(user.areas_for("programme.view_target").on("kecamatan"))


class Target(models.Model):
    """How many people a kecamatan is to bring to a stage in a year, by agency."""

    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="targets", verbose_name="tahun")
    kecamatan = models.ForeignKey("regions.Region", models.PROTECT, related_name="targets", verbose_name="kecamatan")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="targets", verbose_name="instansi")
    people = models.PositiveIntegerField("target (orang)")

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "target"
        verbose_name_plural = "target"
        ordering = ["programme_year", "kecamatan", "stage"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme_year", "kecamatan", "stage", "agency"],
                name="one_target_per_year_place_stage_agency",
            )
        ]

    def __str__(self):
        return f"{self.kecamatan_id} {self.get_stage_display()} {self.people}"
