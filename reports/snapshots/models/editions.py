"""An edition: the figures of a fortnight as they are handed out, frozen, checked and approved."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from okoce.actor_fields import actor_field
from okoce.clock import now
from okoce.regions.levels import JAKARTA
from reports.snapshots import numbers
from reports.snapshots.states import EditionState

VIEW, VIEW_DRAFT, PREPARE = "snapshots.view_edition", "snapshots.view_draft", "snapshots.add_edition"
WRITE, APPROVE = "snapshots.write_paragraph", "snapshots.approve_edition"


class EditionQuerySet(models.QuerySet):
    def visible_to(self, user, permission=VIEW):
        """Approved ones are seen by who may see reports at all, drafts by who works on them."""
        if not user.has_perm(permission):
            return self.none()
        return self if user.has_perm(VIEW_DRAFT) else self.approved()

    def approved(self):
        return self.filter(state=EditionState.APPROVED)

    def with_period(self):
        """With what a line of it says; `is_replaced` where a later one of its period was approved."""
        later = Edition.objects.approved().filter(period=OuterRef("period"), number__gt=OuterRef("number"))
        return self.select_related("period", "prepared_by", "approved_by").annotate(is_replaced=Exists(later))


class Edition(models.Model):
    """Figures of a fortnight of all 51 areas, which are its snapshots. An approved row never changes (triggers.py).

    Approved earlier ones of the same period are replaced by the newest approved one, and say so by asking for it.
    """

    State = EditionState

    period = models.ForeignKey("snapshots.Period", models.PROTECT, related_name="editions", verbose_name="periode")
    number = models.PositiveSmallIntegerField("nomor terbitan")
    state = models.CharField("keadaan", max_length=8, choices=EditionState.choices, default=EditionState.DRAFT)
    cut_off_on = models.DateField("batas hari")
    known_at = models.DateTimeField("diketahui sampai")
    versions = models.JSONField("versi arti, aturan, target, dan wilayah")
    warnings = models.JSONField("peringatan", default=list)
    sha256 = models.CharField("SHA-256", max_length=64)
    prepared_by = actor_field(
        "disiapkan oleh", optional=True, editable=False, help_text="Kosong: disiapkan otomatis oleh jadwal."
    )
    prepared_at = models.DateTimeField("disiapkan", default=now, editable=False)
    approved_by = actor_field("disetujui oleh", optional=True, editable=False)
    approved_name = models.CharField("nama penyetuju", max_length=100, blank=True, editable=False)
    approved_at = models.DateTimeField("disetujui", null=True, blank=True, editable=False)

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = "terbitan"
        verbose_name_plural = "terbitan"
        ordering = ["-period__ends_on", "-number"]
        default_permissions = ("add", "view")
        permissions = [
            ("view_draft", "Boleh melihat rancangan terbitan"),
            ("write_paragraph", "Boleh menulis alinea terbitan"),
            ("approve_edition", "Boleh menyetujui terbitan"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="one_edition_per_period_and_number"),
            models.UniqueConstraint(
                fields=["period"], condition=Q(state=EditionState.DRAFT), name="one_draft_edition_per_period"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="editions_begin_with_one"),
            models.CheckConstraint(
                condition=Q(state=EditionState.DRAFT, approved_by=None, approved_at=None, approved_name="")
                | (
                    Q(state=EditionState.APPROVED, approved_by__isnull=False, approved_at__isnull=False)
                    & ~Q(approved_name="")
                ),
                name="approved_edition_names_who",
            ),
            models.CheckConstraint(
                condition=Q(prepared_by=None) | Q(approved_by=None) | ~Q(approved_by=F("prepared_by")),
                name="edition_takes_two_people",
            ),
        ]

    def __str__(self):
        return f"Terbitan {self.short_number} periode {self.period.number}"

    @property
    def short_number(self):
        return f"R{self.number}"

    @property
    def is_draft(self):
        return self.state == EditionState.DRAFT

    @property
    def printed_number(self):
        """Return what stands on its papers: 2026-23-R1."""
        return numbers.printed(self.period.programme_year.year, self.period.number, self.number)

    @property
    def status_state(self):
        """What its sign is drawn by: waiting, approved or replaced."""
        if self.is_draft:
            return "waiting"
        return "replaced" if getattr(self, "is_replaced", False) else "approved"

    @property
    def state_word(self):
        return "digantikan" if getattr(self, "is_replaced", False) else self.get_state_display()


class ParagraphQuerySet(models.QuerySet):
    def visible_to(self, user, permission=WRITE):
        return self.filter(user.areas_for(permission).on("region"))


class Paragraph(models.Model):
    """What Dinas says of an edition in all its papers, or Sudin in those of their kota."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="paragraphs")
    region = models.ForeignKey("regions.Region", models.PROTECT, related_name="+", verbose_name="wilayah")
    text = models.CharField("alinea", max_length=600, blank=True)
    written_by = actor_field("ditulis oleh", optional=True, editable=False)
    written_at = models.DateTimeField("ditulis", null=True, editable=False)

    objects = ParagraphQuerySet.as_manager()

    class Meta:
        verbose_name = "alinea terbitan"
        verbose_name_plural = "alinea terbitan"
        ordering = ["region"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["edition", "region"], name="one_paragraph_per_edition_and_region"),
        ]

    def __str__(self):
        return f"{self.region_id}"

    @property
    def is_of_province(self):
        return self.region_id == JAKARTA

    def allows(self, user, permission):
        """Return whether a user may do this with it: what `visible_to` says of rows."""
        return self.region_id in user.areas_for(permission)
