"""Models of snapshots."""

from reports.snapshots.models.periods import Period
from reports.snapshots.models.snapshots import Snapshot

__all__ = ["Period", "Snapshot"]
