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
    """What `Participant.objects.open_to` says of rows, of a row at hand."""
    is_theirs = user.is_authenticated and user.pk in (participant.user_id, participant.mentor_id)
    return is_theirs or participant.kecamatan_id in user.areas_for(permission)
