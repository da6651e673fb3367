"""Applications for stalls in the admin: read only."""

from django.contrib import admin

from bazaars.models import StallApplication
from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin


@admin.register(StallApplication)
class StallApplicationAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    """Who applied: written by applicants themselves, read by staff."""

    region_path = "bazaar__kecamatan"
    list_display = ["bazaar", "number", "participant", "category", "applied_at", "withdrawn_at"]
    list_filter = [RegionFilter, "bazaar", "category"]
    list_needs = ["bazaar__name", "participant__name"]
    search_fields = ["participant__name_key", "participant__registration_number", "bazaar__name"]
    search_help_text = "Cari nama, nomor pendaftaran, atau nama bazar"
    ordering = ["-bazaar_id", "number"]
