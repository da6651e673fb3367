""" "Yang cocok untuk Anda" above the calendar: sessions for one of one's own people, with a switch between several."""

from django.urls import reverse
from django.utils.http import urlencode

from okoce.pk_parsing import row_number
from participants.people.models import Participant
from trainings.catalogue import offers
from trainings.catalogue.display import card
from trainings.sessions import memory

PERSON = "untuk"  # in the address: which of one's people
SHOWN = ("name", "user", "kelurahan", "kecamatan", "availability", "programme_year", "holds_nik")


def people_of(user):
    """Return whom sessions can be suggested to."""
    return list(Participant.objects.owned_by(user).only(*SHOWN))


def for_people(people, asked, *, seats):
    """Return {"person", "others", "cards"} for the head of the list: for the person asked for, else for the first.

    First comes who misses a module and whose card was seen. `people` are as `people_of` returns them, `seats` their
    live seats. `cards` is None where the person misses no module.
    """
    missing = offers.missing(people)
    people = sorted(people, key=lambda person: (not missing[person.pk], person.is_waiting, person.pk))
    person = next((person for person in people if person.pk == row_number(asked)), people[0])
    held = [seat for seat in seats if seat.participant_id == person.pk]
    return {
        "person": person,
        "others": [_link(each) for each in people if each != person],
        "cards": _cards(offers.for_missing(person, missing[person.pk], held=held)),
    }


def _cards(sessions):
    """The sessions as everybody sees them: the person has no seat there, and others' stand in the list below."""
    if sessions is None:
        return None
    contents = memory.contents([session.pk for session in sessions])
    return [card(session, contents[session.pk]) for session in sessions]


def _link(person):
    return {"name": person.name, "url": f"{reverse('trainings:sessions-list')}?{urlencode({PERSON: person.pk})}"}
