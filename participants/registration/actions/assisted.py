"""A mentor registers somebody of their kecamatan, as the online form would: the answer says nothing of others."""

import uuid

from django.core.exceptions import ValidationError

from okoce.sealing import seal
from participants.registration.actions import register as registration
from participants.registration.models import RegistrationDraft

OUTSIDE = "Anda mendaftarkan orang di kecamatan tugas Anda saja; orang ini mendaftar di meja kecamatannya."


def register_for(answers, *, by, key, point, year=None):
    """Register somebody whom a mentor sits with, and return the sent draft, which holds the receipt.

    A known NIK gets a number of its own, as online; the card is checked by an officer. The same `key` again gives the
    same draft. Raise `ValidationError` outside the kecamatan of the mentor's role, and as `register` does.
    """
    if answers.kelurahan.parent_id not in by.mentored_area():
        raise ValidationError(OUTSIDE)
    draft, _ = RegistrationDraft.objects.get_or_create(
        pk=uuid.UUID(hex=key[:32]) if key else uuid.uuid4(), defaults={"answers_sealed": seal("{}")}
    )
    registration.register(answers, draft=draft, point=point, year=year, helper=by)
    return draft
