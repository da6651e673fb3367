"""Models of sessions: trainings, the sessions that belong to them, and where and by whom they are taught."""

from trainings.sessions.models.sessions import Meeting, Session
from trainings.sessions.models.targets import TrainingTarget
from trainings.sessions.models.trainers import Trainer
from trainings.sessions.models.trainings import Training
from trainings.sessions.models.venues import Venue

__all__ = ["Meeting", "Session", "Trainer", "Training", "TrainingTarget", "Venue"]
