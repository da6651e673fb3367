from django.contrib import admin

from okoce.accounts.admin_scope import ReadOnly, RegionFilter, VisibleToMixin
from participants.models import CapitalApplication


@admin.register(CapitalApplication)
class CapitalApplicationAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "participant__kecamatan"
    list_display = ["participant", "state", "lender", "amount", "disbursed_on"]
    list_filter = [RegionFilter, "state"]
    list_select_related = ["participant"]
    search_fields = ["participant__name", "lender"]
    search_help_text = "Cari nama peserta atau penyalur"
