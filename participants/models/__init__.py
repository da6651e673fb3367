from participants.models.businesses import Business
from participants.models.capital import CapitalApplication
from participants.models.claims import ClaimCode, RegistrationClaim
from participants.models.consents import Consent
from participants.models.drafts import RegistrationDraft
from participants.models.finances import MonthlyStatement
from participants.models.handovers import MentorHandover
from participants.models.identity import IdentityCheck
from participants.models.imports import Import
from participants.models.journey import StageEvent, StageStanding
from participants.models.mentoring import MentorAssignment, MentoringNote, NoteAddition, NoteWording
from participants.models.people import Participant, Residence
from participants.models.permits import Licence
from participants.models.sent_forms import SentForm
from participants.models.tallies import Tally, TallyLedger, TallySum

__all__ = [
    "Business",
    "CapitalApplication",
    "ClaimCode",
    "Consent",
    "IdentityCheck",
    "Import",
    "Licence",
    "MentorAssignment",
    "MentorHandover",
    "MentoringNote",
    "MonthlyStatement",
    "NoteAddition",
    "NoteWording",
    "Participant",
    "RegistrationClaim",
    "RegistrationDraft",
    "Residence",
    "SentForm",
    "StageEvent",
    "StageStanding",
    "Tally",
    "TallyLedger",
    "TallySum",
]
