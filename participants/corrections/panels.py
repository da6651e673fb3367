"""settings.PERSON_PANELS and OWN_DATA: corrections on the page that staff see, and of the person."""

from participants.corrections.models import ADD, VIEW, Correction, CorrectionRequest

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
        "asked": person.correction_requests.open().first(),
        "proposes": not is_proposed and person.allows(user, ADD) and not person.belongs_to(user),
    }
    return {"template": "participants/corrections/_person_panel.html", "context": context}


def own_requests(person):
    """Return what a person asked for and what came of it, newest first."""
    return list(person.correction_requests.all()[:SHOWN])


def own_data(person):
    """Return what is kept of corrections, for the copy of own data: which fields, never a NIK."""
    return {
        "permintaan_pembetulan": [
            {
                "yang_keliru": row.fields_in_words,
                "isi": row.text,
                "diminta": row.asked_at.isoformat(),
                "keadaan": CorrectionRequest.State(row.state).label,
                "jawaban": row.answer,
            }
            for row in person.correction_requests.order_by("id")
        ],
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
