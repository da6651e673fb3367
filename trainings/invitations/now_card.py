"""Invitations on the card "Sekarang"."""

from okoce.formats import hari, pukul, waktu
from okoce.now_card import Fact, Link, Now, Urgency
from okoce.regions import places


def of_invitations(invitations):
    """Return what unanswered invitations ask for."""
    return [_of_invitation(invitation) for invitation in invitations]


def _of_invitation(invitation):
    session = invitation.session
    facts = (
        Fact("calendar", f"{hari(session.starts_at)}, {pukul(session.starts_at)}"),
        Fact("map-pin", f"{session.venue}, {places.named(session.kecamatan_id)}"),
        Fact("hourglass", f"Jawab sebelum {waktu(invitation.expires_at)}", is_deadline=True),
    )
    return Now(Urgency.WAITS, f"Anda diundang ke “{session.title}”", facts, Link("Jawab undangan", invitation.url))
