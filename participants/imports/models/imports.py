"""A spreadsheet of people on its way into the register."""

import json

from django.db import models
from django.db.models import Q

from okoce import kept_for
from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.sealing import seal, seal_bytes, unseal, unseal_bytes
from participants.imports import list_kinds
from participants.imports.fact_columns import OF_KIND
from participants.imports.list_kinds import ListKind
from participants.imports.row_verdicts import HOLD, NEW, REJECT, SAME, UPDATE

UNDONE_WITHIN = kept_for.lasts("import_batches")


class ImportState(models.TextChoices):
    """How far a spreadsheet is."""

    KNOWN = "known", "sudah pernah diunggah"
    READING = "reading", "sedang diperiksa"
    COLUMNS = "columns", "menunggu kolomnya dicocokkan"
    REFUSED = "refused", "ditolak"
    READY = "ready", "menunggu keputusan"
    WRITING = "writing", "sedang ditulis"
    DONE = "done", "selesai"
    UNDOING = "undoing", "sedang ditarik"
    UNDONE = "undone", "sudah ditarik"
    FORGOTTEN = "forgotten", "kedaluwarsa"


UNDECIDED = [ImportState.KNOWN, ImportState.READING, ImportState.COLUMNS, ImportState.READY]
WRITTEN = [ImportState.WRITING, ImportState.DONE, ImportState.UNDOING, ImportState.UNDONE]


# The status colours of the portal that differ from the state's own name.
LOOKS = {
    ImportState.KNOWN: "waiting",
    ImportState.READING: "running",
    ImportState.COLUMNS: "waiting",
    ImportState.READY: "waiting",
    ImportState.WRITING: "running",
    ImportState.UNDOING: "running",
    ImportState.UNDONE: "undone",
    ImportState.FORGOTTEN: "expired",
}


SEALED = ("content_sealed", "report_sealed", "failed_sealed", "kept_sealed")
HAS_REST = Q(state__in=[ImportState.DONE, ImportState.UNDONE]) & ~Q(kept_sealed=b"")


class ImportQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those of the uploader; and, once proposed, those whom a user may confirm for their region."""
        if not user.is_authenticated or not user.areas_for("imports.add_import"):
            return self.none()
        beyond = Q(proposed_at__isnull=False) & user.areas_for("imports.confirm_import").on("region")
        of_kind = Q(kind__in=[kind for kind in ListKind if not list_kinds.permission(kind)])
        for kind, permission in list_kinds.PERMISSIONS.items():
            of_kind |= Q(kind=kind) & user.areas_for(permission).on("region")
        return self.filter(Q(uploaded_by=user) | beyond & of_kind)

    def for_list(self):
        return self.select_related("region", "uploaded_by").annotate(has_rest=HAS_REST).defer(*SEALED)

    def same_as(self, item):
        """Earlier uploads of the very same file, whatever its name, that are or were on their way into the register."""
        over = [ImportState.KNOWN, ImportState.REFUSED, ImportState.FORGOTTEN]
        found = (
            self.filter(sha256=item.sha256, kind=item.kind, rest_of=None).exclude(pk=item.pk).exclude(state__in=over)
        )
        return found.select_related("uploaded_by", "region").defer(*SEALED)

    def with_rest_of(self, user):
        """Written files of a user with rows that were not written and are kept to be mended."""
        return self.filter(HAS_REST, uploaded_by=user) if user.is_authenticated else self.none()


class Import(models.Model):
    """One upload, and what became of each row. What it holds is sealed, and gone once written or forgotten."""

    State = ImportState
    Kind = ListKind

    kind = models.CharField("isi daftar", max_length=10, choices=Kind.choices, default=Kind.PEOPLE)
    file_name = models.CharField("berkas", max_length=120)
    sha256 = models.CharField("SHA-256", max_length=64, db_index=True)
    rest_of = models.ForeignKey(
        "self", models.PROTECT, null=True, editable=False, related_name="rests", verbose_name="sisa baris dari"
    )
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
    is_whole = models.BooleanField("semua atau tidak sama sekali", default=False)
    rows_total = models.PositiveIntegerField("jumlah baris", default=0)
    rows_done = models.PositiveIntegerField("baris ditulis", default=0)
    content_sealed = models.BinaryField(default=bytes, editable=False)
    report_sealed = models.BinaryField(default=bytes, editable=False)
    failed_sealed = models.BinaryField(default=bytes, editable=False)
    kept_sealed = models.BinaryField(default=bytes, editable=False)
    uploaded_by = actor_field("diunggah oleh")
    uploaded_at = models.DateTimeField("diunggah", default=now, editable=False)
    proposed_at = models.DateTimeField("diajukan", null=True, blank=True)
    confirmed_by = actor_field("disetujui oleh", null=True)
    confirmed_at = models.DateTimeField("disetujui", null=True, blank=True)
    finished_at = models.DateTimeField("selesai pada", null=True, blank=True)
    undone_by = actor_field("ditarik oleh", optional=True)
    undone_at = models.DateTimeField("ditarik", null=True, blank=True)
    undo_reason = models.CharField("alasan penarikan", max_length=200, blank=True)
    undone = models.JSONField("hasil penarikan", default=dict, blank=True)

    objects = ImportQuerySet.as_manager()

    class Meta:
        verbose_name = "impor peserta"
        verbose_name_plural = "impor peserta"
        ordering = ["-id"]
        permissions = [("confirm_import", "Dapat menyetujui impor peserta")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=WRITTEN) | Q(confirmed_at__isnull=False), name="written_import_was_confirmed"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ImportState.UNDOING, ImportState.UNDONE])
                | (Q(undone_at__isnull=False) & ~Q(undo_reason="")),
                name="undone_import_has_a_reason",
            ),
        ]

    def __str__(self):
        return self.file_name

    def allows(self, user, permission):
        """Return whether a user may do this, with what such a list holds, in the region the file is for."""
        more = list_kinds.permission(self.kind)
        return self.region_id in user.areas_for(permission) and (not more or self.region_id in user.areas_for(more))

    @property
    def listed(self):
        """The columns of lists of its kind."""
        return OF_KIND[self.kind]

    @property
    def reason(self):
        """Why what it writes was written, as history and log keep it."""
        return f"Impor {self.pk}"

    @property
    def undoing_reason(self):
        return f"Impor {self.pk} ditarik: {self.undo_reason}"[:200]

    @property
    def is_of_people(self):
        return self.kind == self.Kind.PEOPLE

    @property
    def content(self):
        return unseal_bytes(self.content_sealed)

    @content.setter
    def content(self, value):
        self.content_sealed = seal_bytes(value) if value else b""

    @property
    def report(self):
        """{"verdicts": {row: verdict}, "seen": {row: {field: value}}, "rows": what is not simply taken, …}.

        "mended_rows" are the rows mended on the page, "in_the_way" those that stopped the writing of all.

        While its columns wait to be chosen, "heads" are those of the file.
        """
        empty = {"verdicts": {}, "seen": {}, "rows": [], "doubts": [], "heads": [], "mended_rows": [], "in_the_way": []}
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

    @property
    def kept(self):
        """The cells of rows that were held or refused, as participants/imports/kept_rows.py makes them; {} without."""
        return json.loads(unseal(self.kept_sealed)) if self.kept_sealed else {}

    @kept.setter
    def kept(self, value):
        self.kept_sealed = seal(json.dumps(value)) if value else b""

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
    def is_discardable(self):
        return self.state in (self.State.KNOWN, self.State.COLUMNS, self.State.READY)

    @property
    def is_running(self):
        return self.state in (self.State.READING, self.State.WRITING, self.State.UNDOING)

    @property
    def undo_until(self):
        return self.finished_at + UNDONE_WITHIN if self.finished_at else None

    @property
    def may_be_undone(self):
        is_written = self.state == self.State.DONE and self.good_rows > 0
        return is_written and self.finished_at is not None and now() < self.undo_until
