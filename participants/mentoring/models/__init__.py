"""Models of mentoring."""

from participants.mentoring.models.handovers import MentorHandover
from participants.mentoring.models.notes import MentorAssignment, MentoringNote, NoteAddition, NoteWording

__all__ = ["MentorAssignment", "MentorHandover", "MentoringNote", "NoteAddition", "NoteWording"]
