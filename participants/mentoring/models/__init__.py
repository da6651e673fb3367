"""Models of mentoring."""

from participants.mentoring.models.handovers import MentorHandover
from participants.mentoring.models.note_texts import NoteAddition, NoteWording
from participants.mentoring.models.notes import MentorAssignment, MentoringNote
from participants.mentoring.models.questions import MentorQuestion

__all__ = ["MentorAssignment", "MentorHandover", "MentorQuestion", "MentoringNote", "NoteAddition", "NoteWording"]
