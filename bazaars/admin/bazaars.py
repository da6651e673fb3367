"""Bazaars, their days and stalls in the admin."""

from django.contrib import admin

from bazaars.models import Bazaar
from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import VisibleToMixin
from okoce.formats import angka, rentang
from okoce.programme import memory


@admin.register(Bazaar)
class BazaarAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "kecamatan"
    list_display = ["name", "kecamatan", "days", "stalls_shown", "is_published"]
    list_filter = [RegionFilter, "is_published", "programme_year"]
    list_needs = ["starts_on", "ends_on", "stalls"]
    search_fields = ["name", "venue"]
    search_help_text = "Cari nama atau tempat"
    date_hierarchy = "starts_on"
    ordering = ["-starts_on", "-id"]
    fields = [
        "name",
        "kecamatan",
        "venue",
        "starts_on",
        "ends_on",
        "stalls",
        "applications_end_on",
        "programme_year",
        "is_published",
    ]

    @admin.display(description="hari", ordering="starts_on")
    def days(self, bazaar):
        return rentang(bazaar.starts_on, bazaar.ends_on)

    @admin.display(description="jumlah lapak", ordering="stalls")
    def stalls_shown(self, bazaar):
        return angka(bazaar.stalls)

    def get_changeform_initial_data(self, request):
        return {"programme_year": memory.current_year(), **super().get_changeform_initial_data(request)}

    def get_readonly_fields(self, request, obj=None):
        """What the frozen list was drawn up for stays as it was."""
        if obj and hasattr(obj, "closed_list"):
            return ["starts_on", "ends_on", "stalls", "applications_end_on"]
        return []
