"""Licences in the admin."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import VisibleToMixin
from participants.people.models import Participant
from participants.permits import actions as permits
from participants.permits.forms import LicenceForm
from participants.permits.models import Licence


@admin.register(Licence)
class LicenceAdmin(ShowsHistory, VisibleToMixin, admin.ModelAdmin):
    region_path = "participant__kecamatan"
    form = LicenceForm
    autocomplete_fields = ["participant"]
    list_display = ["participant", "kind", "state", "number", "issued_on", "voided_at"]
    list_filter = [RegionFilter, "kind", "state"]
    list_needs = ["participant__name"]
    search_fields = ["participant__name_key", "number"]
    search_help_text = "Cari nama peserta atau nomor izin"
    ordering = ["-id"]

    def get_readonly_fields(self, request, obj=None):
        return ["participant", "kind", "voiding"] if obj else []

    def get_fields(self, request, obj=None):
        fields = ["participant", "kind", "state", "number", "issued_on", "refusal_reason"]
        may_void = obj and (obj.voided_at or self.has_change_permission(request, obj))
        return [*fields, "voiding"] if may_void else fields

    def has_change_permission(self, request, obj=None):
        """What was taken back stays as it was; nobody corrects evidence of themselves."""
        is_closed = obj and (obj.voided_at or obj.participant.belongs_to(request.user))
        return not is_closed and super().has_change_permission(request, obj)

    @admin.display(description="salah catat")
    def voiding(self, licence):
        if licence.voided_at:
            return f"Dibatalkan: {licence.void_reason}"
        url = reverse("participants:permits-void", args=[licence.pk])
        return format_html('<a href="{}">Batalkan dengan alasan</a>', url)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        """People of one's area; nobody records evidence for themselves."""
        if db_field.name == "participant":
            people = Participant.objects.supervised_by(request.user, "permits.add_licence")
            kwargs["queryset"] = people.not_owned_by(request.user)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change):
        super().save_model(request, obj, form, change)
        permits.record(obj, by=request.user)
