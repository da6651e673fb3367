"""Merges, corrections and moves in random order, with facts between them, and the way back through all of them."""

import random
from collections import Counter

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Count, Q

from okoce.accounts.models import AccessLog
from okoce.clock import today
from participants.corrections.actions import confirming
from participants.journey.actions import journeys
from participants.merges.actions import merging, undoing
from participants.merges.models import Merge
from participants.moves.actions import receiving
from participants.people.models import JoinedRegistration, Participant
from tests.factories.corrections import make_correction, moved
from tests.factories.evidence import make_note
from tests.factories.merges import make_history, make_merge, make_twins
from tests.factories.people import invented_nik, make_participant, make_user
from tests.factories.places import GROGOL
from tests.participants.corrections.test_whole import picture
from tests.participants.merges.test_whole import adds_up
from trainings.sessions.models import Session

pytestmark = pytest.mark.django_db
WAYS_BACK = {"correct": confirming.undo, "move": receiving.undo, "merge": undoing.undo}


def refusal(act, *args, **kwargs):
    """(what it returns, why it refuses)."""
    try:
        return act(*args, **kwargs), ""
    except ValidationError as refused:
        return None, " ".join(refused.messages)


def pictured(people):
    """All rows about these people, their marks, sums, standings and figures without zeros."""
    *rows, counts = picture(people)
    return rows, {place: +Counter(stages) for place, stages in counts.items() if +Counter(stages)}


class Acts:
    """What officers do to three records of one person, at random but always the same for a seed."""

    def __init__(self, seed):
        self.chance, self.number = random.Random(seed), 600 + 40 * seed
        older, newer = make_twins()
        third = make_participant(name="Siti Kenanga", birth_on=older.birth_on, sex="P", phone=older.phone)
        self.all = [older, newer, third]
        make_history(self.all, seed=seed)
        self.numbers = {person.registration_number for person in self.all}
        self.done = []

    @property
    def people(self):
        return list(Participant.objects.filter(pk__in=[person.pk for person in self.all]).order_by("pk"))

    def act(self):
        """One act that is possible now; it is kept with the picture from before it."""
        name = self.chance.choice(["correct", "correct", "move", "merge", "fact"])
        person, before = self.chance.choice(self.people), pictured(self.all)
        done, why = refusal(getattr(self, name), person)
        assert not why, f"{name}: {why}"
        if done:
            self.done.append((name, done, before))

    def correct(self, person):
        self.number += 1
        new = {"name": f"Sekar {self.number % 7 * 'A'}sri", "nik": invented_nik(self.number, sex="P"), "sex": "L"}
        names = self.chance.sample(sorted(new), self.chance.randint(1, 3))
        proposed = make_correction(person, by=make_user("staff"), **{name: new[name] for name in names})
        return confirming.confirm(proposed, by=make_user("staff"))

    def move(self, person):
        return moved(person) if person.kecamatan_id == GROGOL else None

    def merge(self, person):
        others = [other for other in self.people if other != person]
        if not others:
            return None
        merge = make_merge(person, self.chance.choice(others), by=make_user("staff"))
        return merging.confirm(merge, by=make_user("staff"))

    def fact(self, person):
        make_note(person, today(), by=make_user("mentor"))
        journeys.refresh([person.pk])
        self.done.clear()  # the way back begins here: what was built on is not taken back

    def undo(self):
        """Take the last act back; a refusal is said and changes nothing."""
        name, done, before = self.done.pop()
        now_there = pictured(self.all)
        _, why = refusal(WAYS_BACK[name], done, by=make_user("province"), reason="Ternyata keliru")
        if why:
            assert name == "merge", why
            assert pictured(self.all) == now_there
            self.done.clear()
            return False
        assert pictured(self.all) == before
        return True

    def holds(self):
        assert adds_up()
        taken = Q(seats__state__in=["offered", "confirmed", "attended", "absent"])
        for session in Session.objects.annotate(counted=Count("seats", filter=taken)):
            assert session.seats_taken == session.counted
        found = {number: Participant.objects.with_number(number).get() for number in self.numbers}
        assert set(found.values()) == set(self.people)
        joined = JoinedRegistration.objects.filter(number__in=self.numbers).count()
        assert len(self.people) + joined == 3


@pytest.mark.parametrize("seed", range(5))
def test_whatever_was_done_in_whatever_order_adds_up_and_leads_back(seed):
    acts = Acts(seed)
    for _ in range(5):
        acts.act()
        acts.holds()

    logged = AccessLog.objects.filter(act=AccessLog.Act.CHANGE).count()
    undone = 0
    while acts.done:
        undone += acts.undo()
        acts.holds()

    assert AccessLog.objects.filter(act=AccessLog.Act.CHANGE).count() >= logged + undone
    assert not Merge.objects.filter(state=Merge.State.WAITING).exists()
