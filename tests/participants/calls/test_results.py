"""What a call came to: reached, three tries, a wrong number, not to be reached; the last result is taken back."""

import pytest
from django.core.exceptions import ValidationError

from okoce.accounts.models import AccessLog
from participants.calls.actions import results
from participants.calls.models import CallResult, Notice
from participants.calls.queries import Part, of_part
from tests.factories.calls import make_call
from tests.factories.people import make_participant, make_user
from tests.factories.places import KEBON_JERUK

pytestmark = pytest.mark.django_db

State, Outcome = Notice.State, CallResult.Outcome


@pytest.fixture
def officer():
    return make_user("officer")


def stored(notice):
    notice = Notice.objects.get(pk=notice.pk)
    return notice.state, notice.tries


def parts(user):
    """{part of the list: how many}, of those with somebody in them."""
    return {part.value: count for part in Part if (count := of_part(user, part).count())}


def test_who_was_reached_is_finished_with_who_called_and_when(officer):
    call = make_call()

    results.record(call, Outcome.REACHED, by=officer)

    result = call.results.get()
    assert stored(call) == (State.REACHED, 0)
    assert (result.made_by, result.outcome) == (officer, Outcome.REACHED)
    assert parts(officer) == {"selesai": 1}


def test_three_tries_without_an_answer_are_given_up_where_it_is_seen(officer):
    call, seen = make_call(), []

    for _ in range(3):
        results.record(call, Outcome.MISSED, by=officer)
        seen.append(parts(officer))

    assert seen == [{"telepon": 1}, {"telepon": 1}, {"belum": 1}]
    assert stored(call) == (State.MISSED, 3)


def test_the_same_press_twice_counts_one_try(officer):
    call = make_call()

    for _ in range(2):
        results.record(call, Outcome.MISSED, by=officer, seen_tries=0)

    assert stored(call) == (State.OPEN, 1)


@pytest.mark.parametrize("outcome", [Outcome.REACHED, Outcome.WRONG])
def test_a_result_pressed_twice_is_one_result(officer, outcome):
    call = make_call()

    for _ in range(2):
        results.record(call, outcome, by=officer)

    assert call.results.count() == 1


def test_a_wrong_number_waits_for_the_officer_and_comes_back_once_it_was_corrected(officer):
    call = make_call()
    results.record(call, Outcome.MISSED, by=officer)
    results.record(call, Outcome.WRONG, by=officer)
    before = parts(officer)
    call.participant.phone = "+628120009999"
    call.participant.save()

    assert (before, parts(officer)) == ({"salah": 1}, {"telepon": 1})
    results.record(call, Outcome.MISSED, by=officer)
    assert stored(call) == (State.OPEN, 1)  # tries with the number of now


def test_a_wrong_number_of_a_mentors_person_is_the_officers_to_correct(officer):
    mentor = make_user("mentor")
    call = make_call(make_participant(mentor=mentor))

    results.record(call, Outcome.WRONG, by=mentor)

    assert parts(officer) == {"salah": 1}


def test_who_died_is_not_called_any_more_and_nothing_is_lost(officer):
    call = make_call()

    results.record(call, Outcome.IMPOSSIBLE, by=officer, reason="Sudah meninggal")

    assert stored(call) == (State.IMPOSSIBLE, 0)
    assert call.results.get().reason == "Sudah meninggal"
    assert parts(officer) == {"selesai": 1}


@pytest.mark.parametrize("before", [Outcome.WRONG, Outcome.MISSED])
def test_after_a_wrong_number_or_three_tries_somebody_can_still_be_given_up(officer, before):
    call = make_call()
    for _ in range(3 if before == Outcome.MISSED else 1):
        results.record(call, before, by=officer)

    results.record(call, Outcome.IMPOSSIBLE, by=officer, reason="Pindah")

    assert stored(call)[0] == State.IMPOSSIBLE


def test_giving_somebody_up_needs_a_reason(officer):
    with pytest.raises(ValidationError, match="Pilih alasan"):
        results.record(make_call(), Outcome.IMPOSSIBLE, by=officer)


def test_what_was_settled_is_not_settled_otherwise(officer):
    call = make_call()
    results.record(call, Outcome.REACHED, by=officer)

    with pytest.raises(ValidationError, match="sudah diurus"):
        results.record(call, Outcome.WRONG, by=officer)


@pytest.mark.parametrize("act", ["record", "reveal", "undo"])
def test_who_moved_away_is_no_longer_on_this_list(officer, act):
    person = make_participant()
    call = make_call(person)
    results.record(call, Outcome.MISSED, by=officer)
    person.kecamatan_id = KEBON_JERUK
    person.save()
    call.refresh_from_db()
    acts = {
        "record": lambda: results.record(call, Outcome.REACHED, by=officer),
        "reveal": lambda: results.reveal(call, by=officer),
        "undo": lambda: results.undo(call, by=officer),
    }

    with pytest.raises(ValidationError, match="tidak lagi di daftar telepon Anda"):
        acts[act]()


@pytest.mark.parametrize(
    ("outcomes", "left"),
    [
        ([Outcome.REACHED], (State.OPEN, 0)),
        ([Outcome.MISSED, Outcome.REACHED], (State.OPEN, 1)),
        ([Outcome.MISSED] * 3, (State.OPEN, 2)),
        ([Outcome.WRONG], (State.OPEN, 0)),
    ],
)
def test_the_last_result_is_undone_and_stays_written_down(officer, outcomes, left):
    call = make_call()
    for outcome in outcomes:
        results.record(call, outcome, by=officer)

    results.undo(call, by=officer)

    assert stored(call) == left
    assert call.results.count() == len(outcomes)
    assert call.results.exclude(undone_at=None).get().undone_by == officer


def test_nothing_is_undone_where_nothing_was_done(officer):
    with pytest.raises(ValidationError, match="Tidak ada hasil"):
        results.undo(make_call(), by=officer)


def test_a_result_is_not_undone_once_a_newer_notice_replaced_it(officer):
    call = make_call()
    results.record(call, Outcome.MISSED, by=officer)
    Notice.objects.update(state=State.REPLACED)

    with pytest.raises(ValidationError, match="lebih baru"):
        results.undo(call, by=officer)


def test_a_number_is_shown_and_written_down(officer):
    call = make_call()

    phone = results.reveal(call, by=officer)

    line = AccessLog.objects.get(subject_id=call.participant_id)
    assert phone == call.participant.phone
    assert (line.actor, line.act, line.reason) == (officer, AccessLog.Act.OPEN, results.REVEALED)
