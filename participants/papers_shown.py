"""Licences and money as panels of a person's page: for the owner, and for staff as far as their role goes."""

LICENCES = "participants.view_licence"
MONEY = "participants.view_monthlystatement"


def permits(participant):
    """settings.JOURNEY_PANELS: the owner's page."""
    return _permits(participant, may_change=True, may_change_issued=False)


def money(participant):
    return {"template": "participants/finances/_panel.html", "context": {"person": participant}}


def for_staff(participant, *, user):
    panels = []
    if participant.allows(user, LICENCES):
        may_change = participant.allows(user, "participants.change_licence")
        is_own = participant.belongs_to(user)
        panels.append(_permits(participant, may_change=may_change, may_change_issued=may_change and not is_own))
    if participant.allows(user, MONEY):
        panels.append(money(participant))
    return panels


def _permits(participant, **rights):
    licences = list(participant.licences.order_by("-pk")[:20])
    context = {"person": participant, "licences": licences} | rights
    return {"template": "participants/permits/_panel.html", "context": context}
