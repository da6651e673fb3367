"""Licences and money as panels of a person's page: for the owner, and for staff as far as their role goes."""

from participants.models import Participant

LICENCES = "participants.view_licence"
MONEY = "participants.view_monthlystatement"


def permits(participant):
    """settings.JOURNEY_PANELS: the owner's page."""
    return _permits(participant, may_change=True, may_change_issued=False)


def money(participant):
    return {"template": "participants/finances/_panel.html", "context": {"person": participant}}


def for_staff(participant, *, user):
    panels = []
    if _may(user, participant, LICENCES):
        may_change = _may(user, participant, "participants.change_licence")
        is_own = participant.user_id == user.pk
        panels.append(_permits(participant, may_change=may_change, may_change_issued=may_change and not is_own))
    if _may(user, participant, MONEY):
        panels.append(money(participant))
    return panels


def _permits(participant, **rights):
    licences = list(participant.licences.order_by("-pk")[:20])
    context = {"person": participant, "licences": licences} | rights
    return {"template": "participants/permits/_panel.html", "context": context}


def _may(user, participant, permission):
    return Participant.objects.open_to(user, permission).filter(pk=participant.pk).exists()
