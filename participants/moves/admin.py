"""Moves in the admin: read only, without the address."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.moves.models import Move


@admin.register(Move)
class MoveAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """Who moves from where to where, and who decided. The street is read on its own page."""

    region_path = "participant__kecamatan"
    fields = ["participant", "origin", "goal", "moved_on", "state", "proposed_by", "proposed_at", "decided_by"]
    readonly_fields = fields
    list_display = ["participant", "origin", "goal", "moved_on", "state", "proposed_by"]
    list_filter = [RegionFilter, "state"]
    list_needs = ["participant__name", "proposed_by__name", "from_kelurahan_id", "to_kelurahan_id"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "moved_on"

    @admin.display(description="dari")
    def origin(self, move):
        return move.from_in_words

    @admin.display(description="ke")
    def goal(self, move):
        return move.to_in_words
