"""Models of people."""

from participants.people.models.businesses import Business
from participants.people.models.erased import ErasedNik, ErasureKey
from participants.people.models.joined import JoinedRegistration
from participants.people.models.name_words import NameWord
from participants.people.models.participants import Participant
from participants.people.models.residences import Residence
from participants.people.models.sent_forms import SentForm

__all__ = [
    "Business",
    "ErasedNik",
    "ErasureKey",
    "JoinedRegistration",
    "NameWord",
    "Participant",
    "Residence",
    "SentForm",
]
