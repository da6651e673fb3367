""" "Yang cocok untuk Anda" above the calendar: sessions for one of one's own people, with a switch between several."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.http import urlencode

from okoce.pk_parsing import row_number
from okoce.programme.stages import Stage
from participants.journey.models import StageStanding
from participants.people.models import Participant
from trainings.catalogue import offers
from trainings.catalogue.display import card
from trainings.sessions import memory

PERSON = "untuk"  # in the address: which of one's people
SHOWN = ("name", "user", "kelurahan", "kecamatan", "availability", "programme_year", "holds_nik")


def for_user(user, asked):
    """Return {"person", "others", "cards"} for the head of the list; None for who has nobody in the register.

    First comes who is not trained yet. `cards` is None where the person misses no module.
    """
    trained = StageStanding.objects.filter(participant=OuterRef("pk"), stage=Stage.TRAINING)
    people = Participant.objects.owned_by(user).annotate(is_trained=Exists(trained)).only(*SHOWN)
    people = sorted(people, key=lambda person: (person.is_trained, person.is_waiting, person.pk))
    if not people:
        return None
    person = next((person for person in people if person.pk == row_number(asked)), people[0])
    return {
        "person": person,
        "others": [_link(each) for each in people if each != person],
        "cards": None if person.is_trained else _cards(offers.for_person(person)),
    }


def _cards(sessions):
    """The sessions as everybody sees them: the person has no seat there, and others' stand in the list below."""
    if sessions is None:
        return None
    contents = memory.contents([session.pk for session in sessions])
    return [card(session, contents[session.pk]) for session in sessions]


def _link(person):
    return {"name": person.name, "url": f"{reverse('trainings:sessions-list')}?{urlencode({PERSON: person.pk})}"}
