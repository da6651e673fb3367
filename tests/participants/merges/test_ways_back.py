"""Later proposals, other merges and what is worked out anew stand neither in the way of a merge nor of its undoing."""

import pytest

from okoce.clock import now
from participants.merges.actions import merging, proposing, undoing
from participants.merges.models import Merge
from participants.people.models import Participant
from participants.registration.models import RegistrationDraft
from participants.twins.models import TwinCandidate
from tests.factories.merges import make_candidate, make_merge, make_twins, merged
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL
from tests.factories.proposals import make_proposal
from tests.factories.venues import make_venue
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def undone(merge):
    return undoing.undo(merge, by=make_user("staff"), reason="keliru")


def test_a_pair_is_joined_although_it_was_refused_the_other_way_round():
    keep, duplicate = make_twins()
    refused = proposing.refuse(make_merge(duplicate, keep), by=make_user("officer"), reason="data lama yang dipakai")

    merge = merged(keep, duplicate)

    refused.refresh_from_db()
    assert (refused.state, refused.keep, refused.duplicate) == (Merge.State.REFUSED, keep, None)
    undone(merge)
    refused.refresh_from_db()
    assert refused.keep == duplicate


def test_a_merge_whose_record_was_joined_in_this_moment_is_not_undone():
    keep, duplicate = make_twins()
    first = merged(keep, duplicate)
    merged(make_participant(), keep)

    assert refusal(undoing.undo, first, by=make_user("staff"), reason="keliru") == undoing.LATER_ONE


@pytest.mark.parametrize("act", ["confirm", "refuse"])
def test_a_proposal_that_was_taken_back_meanwhile_is_not_decided(act):
    officer = make_user("officer")
    merge = make_merge(*make_twins(), by=officer)
    proposing.refuse(merge, by=officer, reason="salah pilih")

    decide = {
        "confirm": lambda: merging.confirm(merge, by=make_user("officer")),
        "refuse": lambda: proposing.refuse(merge, by=make_user("officer"), reason="fotonya lain"),
    }
    assert refusal(decide[act]) == proposing.OVER


def test_the_form_that_somebody_sent_is_theirs_again():
    keep, duplicate = make_twins()
    draft = RegistrationDraft(participant=duplicate, sent_at=now())
    draft.answers = {"number": duplicate.registration_number}
    draft.save()
    merge = merged(keep, duplicate)
    draft.refresh_from_db()
    assert draft.participant is None

    undone(merge)

    draft.refresh_from_db()
    assert draft.participant == duplicate


def test_a_form_that_was_forgotten_meanwhile_stays_forgotten():
    keep, duplicate = make_twins()
    draft = RegistrationDraft(participant=duplicate, sent_at=now())
    draft.answers = {"number": duplicate.registration_number}
    draft.save()
    merge = merged(keep, duplicate)
    RegistrationDraft.objects.all().delete()

    undone(merge)

    assert not RegistrationDraft.objects.exists()
    assert Participant.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_a_pair_with_somebody_who_is_another_record_now_stays_forgotten():
    keep, duplicate = make_twins()
    third, fourth = make_participant(), make_participant()
    make_candidate(duplicate, third, state=TwinCandidate.State.DIFFERENT)
    merge = merged(keep, duplicate)
    merged(fourth, third)

    undone(merge)

    assert set(Participant.objects.all()) == {keep, duplicate, fourth}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("before", [True, False], ids=["before the merge", "after it"])
def test_what_a_planner_proposed_does_not_keep_a_merge_from_being_undone(before):
    keep, duplicate = make_twins()
    venue = make_venue("Aula", GROGOL)
    old = make_proposal(GROGOL, keep.programme_year, venue=venue, people=[keep, duplicate])
    merge = merged(keep, duplicate)
    if before:
        old.delete()
    else:
        make_proposal(GROGOL, keep.programme_year, venue=venue, people=[keep])

    undone(merge)

    assert set(Participant.objects.all()) == {keep, duplicate}
