"""Two officers decide about one proposal in the same moment: one wins, and the other is refused in words."""

import pytest

from participants.corrections.actions import confirming, proposing
from participants.corrections.models import Correction
from participants.moves.actions import proposing as moving
from participants.moves.actions import receiving
from participants.moves.models import Move
from tests.factories.corrections import make_correction, make_move
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK
from tests.participants.registration.threads import ends_of

pytestmark = pytest.mark.django_db(transaction=True)


def test_of_two_who_confirm_a_correction_one_wins():
    correction = make_correction(make_participant())
    officers = [make_user("staff") for _ in range(2)]

    answers = ends_of(*(lambda by=by: confirming.confirm(correction, by=by) for by in officers))

    assert answers == sorted([Correction.State.DONE.value, proposing.OVER])


def test_of_a_correction_confirmed_and_refused_at_once_one_stands():
    correction = make_correction(make_participant())
    one, other = make_user("staff"), make_user("staff")

    answers = ends_of(
        lambda: confirming.confirm(correction, by=one),
        lambda: proposing.refuse(correction, by=other, answer="bukan orang ini"),
    )

    assert proposing.OVER in answers
    correction.refresh_from_db()
    assert correction.decided_by in (one, other)


def test_without_the_hold_a_confirmed_correction_would_be_refused(monkeypatch):
    correction = make_correction(make_participant())
    confirming.confirm(correction, by=make_user("staff"))
    monkeypatch.setattr(proposing, "hold", lambda row: Correction.objects.get(pk=row.pk))

    refused = proposing.refuse(correction, by=make_user("staff"), answer="bukan orang ini")

    assert refused.state == Correction.State.REFUSED


def test_of_two_proposals_for_one_person_one_stands():
    person = make_participant()
    officers = [make_user("officer") for _ in range(2)]

    answers = ends_of(*(lambda by=by: make_correction(person, by=by) for by in officers))

    assert answers == sorted([Correction.State.WAITING.value, proposing.UNDER_WAY])


def test_of_two_who_accept_a_move_one_wins():
    move = make_move(make_participant())
    officers = [make_user("officer", region=KEBON_JERUK) for _ in range(2)]

    answers = ends_of(*(lambda by=by: receiving.accept(move, by=by) for by in officers))

    assert answers == sorted([Move.State.ACCEPTED.value, moving.OVER])


def test_without_the_hold_an_accepted_move_would_be_refused(monkeypatch):
    move = make_move(make_participant())
    officers = [make_user("officer", region=KEBON_JERUK) for _ in range(2)]
    receiving.accept(move, by=officers[0])
    monkeypatch.setattr(receiving, "hold", lambda row: Move.objects.get(pk=row.pk))

    assert receiving.refuse(move, by=officers[1], answer="bukan orang ini").state == Move.State.REFUSED
