"""Models of notices to participants and of calls."""

from participants.calls.models.notices import Notice
from participants.calls.models.results import CallResult
from participants.calls.models.topics import Topic, TopicChange

__all__ = ["CallResult", "Notice", "Topic", "TopicChange"]
