"""A spreadsheet of people on its way into the register."""

import json

from django.db import models
from django.db.models import Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.sealing import seal, seal_bytes, unseal, unseal_bytes
from participants.imports.row_verdicts import HOLD, NEW, REJECT, SAME, UPDATE


class ImportState(models.TextChoices):
    """How far a spreadsheet is."""

    READING = "reading", "sedang diperiksa"
    COLUMNS = "columns", "menunggu kolomnya dicocokkan"
    REFUSED = "refused", "ditolak"
    READY = "ready", "menunggu keputusan"
    WRITING = "writing", "sedang ditulis"
    DONE = "done", "selesai"
    FORGOTTEN = "forgotten", "kedaluwarsa"


# The status colours of the portal that differ from the state's own name.
LOOKS = {
    ImportState.READING: "running",
    ImportState.COLUMNS: "waiting",
    ImportState.READY: "waiting",
    ImportState.WRITING: "running",
    ImportState.FORGOTTEN: "expired",
}


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the uploader; and, once proposed, those whom a user may confirm for their region."""
        if not user.is_authenticated or not user.areas_for("imports.add_import"):
            return self.none()
        beyond = Q(proposed_at__isnull=False) & user.areas_for("imports.confirm_import").on("region")
        return self.filter(Q(uploaded_by=user) | beyond)

    def for_list(self):
        return self.select_related("region", "uploaded_by").defer("content_sealed", "report_sealed", "failed_sealed")


class Import(models.Model):
    """One upload, and what became of each row. What it holds is sealed, and gone once written or forgotten."""

    State = ImportState

    file_name = models.CharField("berkas", max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64)
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    registration_point = models.ForeignKey(
        "programme.RegistrationPoint", models.PROTECT, related_name="+", verbose_name="tempat pendaftaran"
    )
    state = models.CharField("keadaan", max_length=10, choices=State.choices, default=State.READING)
    refusal = models.CharField("alasan penolakan", max_length=1000, blank=True)
    asks_columns = models.BooleanField("kolom dicocokkan dulu", default=False)
    columns = models.JSONField("kolom menurut pengunggah", null=True, blank=True)
    notes = models.JSONField("catatan", default=list, blank=True)
    counts = models.JSONField("hitungan", default=dict, blank=True)
    sheets = models.JSONField("lembar", default=list, blank=True)
    left_out = models.JSONField("perubahan yang tidak dipilih", default=dict, blank=True)
    rows_total = models.PositiveIntegerField("jumlah baris", default=0)
    rows_done = models.PositiveIntegerField("baris ditulis", default=0)
    content_sealed = models.BinaryField(default=bytes, editable=False)
    report_sealed = models.BinaryField(default=bytes, editable=False)
    failed_sealed = models.BinaryField(default=bytes, editable=False)
    uploaded_by = actor_field("diunggah oleh")
    uploaded_at = models.DateTimeField("diunggah", default=now, editable=False)
    proposed_at = models.DateTimeField("diajukan", null=True, blank=True)
    confirmed_by = actor_field("disetujui oleh", null=True)
    confirmed_at = models.DateTimeField("disetujui", null=True, blank=True)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "impor peserta"
        verbose_name_plural = "impor peserta"
        ordering = ["-id"]
        permissions = [("confirm_import", "Dapat menyetujui impor peserta")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.WRITING, ImportState.DONE]) | Q(confirmed_at__isnull=False),
                name="written_import_was_confirmed",
            ),
        ]

    def __str__(self):
        return self.file_name

    def allows(self, user, permission):
        """Return whether a user may do this in the region the file is for."""
        return self.region_id in user.areas_for(permission)

    @property
    def content(self):
        return unseal_bytes(self.content_sealed)

    @content.setter
    def content(self, value):
        self.content_sealed = seal_bytes(value) if value else b""

    @property
    def report(self):
        """{"verdicts": {row: verdict}, "seen": {row: {field: value}}, "rows": what is not simply taken, …}.

        While its columns wait to be chosen, "heads" are those of the file.
        """
        empty = {"verdicts": {}, "seen": {}, "rows": [], "doubts": [], "heads": []}
        return empty | json.loads(unseal(self.report_sealed)) if self.report_sealed else empty

    @report.setter
    def report(self, value):
        self.report_sealed = seal(json.dumps(value)) if value else b""

    @property
    def failed(self):
        """[heads, *rows] of the held and refused rows in their own columns, each with why; empty after a day."""
        return json.loads(unseal(self.failed_sealed)) if self.failed_sealed else []

    @failed.setter
    def failed(self, value):
        self.failed_sealed = seal(json.dumps(value)) if value else b""

    def is_left_out(self, key, name):
        """Whether who confirmed left this field of a row, or of all rows, as the register has it."""
        return name in self.left_out.get("fields", ()) or name in self.left_out.get("rows", {}).get(key, ())

    @property
    def good_rows(self):
        return self.counts.get(NEW, 0) + self.counts.get(UPDATE, 0)

    @property
    def is_all_known(self):
        """Every person of the file stands in the register as the file says it."""
        others = (NEW, UPDATE, HOLD, REJECT)
        return bool(self.counts.get(SAME)) and not any(self.counts.get(verdict) for verdict in others)

    @property
    def look(self):
        """Which of the portal's status colours its state has."""
        return LOOKS.get(self.state, self.state)

    @property
    def is_waiting(self):
        return self.state == self.State.READY

    @property
    def is_running(self):
        return self.state in (self.State.READING, self.State.WRITING)


class HeadMappingQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those for the regions where a user may import."""
        if not user.is_authenticated:
            return self.none()
        return self.filter(user.areas_for("imports.add_import").on("region"))


class HeadMapping(models.Model):
    """What people chose for the columns of one source, used by itself for its next list with the same heads.

    `fields` maps keys of heads to fields (`headings.read`), `sex_codes` is a key of SEX_CODES.
    """

    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    registration_point = models.ForeignKey(
        "programme.RegistrationPoint", models.PROTECT, related_name="+", verbose_name="tempat pendaftaran"
    )
    heads = models.CharField("sidik judul kolom", max_length=64, editable=False)
    fields = models.JSONField("kolom")
    sex_codes = models.CharField("arti 1 dan 2", max_length=2, blank=True)
    made_by = actor_field("dipilih oleh")
    made_at = models.DateTimeField("dipilih pada", default=now, editable=False)

    objects = HeadMappingQuerySet.as_manager()

    class Meta:
        verbose_name = "kecocokan kolom"
        verbose_name_plural = "kecocokan kolom"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "registration_point", "heads"], name="one_head_mapping_per_source"
            ),
        ]

    def __str__(self):
        return f"{self.registration_point} {self.made_at:%d/%m/%Y}"
