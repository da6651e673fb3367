"""Models of the fortnightly meeting."""

from reports.meetings.models.closings import Closing, Measurement
from reports.meetings.models.decisions import Action, Obstacle
from reports.meetings.models.meetings import Attendee, Meeting

__all__ = ["Action", "Attendee", "Closing", "Measurement", "Meeting", "Obstacle"]
