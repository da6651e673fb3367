"""Notices about certificates. Once each: the key names the certificate."""

from django.urls import reverse

from participants.calls.actions.notices import notify_participant
from trainings.seats.actions.notices import topic_of_session


def revoked(certificate, participant):
    """Notify a person that a certificate of theirs was revoked, and why. Returns by which way they were reached."""
    return notify_participant(
        participant,
        "certificate_revoked",
        topic=topic_of_session(certificate.session),
        key=f"certificate_revoked:{certificate.pk}",
        subject="Sertifikat dicabut",
        text=f"{certificate.get_kind_display()} nomor {certificate.number} tidak berlaku lagi. "
        f"Alasan: {certificate.revoke_reason}",
        url=reverse("trainings:certificates-own", args=[participant.registration_number]),
    )
