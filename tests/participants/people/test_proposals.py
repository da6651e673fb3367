"""What all proposals have in common: typed words, one that waits at a time, and who takes one back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from okoce.clock import now, today
from participants.cleaning import dates
from participants.corrections.actions import confirming
from participants.corrections.actions import proposing as correcting
from participants.corrections.models import Correction
from participants.moves.actions import proposing as moving
from participants.people import proposals
from participants.people.models.proposals import ProposalQuerySet
from tests.factories.corrections import corrected, make_correction, make_move
from tests.factories.merges import make_merge, make_twins
from tests.factories.people import make_participant, make_user
from tests.refusals import refusal

NIK = "3173021005909876"


@pytest.mark.parametrize(
    ("typed", "kept"), [("  KTP dilihat ", "KTP dilihat"), (f"NIK {NIK}", "NIK [NIK]"), ("a" * 201, "a" * 200)]
)
def test_words_are_kept_without_a_nik_and_cut(typed, kept):
    assert proposals.words(typed, "Tulis alasan.") == kept


def test_no_words_are_refused_at_their_field():
    with pytest.raises(ValidationError) as refused:
        proposals.words("  ", "Tulis apa yang keliru.", field="text")

    assert refused.value.message_dict == {"text": ["Tulis apa yang keliru."]}


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "room"), [(make_correction, correcting), (make_move, moving)])
def test_a_second_proposal_in_the_same_moment_is_refused_by_the_database(monkeypatch, make, room):
    person = make_participant()
    make(person)
    monkeypatch.setattr(ProposalQuerySet, "waiting", lambda rows: rows.none())

    assert refusal(make, person) == room.UNDER_WAY


@pytest.mark.django_db
def test_another_broken_constraint_is_not_taken_for_a_second_proposal():
    with pytest.raises(IntegrityError):
        make_correction(make_participant(), seen="foto")


@pytest.mark.django_db
def test_what_was_deleted_meanwhile_is_neither_decided_nor_undone():
    waiting, done = make_correction(make_participant()), corrected(make_participant())
    held = [Correction.objects.get(pk=row.pk) for row in (waiting, done)]
    Correction.objects.all().delete()

    assert refusal(proposals.hold_waiting, held[0], correcting.OVER) == correcting.OVER
    assert refusal(proposals.hold_undoable, held[1], confirming.OVER) == confirming.OVER


@pytest.mark.django_db
def test_outside_their_area_nobody_refuses_a_correction():
    correction = make_correction(make_participant())

    words = refusal(correcting.refuse, correction, by=make_user("staff", region="31.75"), answer="bukan orang ini")

    assert "di luar wilayah" in words


def _correction():
    return make_correction(make_participant())


def _move():
    return make_move(make_participant())


def _merge():
    return make_merge(*make_twins())


@pytest.mark.django_db
@pytest.mark.parametrize(("make", "kind"), [(_correction, "correction"), (_move, "move"), (_merge, "merge")])
def test_the_database_keeps_what_every_proposal_promises(make, kind):
    proposal, another = make(), make_user()
    rows = type(proposal).objects.filter(pk=proposal.pk)
    undone = {"state": "undone", "decided_by": another}
    broken = [
        ({"reason": ""}, f"{kind}_has_a_reason"),
        ({"state": "lain", "decided_by": another}, f"{kind}_state_is_known"),
        ({"decided_by": proposal.proposed_by}, f"{kind}_takes_two_"),
        ({"state": proposal.CARRIED_OUT}, f"decided_{kind}_names_who"),
        (undone | {"undone_by": another}, f"undone_{kind}_names_who_and_why"),
        (undone | {"undo_reason": "keliru"}, f"undone_{kind}_names_who_and_why"),
    ]
    if kind != "merge":
        broken.append(({"state": "refused", "decided_by": another}, f"refused_{kind}_says_why"))

    for changes, name in broken:
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**changes)


@pytest.mark.django_db
def test_values_that_no_card_has_by_now_are_not_written(time_machine):
    correction = make_correction(make_participant(), birth_on=today() - dt.timedelta(days=110 * 365))
    time_machine.move_to(now() + dt.timedelta(days=2 * 366))

    assert refusal(confirming.confirm, correction, by=make_user("staff")) == dates.MESSAGES["AGE_MAX"]
