"""People who stand still and were called: one who answered, one who asks for a later call, two who did not answer."""

import datetime as dt

from participants.contacts.models import RESTS, Contact
from participants.people.models import Participant
from participants.worklists import queries as worklists
from sample.passing import HERE

Outcome = Contact.Outcome
# Days ago, result, what was written down, days from the call on that somebody is left alone.
CALLS = [
    (3, Outcome.GOES_ON, "Modul berikutnya diikuti setelah Lebaran", RESTS),
    (1, Outcome.LATER, "Sedang pulang kampung", dt.timedelta(days=20)),
    (2, Outcome.MISSED, "", None),
    (5, Outcome.WRONG, "Yang mengangkat tidak kenal orangnya", None),
]


def add(officer, ground):
    """Write down a call to each of the first people of the list."""
    people = worklists.stuck(Participant.objects.filter(kecamatan=HERE, user=None)).order_by("stopped_on", "pk")
    Contact.objects.bulk_create(
        Contact(
            participant=person,
            outcome=outcome,
            note=note,
            made_by=officer,
            made_on=max(ground.today - dt.timedelta(days=days), person.stopped_on),
            rests_until=rests and ground.today - dt.timedelta(days=days) + rests,
        )
        for person, (days, outcome, note, rests) in zip(people[: len(CALLS)], CALLS, strict=False)
    )
