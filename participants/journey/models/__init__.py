"""Models of the journey."""

from participants.journey.models.events import StageEvent, StageStanding
from participants.journey.models.evidence import Evidence
from participants.journey.models.presence import Presence
from participants.journey.models.tallies import Tally, TallyChange, TallyLedger, TallySum, came_late

__all__ = [
    "Evidence",
    "Presence",
    "StageEvent",
    "StageStanding",
    "Tally",
    "TallyChange",
    "TallyLedger",
    "TallySum",
    "came_late",
]
