"""Stall sales in the admin."""

from django.contrib import admin

from bazaars.forms.sales import StallSaleForm
from bazaars.models import StallDay, StallSale
from okoce.admin.filters import RegionFilter
from okoce.admin.scope import VisibleToMixin
from okoce.formats import rupiah
from participants.journey.actions import journeys
from participants.people.models import Participant


@admin.register(StallSale)
class StallSaleAdmin(VisibleToMixin, admin.ModelAdmin):
    region_path = "bazaar__kecamatan"
    form = StallSaleForm
    list_display = ["sold_on", "bazaar", "participant", "takings", "is_own_entry", "checked_at", "voided_at"]
    list_filter = [RegionFilter, "bazaar"]
    list_needs = ["amount", "bazaar__name", "participant__name"]
    search_fields = ["participant__name_key", "participant__registration_number", "bazaar__name"]
    search_help_text = "Cari nama, nomor pendaftaran, atau nama bazar"
    date_hierarchy = "sold_on"

    @admin.display(description="penjualan", ordering="amount")
    def takings(self, sale):
        return rupiah(sale.amount)

    def get_fields(self, request, obj=None):
        return ["bazaar", "participant" if obj else "registration_number", "sold_on", "amount"]

    def has_change_permission(self, request, obj=None):
        """What was taken back stays as it was; nobody corrects evidence of themselves."""
        is_closed = obj and (obj.voided_at or obj.participant.belongs_to(request.user))
        return not is_closed and super().has_change_permission(request, obj)

    def get_readonly_fields(self, request, obj=None):
        return ["bazaar", "participant"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.visible_people = Participant.objects.visible_to(request.user)
        if obj:
            form.base_fields.pop("registration_number", None)
        return form

    def save_model(self, request, obj, form, change):
        """Takings belong to the stall the person had that day, if the portal gave it."""
        held = StallDay.objects.standing().filter(bazaar=obj.bazaar_id, day_on=obj.sold_on)
        obj.stall_day = held.filter(application__participant=obj.participant_id).first()
        obj.recorded_by = obj.recorded_by or request.user
        obj.is_own_entry = obj.is_own_entry or obj.participant.belongs_to(request.user)
        super().save_model(request, obj, form, change)
        journeys.refresh([obj.participant_id], reason="Penjualan di bazar dibetulkan")
