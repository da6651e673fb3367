"""Stage events in the admin: read only."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.journey.models import StageEvent


@admin.register(StageEvent)
class StageEventAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """The history of stages: read, never written."""

    region_path = "kecamatan"
    list_display = ["person", "stage", "kind", "happened_on", "kelurahan", "reason", "known_at"]
    list_filter = [RegionFilter, "stage", "kind"]
    list_needs = ["participant__name"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "happened_on"
    ordering = ["-id"]

    @admin.display(description="peserta", ordering="participant__name_key")
    def person(self, event):
        return event.participant.name
