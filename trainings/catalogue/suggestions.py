""" "Yang cocok untuk Anda" above the calendar: sessions for one of one's own people, with a switch between several."""

from django.urls import reverse
from django.utils.http import urlencode

from okoce.pk_parsing import row_number
from participants.people.models import Participant
from trainings.catalogue import offers
from trainings.catalogue.display import card
from trainings.sessions import memory

PERSON = "untuk"  # in the address: which of one's people
SHOWN = ("name", "user", "kecamatan", "availability", "programme_year", "holds_nik")


def for_user(user, asked):
    """Return {"person", "others", "cards"} for the head of the list; None for who has nobody in the register.

    `cards` is None where the person misses no module.
    """
    people = list(Participant.objects.owned_by(user).only(*SHOWN).order_by("pk"))
    if not people:
        return None
    person = next((person for person in people if person.pk == row_number(asked)), people[0])
    return {
        "person": person,
        "others": [_link(each) for each in people if each != person],
        "cards": _cards(offers.for_person(person)),
    }


def _cards(sessions):
    """The sessions as everybody sees them: nobody of the account has a seat that shows here."""
    if sessions is None:
        return None
    contents = memory.contents([session.pk for session in sessions])
    return [card(session, contents[session.pk]) for session in sessions]


def _link(person):
    return {"name": person.name, "url": f"{reverse('trainings:sessions-list')}?{urlencode({PERSON: person.pk})}"}
