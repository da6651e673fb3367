"""Capital applications in the admin: read only, without amounts."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.capital.models import CONCEALED, CapitalApplication


@admin.register(CapitalApplication)
class CapitalApplicationAdmin(ReadOnly, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """That somebody applied and how it ended. Lender and amount are read on their own page, for a reason."""

    region_path = "participant__kecamatan"
    history_concealed = CONCEALED
    fields = ["participant", "state", "disbursed_on", "voided_at", "money"]
    readonly_fields = ["money"]
    list_display = ["participant", "state", "disbursed_on", "voided_at"]
    list_filter = [RegionFilter, "state"]
    list_needs = ["participant__name"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"

    @admin.display(description="penyalur dan jumlah")
    def money(self, application):
        url = reverse("participants:capital-list", args=[application.participant.registration_number])
        return format_html('<a href="{}">Buka permodalan dengan alasan</a>', url)
