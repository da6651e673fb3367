"""Licences as a panel of a person's page: for the owner, and for staff as far as their role goes."""

VIEW, CHANGE = "permits.view_licence", "permits.change_licence"


def own(participant):
    """settings.JOURNEY_PANELS: the owner's page."""
    return _panel(participant, may_change=True, may_change_issued=False)


def for_staff(participant, *, user):
    """Return the panel for a member of staff, or None when their role does not go so far."""
    if not participant.allows(user, VIEW):
        return None
    may_change = participant.allows(user, CHANGE)
    return _panel(participant, may_change=may_change, may_change_issued=may_change and not participant.belongs_to(user))


def _panel(participant, **rights):
    licences = list(participant.licences.order_by("-pk")[:20])
    context = {"person": participant, "licences": licences} | rights
    return {"template": "participants/permits/_panel.html", "context": context}
