"""Models of attendance."""

from trainings.attendance.models.attendances import Attendance
from trainings.attendance.models.marks import Mark
from trainings.attendance.models.rosters import RosterRow

__all__ = ["Attendance", "Mark", "RosterRow"]
