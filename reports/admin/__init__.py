"""Admin classes of reports."""

from reports.admin.runs import PeriodAdmin, ReportAdmin, ReportRunAdmin

__all__ = ["PeriodAdmin", "ReportAdmin", "ReportRunAdmin"]
