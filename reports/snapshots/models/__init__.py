"""Models of snapshots."""

from reports.snapshots.models.editions import Edition, Paragraph
from reports.snapshots.models.periods import MeetingWeekday, Period
from reports.snapshots.models.snapshots import Snapshot

__all__ = ["Edition", "MeetingWeekday", "Paragraph", "Period", "Snapshot"]
