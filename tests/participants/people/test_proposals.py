"""What all proposals have in common: typed words, one that waits at a time, and who takes one back."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from participants.corrections.actions import confirming, requests
from participants.corrections.actions import proposing as correcting
from participants.corrections.models import Correction
from participants.moves.actions import proposing as moving
from participants.people import proposals
from participants.people.models.proposals import ProposalQuerySet
from tests.factories.corrections import corrected, make_correction, make_move
from tests.factories.people import make_participant, make_user
from tests.participants.merges.test_merges import refusal

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
def test_outside_their_area_nobody_refuses_a_correction_or_answers_a_request():
    person = make_participant(user=make_user())
    asked = requests.ask(person, fields=["name"], text="keliru", by=person.user)
    correction = make_correction(make_participant())

    words = refusal(correcting.refuse, correction, by=make_user("staff", region="31.75"), answer="bukan orang ini")

    assert "di luar wilayah" in words
    assert "di luar wilayah" in refusal(requests.decline, asked, by=make_user("staff", region="31.75"), answer="benar")
