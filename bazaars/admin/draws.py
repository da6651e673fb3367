"""Draws in the admin: read only."""

from django.contrib import admin

from bazaars.models import Draw
from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin


@admin.register(Draw)
class DrawAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """Every draw that was held, with its seed and reason: read, never written."""

    region_path = "bazaar__kecamatan"
    list_display = ["bazaar", "number", "seed", "reason", "drawn_at", "drawn_by"]
    list_filter = [RegionFilter, "bazaar"]
    list_needs = ["bazaar__name", "drawn_by__name"]
    search_fields = ["bazaar__name"]
    search_help_text = "Cari nama bazar"
    date_hierarchy = "drawn_at"
    ordering = ["-id"]
