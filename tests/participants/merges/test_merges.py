"""Two officers make one record of two; what stands in the way, and what cannot be undone any more."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.merges import rules
from participants.merges.actions import merging, proposing, undoing
from participants.merges.models import Merge
from participants.people.models import Participant
from participants.privacy import own_data
from participants.twins.models import TwinCandidate
from tests.factories import evidence
from tests.factories.bazaars import make_application, make_bazaar, make_stall_day
from tests.factories.merges import make_candidate, make_merge, make_twins, merged
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import DURI_KEPA
from tests.factories.sessions import in_days, make_seat, make_session
from tests.refusals import refusal

pytestmark = pytest.mark.django_db


def test_a_proposal_changes_nothing_and_marks_the_pair():
    keep, duplicate = make_twins()
    make_candidate(keep, duplicate)

    merge = make_merge(keep, duplicate)

    assert merge.state == Merge.State.WAITING
    assert Participant.objects.count() == 2
    assert TwinCandidate.objects.get().state == TwinCandidate.State.SAME


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_proposal_needs_a_reason(reason):
    assert refusal(proposing.propose, *make_twins(), by=make_user("officer"), reason=reason) == proposing.NO_REASON


def test_nobody_is_in_two_proposals():
    keep, duplicate = make_twins()
    make_merge(keep, duplicate)
    third = make_participant()

    for pair in ((keep, third), (third, duplicate)):
        assert refusal(make_merge, *pair) == proposing.UNDER_WAY


def test_registrations_that_wait_are_joined_by_the_card_and_not_here():
    assert refusal(make_merge, make_participant(), make_waiting()) == proposing.WAITING


def test_nobody_proposes_across_the_border():
    pair = make_participant(), make_participant(kelurahan=DURI_KEPA)

    assert "di luar wilayah" in refusal(make_merge, *pair)
    assert make_merge(*pair, by=make_user("staff")).pk


def test_who_proposed_does_not_confirm():
    officer = make_user("officer")
    merge = make_merge(*make_twins(), by=officer)

    assert refusal(merging.confirm, merge, by=officer) == merging.TWO_OFFICERS
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.filter(pk=merge.pk).update(decided_by=officer)


def test_nobody_confirms_outside_their_area():
    merge = make_merge(*make_twins())

    assert "di luar wilayah" in refusal(merging.confirm, merge, by=make_user("officer", region="31.73.05"))


def test_nobody_confirms_about_themself():
    keep, duplicate = make_twins()
    officer = make_user("officer")
    merge = make_merge(keep, duplicate)
    Participant.objects.filter(pk=duplicate.pk).update(user=officer)

    assert "data Anda sendiri" in refusal(merging.confirm, merge, by=officer)


def test_the_second_to_confirm_is_refused():
    merge = make_merge(*make_twins())
    merging.confirm(merge, by=make_user("officer"))

    assert refusal(merging.confirm, merge, by=make_user("officer")) == proposing.OVER
    assert refusal(proposing.refuse, merge, by=make_user("officer"), reason="bukan orang ini") == proposing.OVER


def test_a_refused_proposal_puts_the_pair_back():
    keep, duplicate = make_twins()
    make_candidate(keep, duplicate)
    merge = make_merge(keep, duplicate)

    proposing.refuse(merge, by=make_user("officer"), reason="fotonya lain")

    merge.refresh_from_db()
    assert (merge.state, merge.refusal) == (Merge.State.REFUSED, "fotonya lain")
    assert TwinCandidate.objects.get().state == TwinCandidate.State.OPEN


def test_both_numbers_lead_to_the_record_and_its_log_of_access_goes_along():
    keep, duplicate = make_twins()
    AccessLog.objects.create(
        actor=make_user("officer"), act="open", subject="people.participant", subject_id=duplicate.pk
    )

    merge = merged(keep, duplicate)

    found = Participant.objects.with_number(duplicate.registration_number).get()
    seen = own_data.access_entries(found, apart_from=make_user())
    assert found == keep
    assert duplicate.pk in {entry.subject_id for entry in seen}
    assert not merge.lost_stages


def test_the_person_is_notified_on_a_call_list_or_in_the_inbox():
    keep, duplicate = make_twins(user=None)
    Participant.objects.filter(pk=keep.pk).update(user=make_user())
    Participant.objects.filter(pk=duplicate.pk).update(user=make_user())

    merged(keep, duplicate)

    assert Notice.objects.get(kind="records_merged").participant == keep
    assert Message.objects.filter(kind="registration_released").count() == 1


def test_the_account_and_the_mentor_of_the_other_record_are_taken_where_there_is_none():
    keep, duplicate = make_twins()
    user, mentor = make_user(), make_user("mentor")
    Participant.objects.filter(pk=duplicate.pk).update(user=user, mentor=mentor)

    merged(keep, duplicate)

    keep.refresh_from_db()
    assert (keep.user, keep.mentor) == (user, mentor)


def test_who_came_earlier_counts_from_then():
    older, newer = make_twins()
    journeys.settle_tallies()

    merged(newer, older)

    newer.refresh_from_db()
    assert newer.registered_at == older.registered_at
    assert journeys.tally_differences() == {}


def test_of_two_rows_of_which_one_may_stand_the_later_is_voided_with_its_reason():
    keep, duplicate = make_twins()
    first, second = (evidence.make_statement(person, dt.date(2025, 3, 1)) for person in (duplicate, keep))
    checks = [evidence.make_check(person, dt.date(2025, 3, 1)) for person in (keep, duplicate)]

    merged(keep, duplicate)

    for row in (first, second, *checks):
        row.refresh_from_db()
    assert [row.voided_at is None for row in (first, second)] == [True, False]
    assert second.void_reason == rules.DOUBLE
    assert IdentityCheck.objects.standing().get() == checks[0]


def test_one_seat_of_two_in_a_session_is_released():
    keep, duplicate = make_twins()
    session = make_session(days=(9,))
    for person in (keep, duplicate):
        make_seat(session, person)

    merged(keep, duplicate)

    session.refresh_from_db()
    assert sorted(keep.seats.values_list("state", flat=True)) == ["confirmed", "released"]
    assert session.seats_taken == 1


def test_of_two_applications_the_one_with_a_stall_stands():
    keep, duplicate = make_twins()
    bazaar = make_bazaar()
    mine, theirs = make_application(bazaar, keep), make_application(bazaar, duplicate)
    make_stall_day(theirs)

    merged(keep, duplicate)

    assert list(keep.stall_applications.standing()) == [theirs]
    mine.refresh_from_db()
    assert mine.withdrawn_at


def test_two_stalls_at_one_bazaar_stand_in_the_way():
    keep, duplicate = make_twins()
    bazaar = make_bazaar()
    for number, person in enumerate((keep, duplicate), start=1):
        make_stall_day(make_application(bazaar, person), number=number)

    assert "punya lapak" in refusal(merged, keep, duplicate)
    assert Participant.objects.count() == 2


def test_a_stage_that_would_be_lost_is_named_before(monkeypatch):
    keep, duplicate = make_twins()
    evidence.make_check(keep, today() - dt.timedelta(days=300))
    journeys.refresh([keep.pk])
    monkeypatch.setattr(proposing.stages, "judge", lambda facts, policy: {})

    assert make_merge(keep, duplicate).lost_stages == ["pendaftaran"]


def test_undo_needs_a_reason_the_area_and_thirty_days(time_machine):
    merge = merged(*make_twins())
    staff = make_user("staff")

    assert refusal(undoing.undo, merge, by=staff, reason=" ") == undoing.NO_REASON
    assert "di luar wilayah" in refusal(undoing.undo, merge, by=make_user("officer"), reason="keliru")
    time_machine.move_to(now() + dt.timedelta(days=30))
    assert refusal(undoing.undo, merge, by=staff, reason="keliru") == undoing.OVER
    assert undoing.forget_logs() == 1


def test_undoing_twice_is_refused_and_both_are_notified():
    merge = merged(*make_twins())

    undoing.undo(merge, by=make_user("staff"), reason="keliru")

    assert refusal(undoing.undo, merge, by=make_user("staff"), reason="keliru") == undoing.OVER
    assert Notice.objects.filter(kind="merge_undone").count() == 2


def test_what_was_undone_is_not_proposed_again():
    keep, duplicate = make_twins()
    make_candidate(keep, duplicate)

    undoing.undo(merged(keep, duplicate), by=make_user("staff"), reason="kembar kandung")

    assert TwinCandidate.objects.get().state == TwinCandidate.State.DIFFERENT


@pytest.mark.parametrize(
    "build",
    [
        lambda keep: evidence.make_licence(keep, today()),
        lambda keep: make_seat(make_session(days=(20,)), keep),
        lambda keep: make_participant(nik="3173025005909002"),
    ],
    ids=["a licence", "a seat", "the NIK taken"],
)
def test_undo_is_refused_once_something_was_built_on_it(build):
    keep, duplicate = make_twins()
    evidence.make_check(duplicate, in_days(-100))
    merge = merged(keep, duplicate)
    build(keep)

    assert "tidak dapat dibatalkan" in refusal(undoing.undo, merge, by=make_user("staff"), reason="keliru")


def test_the_newer_of_two_merges_is_undone_first():
    keep, duplicate = make_twins()
    first = merged(keep, duplicate)
    second = merged(keep, make_participant())

    assert refusal(undoing.undo, first, by=make_user("staff"), reason="keliru") == undoing.LATER_ONE

    undoing.undo(second, by=make_user("staff"), reason="keliru")
    undoing.undo(first, by=make_user("staff"), reason="keliru")
    assert Participant.objects.count() == 3
