"""Money as a panel of a person's page; the figures themselves are read on their own page."""

VIEW = "finances.view_monthlystatement"


def own(participant, present=()):
    """settings.JOURNEY_PANELS: the owner's page."""
    return {"template": "participants/finances/_panel.html", "context": {"person": participant}}


def for_staff(participant, *, user):
    """Return the panel for a member of staff, or None when their role does not go so far."""
    return own(participant) if participant.allows(user, VIEW) else None
