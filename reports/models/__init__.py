"""Models of reports."""

from reports.models.periods import Period
from reports.models.runs import Document, Report, ReportRun
from reports.models.snapshots import Snapshot

__all__ = ["Document", "Period", "Report", "ReportRun", "Snapshot"]
