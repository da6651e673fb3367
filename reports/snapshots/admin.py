"""To look, not to touch: periods follow from the year."""

from django.contrib import admin

from okoce.admin.scope import NotThere, ReadOnly
from reports.snapshots.models import Period


@admin.register(Period)
class PeriodAdmin(ReadOnly, NotThere, admin.ModelAdmin):
    list_display = ["__str__", "starts_on", "ends_on"]
    list_filter = ["programme_year"]
    list_needs = ["number", "programme_year__year"]
