"""Regions in the admin: read only."""

from django.contrib import admin

from okoce.admin.scope import NotThere, ReadOnly
from okoce.formats import angka
from okoce.regions.models import Region


@admin.register(Region)
class RegionAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    """Reference data of the Ministry; loaded, not typed."""

    fields = ["code", "official_name", "level", "parent", "bps_code", "postal_code", "people", "area"]
    readonly_fields = ["people", "area"]
    list_display = ["name", "code", "level", "parent", "postal_code", "people"]
    list_filter = ["level"]
    list_needs = ["population"]
    search_fields = ["name", "code", "postal_code"]
    search_help_text = "Cari nama, kode wilayah, atau kode pos"

    @admin.display(description="penduduk (2024)", ordering="population")
    def people(self, region):
        return angka(region.population)

    @admin.display(description="luas km²", ordering="area_km2")
    def area(self, region):
        return angka(region.area_km2, 2)
