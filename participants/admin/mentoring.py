from django.contrib import admin

from okoce.accounts.admin_scope import ReadOnly, RegionFilter, VisibleToMixin
from participants.models import MentoringNote


@admin.register(MentoringNote)
class MentoringNoteAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """That they met, when, and for how long. What was said stays between the two."""

    region_path = "participant__kecamatan"
    fields = ["participant", "mentor", "met_on", "kind", "minutes"]
    list_display = ["participant", "mentor", "met_on", "kind", "minutes"]
    list_filter = [RegionFilter, "kind"]
    list_select_related = ["participant", "mentor"]
    search_fields = ["participant__name", "mentor__name"]
    search_help_text = "Cari nama peserta atau pendamping"
    date_hierarchy = "met_on"
