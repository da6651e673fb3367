"""Licences as a panel of a person's page: for the owner, and for staff as far as their role goes."""

from participants.permits.models import Licence

PRESENT = {"licence": Licence.objects.all()}
SHOWN = 20
VIEW, CHANGE = "permits.view_licence", "permits.change_licence"


def own(participant, present):
    """settings.JOURNEY_PANELS: the owner's page."""
    licences = _licences(participant) if "licence" in present else []
    return _panel(participant, licences, may_change=True, may_change_issued=False)


def for_staff(participant, *, user):
    """Return the panel for a member of staff, or None when their role does not go so far."""
    if not participant.allows(user, VIEW):
        return None
    may_change = participant.allows(user, CHANGE)
    may_change_issued = may_change and not participant.belongs_to(user)
    return _panel(participant, _licences(participant), may_change=may_change, may_change_issued=may_change_issued)


def _licences(participant):
    return list(participant.licences.order_by("-pk")[:SHOWN])


def _panel(participant, licences, **rights):
    context = {"person": participant, "licences": licences} | rights
    return {"template": "participants/permits/_panel.html", "context": context}
