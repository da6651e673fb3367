"""Models of the door."""

from trainings.door.models.admissions import Claim, DoorSeat, StandBy
from trainings.door.models.closings import Closing, Feedback
from trainings.door.models.walk_ins import WalkIn

__all__ = ["Claim", "Closing", "DoorSeat", "Feedback", "StandBy", "WalkIn"]
