"""Two officers confirm one proposal in the same moment: one wins, and the other is refused."""

import pytest
from django.core.exceptions import ValidationError

from participants.merges.actions import merging, proposing
from participants.merges.models import Merge
from participants.people.models import Participant
from tests.factories.merges import make_merge, make_twins
from tests.factories.people import make_user
from tests.participants.registration.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_two_officers_wins():
    merge = make_merge(*make_twins())
    officers = [make_user("officer") for _ in range(2)]

    def confirm(number):
        try:
            return merging.confirm(merge, by=officers[number]).pk
        except ValidationError as refused:
            return refused.messages[0]

    answers = at_once(2, confirm)

    assert sorted(map(str, answers)) == sorted([str(merge.pk), proposing.OVER])
    assert Participant.objects.count() == 1
    assert Merge.objects.get().state == Merge.State.DONE


def test_one_of_two_proposals_for_a_pair_stands():
    keep, duplicate = make_twins()
    officers = [make_user("officer") for _ in range(2)]

    def propose(number):
        try:
            return proposing.propose(keep, duplicate, by=officers[number], reason="orang yang sama").pk
        except ValidationError as refused:
            return refused.messages[0]

    answers = at_once(2, propose)

    assert proposing.UNDER_WAY in answers
    assert Merge.objects.count() == 1
