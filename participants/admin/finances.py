from django.contrib import admin

from okoce.accounts.admin_scope import ReadOnly, RegionFilter, VisibleToMixin
from participants.models import MonthlyStatement


@admin.register(MonthlyStatement)
class MonthlyStatementAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "participant__kecamatan"
    list_display = ["participant", "month_on", "sales", "costs", "submitted_on"]
    list_filter = [RegionFilter]
    list_select_related = ["participant"]
    search_fields = ["participant__name"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "month_on"
