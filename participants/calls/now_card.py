"""The call list, on the card "Sekarang" of mentors and officers."""

from django.urls import reverse

from okoce.formats import angka
from okoce.now_card import Fact, Link, Now, Urgency
from participants.calls import queries
from participants.calls.models.notices import CALL


def call_list(request):
    """Return the calls that wait for a user, or None: settings.NOW_SOURCES."""
    if not request.user.has_perm(CALL):
        return None
    found = queries.waiting(request.user)
    return waiting(found["people"], found["since"]) if found["people"] else None


def waiting(count, since):
    facts = (Fact("hourglass", since[:1].upper() + since[1:]),)
    return Now(
        Urgency.WAITS,
        f"{angka(count)} kabar perlu ditelepon",
        facts,
        Link("Mulai menelepon", reverse("participants:calls-list")),
    )
