from participants.admin.capital import CapitalApplicationAdmin
from participants.admin.finances import MonthlyStatementAdmin
from participants.admin.journey import StageEventAdmin
from participants.admin.mentoring import MentoringNoteAdmin
from participants.admin.people import ParticipantAdmin
from participants.admin.permits import LicenceAdmin

__all__ = [
    "CapitalApplicationAdmin",
    "LicenceAdmin",
    "MentoringNoteAdmin",
    "MonthlyStatementAdmin",
    "ParticipantAdmin",
    "StageEventAdmin",
]
