"""A programme year: its rules and its stages."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.functional import cached_property

from okoce.history import History, TrackedQuerySet
from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.stages import Stage
from okoce.reference.memory import ReferenceQuerySet

FORTNIGHT = timedelta(days=14)
# The least and the most that makes sense; validators, constraints and the admin's fields keep to it.
LIMITS = {
    "minimum_age": (10, 60),
    "attendance_percent": (1, 100),
    "notes": (1, 24),
    "days_apart": (0, 90),
    "finished_follow_up": (0, 24),
    "statements": (1, 12),
    "months": (1, 24),
}
MEASURES = [name for name in LIMITS if name != "minimum_age"]
TOO_MANY_STATEMENTS = "Jumlah bulan harus sama dengan atau lebih dari jumlah laporan bulanan."
NO_LICENCE = "Pilih sedikitnya satu jenis izin yang dihitung."


def limited(name, label, **options):
    """A whole number within its LIMITS."""
    lowest, highest = LIMITS[name]
    validators = [MinValueValidator(lowest), MaxValueValidator(highest)]
    return models.PositiveSmallIntegerField(label, validators=validators, **options)


def counts(kind, **options):
    return models.BooleanField(f"{kind.label} dihitung", **options)


class YearPartQuerySet(ReferenceQuerySet, TrackedQuerySet):
    """Of a year and of what belongs to it: kept in memory, and each change remembered."""


class ProgrammeYear(models.Model):
    """The rules of one year, as a row: whether stages follow one another, and what each asks for.

    The measures are fields of the year and not of its stages: each belongs to one stage only and is set once a year, so
    on the seven stage rows nearly all of them would be empty. participants/journey/stages.py judges by the same names.
    """

    class Order(models.TextChoices):
        SEQUENTIAL = "sequential", "Berurutan"
        FREE = "free", "Menu bebas"

    year = models.PositiveSmallIntegerField("tahun", unique=True)
    name = models.CharField("nama program", max_length=80)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    order = models.CharField("urutan tahap", max_length=10, choices=Order.choices, default=Order.FREE)
    minimum_age = limited("minimum_age", "usia paling muda", default=17)
    attendance_percent = limited(
        "attendance_percent",
        "kehadiran (%)",
        default=75,
        help_text="Bagian dari pertemuan satu sesi yang wajib dihadiri supaya modulnya selesai.",
    )
    notes = limited(
        "notes", "catatan pendampingan", default=2, help_text="Paling sedikit sekian catatan untuk tahap Pendampingan."
    )
    days_apart = limited(
        "days_apart",
        "jarak antarcatatan (hari)",
        default=7,
        help_text="Catatan dihitung bila sedikitnya sekian hari sesudah catatan yang dihitung sebelumnya.",
    )
    finished_follow_up = limited(
        "finished_follow_up",
        "tindak lanjut selesai",
        default=1,
        help_text="Paling sedikit sekian tindak lanjut selesai; 0 bila tidak diminta.",
    )
    participants_read_notes = models.BooleanField(
        "peserta membaca isi catatan pendampingan tanpa meminta",
        default=False,
        help_text="Tanpa centang, isi catatan terbuka paling lambat 72 jam sesudah peserta memintanya.",
    )
    notes_may_be_shared = models.BooleanField(
        "pendamping boleh membagikan isi catatan kepada petugas",
        default=False,
        help_text="Hanya dengan persetujuan peserta. Tanpa centang, petugas melihat tanggal, bentuk, lama, dan topik.",
    )
    counts_nib = counts(LicenceKind.NIB, default=True)
    counts_pirt = counts(LicenceKind.PIRT, default=False)
    counts_halal = counts(LicenceKind.HALAL, default=False)
    counts_merek = counts(LicenceKind.BRAND, default=False)
    statements = limited(
        "statements", "laporan bulanan", default=3, help_text="Paling sedikit sekian laporan keuangan bulanan."
    )
    months = limited(
        "months", "dalam berapa bulan", default=6, help_text="Laporan itu berasal dari sekian bulan yang berurutan."
    )

    # Raised by each change that was confirmed (participants/rules).
    rules_version = models.PositiveSmallIntegerField("versi aturan", default=1, db_default=1, editable=False)

    objects = YearPartQuerySet.as_manager()
    history = History()

    class Meta:
        verbose_name = "tahun program"
        verbose_name_plural = "tahun program"
        ordering = ["-year"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gt=F("starts_on")), name="year_ends_after_start"),
            *(
                models.CheckConstraint(condition=Q(**{f"{name}__range": limits}), name=f"{name}_within_limits")
                for name, limits in LIMITS.items()
            ),
            models.CheckConstraint(
                condition=Q(months__gte=F("statements")),
                name="statements_fit_into_months",
                violation_error_message=TOO_MANY_STATEMENTS,
            ),
            models.CheckConstraint(
                condition=Q(counts_nib=True) | Q(counts_pirt=True) | Q(counts_halal=True) | Q(counts_merek=True),
                name="some_licence_counts",
                violation_error_message=NO_LICENCE,
            ),
        ]

    def __str__(self):
        return f"{self.name} {self.year}"

    def clean(self):
        """What measures ask of each other is refused at one of them."""
        refused = {}
        if None not in (self.statements, self.months) and self.months < self.statements:
            refused["months"] = TOO_MANY_STATEMENTS
        if not self.licence_kinds:
            refused["counts_nib"] = NO_LICENCE
        if refused:
            raise ValidationError(refused)

    @property
    def has_people(self):
        """Whether its rules judge somebody; from then on they change by a proposal (participants/rules)."""
        return self.participant_set.exists()

    @property
    def is_sequential(self):
        return self.order == self.Order.SEQUENTIAL

    def refuse_outside(self, days):
        """Refuse days of a session or a bazaar, by field, that lie more than a year away from its programme year."""
        first, last = self.starts_on - timedelta(days=365), self.ends_on + timedelta(days=365)
        sentence = f"Tanggal ini terlalu jauh dari tahun program {self.year}; periksa tahunnya."
        if wrong := {name: sentence for name, day in days.items() if not first <= day <= last}:
            raise ValidationError(wrong)

    @property
    def licence_kinds(self):
        """The kinds of licence that count for Perizinan."""
        return tuple(kind.value for kind in LicenceKind if getattr(self, f"counts_{kind.value}"))

    @property
    def measures(self):
        """{name: value} of all that `participants.journey.stages.Policy` measures by."""
        return {name: getattr(self, name) for name in MEASURES} | {"licence_kinds": self.licence_kinds}

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
    def ordered_modules(self):
        """[(code, name, whether it is required)] in teaching order."""
        rows = self.year_modules.order_by("position")
        return list(rows.values_list("module__code", "module__name", "is_required"))


class ProgrammeStage(models.Model):
    """One stage in one year: its number and its name on paper. What it asks for are fields of the year."""

    programme_year = models.ForeignKey(ProgrammeYear, models.CASCADE, related_name="stages")
    stage = models.CharField("tahap", max_length=12, choices=Stage.choices)
    position = models.PositiveSmallIntegerField("nomor PAS")
    name = models.CharField("nama", max_length=60)
    summary = models.CharField("penjelasan untuk warga", max_length=200)

    objects = YearPartQuerySet.as_manager()
    history = History(owner="programme_year")

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
