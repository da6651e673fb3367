"""Models of people."""

from participants.people.models.businesses import Business
from participants.people.models.participants import Participant, Residence
from participants.people.models.sent_forms import SentForm

__all__ = ["Business", "Participant", "Residence", "SentForm"]
