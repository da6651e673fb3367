from django.contrib import admin

from okoce.accounts.admin_scope import NotThere, ReadOnly
from okoce.regions.models import Region


@admin.register(Region)
class RegionAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    """Reference data of the Ministry; loaded, not typed."""

    fields = ["code", "official_name", "level", "parent", "bps_code", "postal_code", "population", "area_km2"]
    list_display = ["name", "code", "level", "parent", "postal_code", "population"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "postal_code"]
    search_help_text = "Cari nama, kode wilayah, atau kode pos"
