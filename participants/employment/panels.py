"""How many people work in a business, on the pages of its owner and of staff, and in the copy of own data."""

from django.urls import reverse

from participants.employment.forms import TAPS, PeopleForm
from participants.employment.models import ADD, VIEW

SHOWN = 6
TEMPLATE = "participants/employment/_panel.html"


def own(person, present=()):
    """settings.JOURNEY_PANELS: asked twice a year by one tap; None before the card was checked."""
    if not person.is_checked:
        return None
    url = reverse("participants:employment-own", args=[person.registration_number])
    return _panel(person, url=url, is_own=True)


def for_staff(person, *, user):
    """settings.PERSON_PANELS; None for who may not read it, and before the card was checked."""
    if not person.is_checked or not person.allows(user, VIEW):
        return None
    may_add = person.allows(user, ADD)
    return _panel(person, url=reverse("participants:employment-desk", args=[person.pk]) if may_add else "")


def own_data(person):
    """settings.OWN_DATA."""
    return {
        "orang_yang_bekerja": [
            {
                "orang": row.people,
                "dijawab": row.said_on.isoformat(),
                "sumber": row.get_way_display(),
                "batal": row.void_reason,
            }
            for row in person.worker_counts.order_by("id")
        ]
    }


def _panel(person, *, url, is_own=False):
    rows = list(person.worker_counts.newest_first()[:SHOWN])
    last = rows[0] if rows else None
    context = {
        "person": person,
        "last": last,
        "earlier": rows[1:],
        "is_asked": bool(url) and (last is None or last.is_old),
        "is_own": is_own,
        "url": url,
        "taps": TAPS,
        "form": PeopleForm(),
    }
    return {"template": TEMPLATE, "context": context}
