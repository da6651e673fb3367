"""Stage events in the admin: read only."""

from django.contrib import admin

from okoce.admin.scope import ReadOnly, RegionFilter, VisibleToMixin
from participants.journey.models import StageEvent


@admin.register(StageEvent)
class StageEventAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """The history of stages: read, never written."""

    region_path = "kecamatan"
    list_display = ["participant", "stage", "kind", "happened_on", "kelurahan", "reason", "known_at"]
    list_filter = [RegionFilter, "stage", "kind"]
    list_select_related = ["participant", "kelurahan"]
    show_full_result_count = False
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "happened_on"
    ordering = ["-id"]
