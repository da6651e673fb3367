from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from okoce.accounts.admin_history import ShowsHistory
from okoce.accounts.admin_scope import ReadOnly, RegionFilter, VisibleToMixin
from participants.history_shown import MONEY
from participants.models import CapitalApplication


@admin.register(CapitalApplication)
class CapitalApplicationAdmin(ReadOnly, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """That somebody applied and how it ended. Lender and amount are read behind their door, for a reason."""

    region_path = "participant__kecamatan"
    history_concealed = MONEY
    fields = ["participant", "state", "disbursed_on", "voided_at", "money"]
    readonly_fields = ["money"]
    list_display = ["participant", "state", "disbursed_on", "voided_at"]
    list_filter = [RegionFilter, "state"]
    list_select_related = ["participant"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"

    @admin.display(description="penyalur dan jumlah")
    def money(self, application):
        url = reverse("participants:capital-list", args=[application.participant.registration_number])
        return format_html('<a href="{}">Buka permodalan dengan alasan</a>', url)
