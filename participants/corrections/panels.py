"""settings.PERSON_PANELS, CORRECTION_PANELS and OWN_DATA: corrections on pages that staff see, and in own data."""

from participants.corrections.models import ADD, VIEW, Correction

SHOWN = 3


def for_staff(person, *, user):
    """Return the panel, or None for who may not see corrections of this person, before the card and after deletion."""
    if person.is_waiting or person.erased_at or not person.allows(user, VIEW):
        return None
    corrections = list(person.corrections.visible_to(user).select_related("decided_by").defer("values_sealed")[:SHOWN])
    is_proposed = any(row.state == Correction.State.WAITING for row in corrections)
    context = {
        "person": person,
        "corrections": corrections,
        "proposes": not is_proposed and person.allows(user, ADD) and not person.belongs_to(user),
    }
    return {"template": "participants/corrections/_person_panel.html", "context": context}


def for_request(asked, *, user):
    """Return what was proposed for a request, and whether this user may propose: settings.CORRECTION_PANELS."""
    person = asked.participant
    if person.erased_at or not person.allows(user, VIEW):
        return None
    corrections = list(asked.corrections.select_related("decided_by").defer("values_sealed"))
    is_proposed = any(row.state == Correction.State.WAITING for row in corrections)
    proposes = asked.is_open and asked.is_on_card and not is_proposed
    context = {
        "person": person,
        "corrections": corrections,
        "proposes": proposes and person.allows(user, ADD) and not person.belongs_to(user),
    }
    return {"template": "participants/corrections/_request_panel.html", "context": context}


def own_data(person):
    """Return what is kept of corrections, for the copy of own data: which fields, never a NIK."""
    return {
        "pembetulan": [
            {
                "yang_dibetulkan": row.fields_in_words,
                "keadaan": row.get_state_display(),
                "yang_dilihat": row.get_seen_display(),
                "diusulkan": row.proposed_at.isoformat(),
                "diputuskan": row.decided_at and row.decided_at.isoformat(),
            }
            for row in person.corrections.defer("values_sealed").order_by("id")
        ],
    }
