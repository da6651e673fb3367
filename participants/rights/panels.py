"""What the pages of a person show of their requests: Data saya, and the record that staff open."""

from participants.people.reach import Reach
from participants.rights.models import ADD, VIEW


def own(person):
    """settings.OWN_DATA_PANELS."""
    requests = list(person.rights_requests.all()[:20])
    context = {"requests": requests, "number": person.registration_number}
    return {"template": "participants/rights/_own.html", "context": context}


def for_staff(person, *, user):
    """settings.PERSON_PANELS: requests, for who may see them. What they limit stands on top of the page."""
    sees = person in Reach.of(user, VIEW, own=False)
    records = person in Reach.of(user, ADD, own=False) and not person.belongs_to(user) and not person.erased_at
    requests = list(person.rights_requests.all()[:5]) if sees else []
    if not (requests or records):
        return None
    context = {"requests": requests, "person": person, "records": records}
    return {"template": "participants/rights/_record.html", "context": context}
