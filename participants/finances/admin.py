"""Monthly statements in the admin: read only, without amounts."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import ReadOnly, VisibleToMixin
from participants.finances.models import CONCEALED, MonthlyStatement


@admin.register(MonthlyStatement)
class MonthlyStatementAdmin(ReadOnly, ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    """That a month was handed in. The figures are read in the book, for a reason its owner can see."""

    region_path = "participant__kecamatan"
    history_concealed = CONCEALED
    fields = ["participant", "month_on", "submitted_on", "voided_at", "book"]
    readonly_fields = ["book"]
    list_display = ["participant", "month_on", "submitted_on", "voided_at"]
    list_filter = [RegionFilter]
    list_needs = ["participant__name"]
    search_fields = ["participant__name_key"]
    search_help_text = "Cari nama peserta"
    date_hierarchy = "month_on"

    @admin.display(description="penjualan dan biaya")
    def book(self, statement):
        url = reverse("participants:finances-list", args=[statement.participant.registration_number])
        return format_html('<a href="{}">Buka buku keuangan dengan alasan</a>', url)
