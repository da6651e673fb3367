"""Mentoring notes in the admin: read only, without their text."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.mentoring.models import MentoringNote


@admin.register(MentoringNote)
class MentoringNoteAdmin(ReadOnly, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """That they met, when, how long and about what. What was said stays between the two."""

    region_path = "participant__kecamatan"
    fields = ["participant", "mentor", "met_on", "kind", "minutes", "topics_shown", "voided_at"]
    list_display = ["participant", "mentor", "met_on", "kind", "minutes", "topics_shown", "stands"]
    list_filter = [RegionFilter, "kind"]
    list_needs = ["participant__name", "mentor__name", "topics", "voided_at"]
    search_fields = ["participant__name_key", "mentor__name_key"]
    search_help_text = "Cari nama peserta atau pendamping"
    date_hierarchy = "met_on"

    @admin.display(description="topik")
    def topics_shown(self, note):
        return note.topics_in_words

    @admin.display(description="berlaku", boolean=True)
    def stands(self, note):
        return note.voided_at is None
