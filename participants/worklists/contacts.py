"""Of people who stand still: what is ahead of them, and when somebody last reached them."""

from collections import defaultdict

from okoce.formats import tanggal
from okoce.programme.stages import Stage
from participants.contacts.models import Contact
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant


def with_contacts(people):
    """Return these rows of people, each with `last_stage`, `ahead` and `contact`, in three statements."""
    ids = [person["pk"] for person in people]
    held, last = _held(ids), _last_contacts(ids)
    return [
        person
        | {
            "last_stage": Stage(person["stopped_after"]).label,
            "ahead": ", ".join(stage.label for stage in Stage if stage not in held[person["pk"]]),
            "contact": last.get(person["pk"], ""),
        }
        for person in people
    ]


def history(person):
    """Return what was written down about reaching somebody, the newest first, each with `made_by`."""
    return person.contacts.standing().select_related("made_by")


def in_words(contact):
    """Return a result and what follows from it."""
    until = f", sampai {tanggal(contact.rests_until)}" if contact.rests_until else ""
    return f"{contact.get_outcome_display()}{until}"


def _held(ids):
    held = defaultdict(set)
    standings = Participant.objects.filter(pk__in=ids).order_by().values_list("pk", "standings__stage")
    for pk, stage in standings:
        held[pk].add(stage)
    return held


def _last_contacts(ids):
    """{person: when and how they were reached last}: by an officer, or by their mentor."""
    found = {}
    contacts = Contact.objects.standing().filter(participant__in=ids).order_by("made_on", "pk")
    for contact in contacts.only("participant", "made_on", "outcome", "rests_until"):
        found[contact.participant_id] = (contact.made_on, f"{tanggal(contact.made_on)}: {in_words(contact)}")
    notes = MentoringNote.objects.standing().filter(participant__in=ids).order_by("met_on", "pk")
    for person, met_on in notes.values_list("participant", "met_on"):
        if person not in found or found[person][0] < met_on:
            found[person] = (met_on, f"{tanggal(met_on)}: catatan pendamping")
    return {person: words for person, (_, words) in found.items()}
