"""Optional consents: given and withdrawn by the person, each answer a row of its own."""

from django.core.exceptions import ValidationError
from django.db import transaction

from participants.consents import texts as privacy_texts
from participants.consents.models import Consent
from participants.people.models import Participant


@transaction.atomic
def answer(participant, purpose, *, is_given, channel):
    """The newest answer counts; the same answer again changes nothing.

    Raise `ValidationError` for a purpose that nobody is asked about.
    """
    if purpose not in Consent.Purpose.values:
        raise ValidationError("Persetujuan ini tidak dikenal; muat ulang halaman.")
    Participant.objects.select_for_update(no_key=True).get(pk=participant.pk)
    newest = participant.consents.filter(purpose=purpose).order_by("-id").first()
    if (newest.is_given if newest else False) == is_given:
        return newest
    return Consent.objects.create(
        participant=participant,
        purpose=purpose,
        is_given=is_given,
        text_version=privacy_texts.CONSENT_VERSION,
        channel=channel,
    )


def given(participant):
    """{purpose: the newest answer or None}, in the order of the texts."""
    newest = {consent.purpose: consent for consent in participant.consents.order_by("id")}
    return {purpose: newest.get(purpose) for purpose in privacy_texts.CONSENTS}
