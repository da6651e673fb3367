"""Of people who stand still: what is ahead of them, and when somebody last reached them."""

from collections import defaultdict

from django.db.models import Max

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.contacts.models import Contact, Outcome
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant

_LABELS = dict(Stage.choices)


def with_contacts(people):
    """Return these rows of people, each with `last_stage`, `ahead` and `contact`, in three statements."""
    ids = [person["pk"] for person in people]
    held, last = _held(ids), _last_contacts(ids)
    return [
        person
        | {
            "last_stage": _LABELS[person["stopped_after"]],
            "ahead": ", ".join([label for stage, label in _LABELS.items() if stage not in held[person["pk"]]]),
            "contact": last.get(person["pk"], ""),
        }
        for person in people
    ]


def history(person):
    """Return what was written down about reaching somebody, the newest first, each with `made_by`."""
    return person.contacts.standing().select_related("made_by")


def in_words(contact):
    """Return a result and what follows from it."""
    return _in_words(contact.outcome, contact.rests_until)


def _in_words(outcome, rests_until):
    until = f", sampai {tanggal(rests_until)}" if rests_until else ""
    return f"{Outcome(outcome).label}{until}"


def _held(ids):
    held = defaultdict(set)
    standings = Participant.objects.filter(pk__in=ids).order_by()
    for person, stage in standings.values_list("pk", "standings__stage"):
        held[person].add(stage)
    return held


def _last_contacts(ids):
    """{person: when and how they were reached last}: by an officer, or by their mentor."""
    contacts = Contact.objects.standing().filter(participant__in=ids).order_by("made_on", "pk")
    last = {row[0]: row[1:] for row in contacts.values_list("participant", "made_on", "outcome", "rests_until")}
    found = {person: (made_on, f"{tanggal(made_on)}: {_in_words(*said)}") for person, (made_on, *said) in last.items()}
    notes = MentoringNote.objects.standing().filter(participant__in=ids).order_by()
    for person, met_on in notes.values_list("participant").annotate(last=Max("met_on")):
        if person not in found or found[person][0] < met_on:
            found[person] = (met_on, f"{tanggal(met_on)}: catatan pendamping")
    return {person: words for person, (_, words) in found.items()}
