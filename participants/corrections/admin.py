"""Corrections in the admin: read only, without values."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.corrections.models import Correction


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """That something was proposed, and who decided. What stood on the card is read on its own page, for a reason."""

    region_path = "participant__kecamatan"
    fields = ["participant", "what", "seen", "state", "proposed_by", "proposed_at", "decided_by", "decided_at"]
    readonly_fields = fields
    list_display = ["participant", "what", "state", "proposed_by", "proposed_at", "decided_by"]
    list_filter = [RegionFilter, "state"]
    list_needs = ["participant__name", "proposed_by__name", "decided_by__name", "fields"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "proposed_at"

    @admin.display(description="yang dibetulkan")
    def what(self, correction):
        return correction.fields_in_words
