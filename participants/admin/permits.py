from django.contrib import admin

from okoce.accounts.admin_scope import RegionFilter, VisibleToMixin
from participants.actions import permits
from participants.forms.permits import LicenceForm
from participants.models import Licence, Participant


@admin.register(Licence)
class LicenceAdmin(VisibleToMixin, admin.ModelAdmin):
    region_path = "participant__kecamatan"
    form = LicenceForm
    autocomplete_fields = ["participant"]
    list_display = ["participant", "kind", "state", "number", "issued_on"]
    list_filter = [RegionFilter, "kind", "state"]
    list_select_related = ["participant"]
    search_fields = ["participant__name", "number"]
    search_help_text = "Cari nama peserta atau nomor izin"
    ordering = ["-id"]

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """People of one's area; nobody records evidence for themselves."""
        if db_field.name == "participant":
            area = self.area_for(request, "add", "change")
            kwargs["queryset"] = Participant.objects.filter(area.on("kecamatan")).exclude(user=request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        permits.record(obj, by=request.user)
