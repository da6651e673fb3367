"""A proposal is gathered, worked out by a job once, and becomes drafts once."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from okoce.clock import now
from okoce.jobs.models import Job
from okoce.jobs.tasks import run_job
from participants.cleaning import availability
from participants.people.models import Participant
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, CAKUNG, GROGOL, make_places
from tests.factories.sessions import in_days, make_seat, make_session
from tests.factories.venues import make_trainer, make_venue
from tests.factories.years import make_agency, make_year
from trainings.planner import gathering
from trainings.planner.actions import proposals
from trainings.planner.models import LeftOut, Proposal, ReasonWord
from trainings.planner.problem import Slot
from trainings.planning import previews
from trainings.planning.series import Draft
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def no_holidays(monkeypatch):
    monkeypatch.setattr("trainings.planning.public_holidays.names", lambda years: {})


@pytest.fixture
def staff(db):
    """A kota with this year and the next, an agency, a hall and a trainer; the officer who plans there."""
    make_places()
    year = make_year()
    make_year(year.year + 1)
    agency = make_agency("kukmp-barat", "Sudin KUKMP Jakarta Barat", BARAT)
    make_venue("Aula Kecamatan", GROGOL, capacity=60)
    make_trainer(agency=agency)
    return make_user("staff")


def resident(free=availability.ALL, **fields):
    person = make_participant(availability=free, **fields)
    Participant.objects.filter(pk=person.pk).update(is_checked=True)
    return person


def asked(by, **fields):
    about = {"kecamatan": GROGOL, "first_on": in_days(8), "weeks": 2, "most_sessions": 6, "seats": 40}
    return proposals.ask(**about | {"has_all_day": True} | fields, by=by)


def done(by, **fields):
    proposal = asked(by, **fields)
    run_job(proposal.job_id)
    proposal.refresh_from_db()
    return proposal


def problem(by, **fields):
    return gathering.problem_of(asked(by, **fields))


def test_people_whose_card_was_checked_are_planned_with_the_modules_they_miss(staff):
    free, waiting = resident(3), make_participant(availability=3)
    seated = resident(3)
    make_seat(make_session(modules=("M1",)), participant=seated, state=Seat.State.CONFIRMED)

    people = {person.pk: person for person in problem(staff).people}

    assert waiting.pk not in people
    assert (people[free.pk].free, len(people[free.pk].missing)) == (3, 3)
    assert len(people[seated.pk].missing) == 2


def test_a_released_seat_or_one_of_a_past_session_counts_for_nothing(staff):
    person = resident()
    make_seat(make_session(modules=("M1",)), participant=person, state=Seat.State.RELEASED)
    make_seat(make_session(modules=("M2",), days=(-7,)), participant=person, state=Seat.State.CONFIRMED)

    assert [len(each.missing) for each in problem(staff).people] == [3]


def test_half_days_with_a_session_of_the_kecamatan_are_left_out_and_drafts_count(staff):
    make_session(days=(10,), hours=(9, 11), state=Session.State.DRAFT)
    make_session(days=(11,), hours=(9, 11), state=Session.State.CANCELLED, cancel_reason="Banjir")

    slots = set(problem(staff).slots)

    assert Slot(in_days(10), (0,)) not in slots
    assert Slot(in_days(10), (0, 1)) not in slots
    assert {Slot(in_days(10), (1,)), Slot(in_days(11), (0,))} <= slots


def test_a_trainer_who_teaches_elsewhere_is_busy(staff):
    trainer = make_trainer("Budi Rekaan", agency=make_agency("kukmp-barat"))
    make_session(kecamatan=CAKUNG, days=(10,), hours=(9, 11), trainer=trainer)

    teacher = next(each for each in problem(staff).teachers if each.pk == trainer.pk)

    assert teacher.busy == {(in_days(10), 0)}


def test_holidays_are_left_out(staff, monkeypatch):
    monkeypatch.setattr("trainings.planning.public_holidays.names", lambda years: {in_days(9): "Hari rekaan"})

    assert in_days(9) not in {slot.day for slot in problem(staff).slots}


def test_gathering_takes_the_same_statements_for_one_person_and_for_three(staff, django_assert_num_queries):
    resident()
    proposal = Proposal.objects.select_related("programme_year").get(pk=asked(staff).pk)
    gathering.problem_of(proposal)
    with django_assert_num_queries(6):
        gathering.problem_of(proposal)
    resident(), resident()

    with django_assert_num_queries(6):
        gathering.problem_of(proposal)


def test_the_job_writes_counts_sessions_and_a_reason_for_each_left_out(staff):
    resident(), resident()
    silent = resident(0)

    proposal = done(staff)

    assert (proposal.state, proposal.result["people"], proposal.result["covered"]) == ("done", 3, 2)
    assert proposal.result["all_day"] == 2
    assert proposal.result["sessions"]
    assert [(row.participant, row.reason) for row in proposal.left_out.all()] == [(silent, ReasonWord.NO_HOURS)]


def test_a_job_that_runs_twice_writes_once(staff):
    resident(0)
    proposal = asked(staff)
    first, second = proposals.propose(proposal), proposals.propose(proposal)
    first()

    second()

    assert LeftOut.objects.count() == 1
    proposal.refresh_from_db()
    assert proposals.propose(proposal) is None


def test_a_job_killed_halfway_leaves_nothing_and_is_done_by_the_next(staff):
    resident()
    proposal = asked(staff)
    Job.objects.filter(pk=proposal.job_id).update(
        state=Job.State.RUNNING, attempts=1, lease_until=now() - dt.timedelta(seconds=1), started_at=now()
    )
    proposal.refresh_from_db()
    assert (proposal.state, proposal.result) == ("running", {})

    run_job(proposal.job_id)

    proposal.refresh_from_db()
    assert proposal.state == "done"


def test_a_job_that_fails_three_times_is_failed_and_may_be_tried_again(staff, monkeypatch):
    proposal = asked(staff)
    monkeypatch.setattr(proposals, "propose", lambda proposal: 1 / 0)
    for _ in range(3):
        Job.objects.update(due_at=now())
        run_job(proposal.job_id)
    proposal = Proposal.objects.get(pk=proposal.pk)
    assert proposal.state == "failed"

    proposals.try_again(proposal, by=staff)

    assert Proposal.objects.get(pk=proposal.pk).state == "queued"


def drafts_of(proposal):
    """The first session of a proposal, as the form makes it."""
    session = proposal.result["sessions"][0]
    day = dt.date.fromisoformat(session["day"])
    start, end = (dt.datetime.fromisoformat(f"{day}T{session[name]}+07:00") for name in ("starts", "ends"))
    return [Draft(GROGOL, session["venue"], session["trainer"], tuple(session["modules"]), ((start, end),), 40)]


def accepted(proposal, by):
    drafts = drafts_of(proposal)
    seen = previews.digest(previews.judge(drafts))
    return proposals.accept(proposal, drafts, by=by, agency=make_agency("kukmp-barat"), chosen=None, seen=seen)


def test_acceptance_makes_drafts_once(staff):
    resident()
    proposal = done(staff)

    made = accepted(proposal, staff)

    assert [session.state for session in made] == [Session.State.DRAFT]
    with pytest.raises(ValidationError, match="sudah dijadikan rancangan"):
        accepted(proposal, staff)
    assert Session.objects.count() == 1


def test_acceptance_is_refused_when_a_clash_came_since(staff):
    resident()
    proposal = done(staff)
    drafts = drafts_of(proposal)
    seen = previews.digest(previews.judge(drafts))
    Session.objects.filter(pk=make_session(days=(30,)).pk).update(starts_at=drafts[0].meetings[0][0])
    session = Session.objects.get()
    session.meetings.update(starts_at=drafts[0].meetings[0][0], ends_at=drafts[0].meetings[0][1])
    Session.objects.update(ends_at=drafts[0].meetings[0][1])

    with pytest.raises(ValidationError, match="berubah"):
        proposals.accept(proposal, drafts, by=staff, agency=make_agency("kukmp-barat"), chosen=None, seen=seen)

    assert Proposal.objects.get(pk=proposal.pk).accepted_at is None


def test_acceptance_of_what_is_not_done_is_refused(staff):
    proposal = asked(staff)

    with pytest.raises(ValidationError, match="belum selesai"):
        proposals.accept(proposal, [], by=staff, agency=None, chosen=None, seen=None)


def test_nobody_asks_tries_again_or_accepts_outside_their_area(staff):
    stranger = make_user("staff", region="31.75")
    proposal = done(staff)

    with pytest.raises(PermissionDenied):
        asked(stranger)
    with pytest.raises(PermissionDenied):
        proposals.try_again(proposal, by=stranger)
    with pytest.raises(PermissionDenied):
        proposals.accept(proposal, [], by=stranger, agency=None, chosen=None, seen=None)


def test_a_day_outside_all_years_is_refused(staff):
    with pytest.raises(ValidationError, match="di luar semua tahun"):
        asked(staff, first_on=dt.date(2099, 1, 5))


def test_proposals_are_deleted_after_ninety_days_with_the_people_in_them(staff):
    resident(0)
    old, young = done(staff), done(staff)
    Proposal.objects.filter(pk=old.pk).update(made_at=now() - dt.timedelta(days=91))

    assert proposals.forget_old() == 1
    assert list(Proposal.objects.all()) == [young]
    assert list(LeftOut.objects.values_list("proposal", flat=True)) == [young.pk]
