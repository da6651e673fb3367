"""The call list, on the card "Sekarang" of mentors and officers."""

from django.urls import reverse
from django.utils.text import capfirst

from okoce.formats import angka
from okoce.now_card import Fact, Link, Now, Urgency


def call_list(waiting):
    """Return the calls that wait, as `queries.waiting` counts them; None where none does."""
    if not waiting["people"]:
        return None
    facts = (Fact("hourglass", capfirst(waiting["since"])),)
    button = Link("Mulai menelepon", reverse("participants:calls-list"))
    return Now(Urgency.WAITS, f"{angka(waiting['people'])} kabar perlu ditelepon", facts, button)
