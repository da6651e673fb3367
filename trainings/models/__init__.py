"""Models of trainings."""

from trainings.models.attendance import Attendance
from trainings.models.seats import Seat
from trainings.models.sessions import Meeting, Session

__all__ = ["Attendance", "Meeting", "Seat", "Session"]
