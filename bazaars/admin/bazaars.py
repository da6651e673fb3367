"""Bazaars, their days and stalls in the admin."""

from django.contrib import admin, messages
from django.shortcuts import redirect

from bazaars.actions import changes
from bazaars.actions.notices import topic_of_bazaar
from bazaars.forms.bazaars import BazaarForm
from bazaars.models import Bazaar
from okoce.admin.filters import RegionFilter
from okoce.admin.history import ShowsHistory
from okoce.admin.scope import VisibleToMixin
from okoce.formats import angka, rentang
from okoce.programme import memory
from participants.calls.models.notices import VIEW

CHANGED = "Bila hari, tempat, atau pengumumannya berubah"
CONCERNED = "{reached.people} orang melamar lapak. Mereka akan dikabari: {reached.in_words}."


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
    form = BazaarForm

    def get_fieldsets(self, request, obj=None):
        sets = [(None, {"fields": list(BazaarForm.Meta.fields)})]
        if obj and (reached := changes.concerned(obj)).people:
            sets.append((CHANGED, {"fields": ["notifies"], "description": CONCERNED.format(reached=reached)}))
        return sets

    def save_model(self, request, obj, form, change):
        before = changes.days_and_place(obj) if change else None
        super().save_model(request, obj, form, change)
        if before and (reached := changes.announce(obj, before=before, by=request.user)).people:
            messages.success(request, f"Bazar berubah. Pelamar: {reached.in_words}.")
            obj.notified = topic_of_bazaar(obj)

    def response_change(self, request, obj):
        """To who was notified, where somebody was."""
        notified = getattr(obj, "notified", None)
        if notified and request.user.has_perm(VIEW):
            return redirect("participants:calls-event", notified.pk)
        return super().response_change(request, obj)

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
