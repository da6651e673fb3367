"""Answers of people to what they may agree to."""

from participants.consents import memory
from participants.consents.models import Consent


def make_consent(person, purpose="news", *, is_given=True, channel="daring"):
    """An answer to the text of today."""
    return Consent.objects.create(
        participant=person, purpose=purpose, is_given=is_given, text=memory.current(purpose), channel=channel
    )
