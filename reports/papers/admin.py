"""To look, not to touch: reports are made on /laporan/."""

from django.contrib import admin

from okoce.admin.filters import RegionFilter
from okoce.admin.scope import ReadOnly, VisibleToMixin
from reports.papers.models import Report, ReportRun


@admin.register(ReportRun)
class ReportRunAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    list_display = ["__str__", "requested_by", "requested_at", "is_scheduled"]
    list_filter = ["is_scheduled"]
    list_needs = ["period__number", "period__programme_year__year", "requested_by__name"]
    date_hierarchy = "requested_at"
    fields = ["period", "requested_by", "requested_at", "is_scheduled", "area"]


@admin.register(Report)
class ReportAdmin(ReadOnly, VisibleToMixin, admin.ModelAdmin):
    region_path = "region"
    list_display = ["run_shown", "region", "state_word", "ready_at"]
    list_filter = [RegionFilter]
    list_needs = ["run__period__number", "run__period__programme_year__year", "job__state"]
    ordering = ["-run_id", "region_id"]
    fields = ["run", "region", "state_word", "job", "snapshot", "ready_at"]

    @admin.display(description="pembuatan laporan", ordering="run")
    def run_shown(self, report):
        return str(report.run)

    @admin.display(description="keadaan")
    def state_word(self, report):
        return report.state_word
