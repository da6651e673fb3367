"""Two officers take back one decision in the same moment: it is taken back once, and the other is refused in words."""

import pytest
from django.core.exceptions import ValidationError

from participants.corrections.actions import confirming
from participants.journey.actions import journeys
from participants.merges.actions import undoing
from participants.moves.actions import receiving
from participants.people.models import Participant
from tests.factories.corrections import corrected, moved
from tests.factories.merges import make_twins, merged
from tests.factories.people import make_participant, make_user
from tests.participants.merges.test_whole import adds_up
from tests.participants.registration.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)
WAYS = {
    "correction": (lambda: corrected(entered(make_participant())), confirming.undo, [confirming.OVER]),
    "move": (lambda: moved(entered(make_participant())), receiving.undo, [receiving.UNDONE]),
    "merge": (lambda: merged(*map(entered, make_twins())), undoing.undo, [undoing.OVER]),
}


def entered(person):
    journeys.enter(person)
    return person


@pytest.mark.parametrize("kind", WAYS)
def test_one_of_two_who_undo_wins(kind):
    make, undo, words = WAYS[kind]
    done, officers = make(), [make_user("province") for _ in range(2)]
    people = Participant.objects.count()

    def act(number):
        try:
            undo(done, by=officers[number], reason="Ternyata keliru")
            return []
        except ValidationError as refused:
            return refused.messages

    assert sorted(at_once(2, act)) == [[], words]
    done.refresh_from_db()
    assert (done.state, done.undone_by in officers) == ("undone", True)
    assert Participant.objects.count() == people + (kind == "merge")
    assert adds_up()
