"""The invented year as it is stored: what was done, what is counted and what is noted agree."""

import pytest
import time_machine as clock
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q
from django.test import override_settings

from okoce.clock import now, today, wib_day
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.journey.stages import held
from participants.mentoring.models import MentoringNote
from participants.people.models import Participant
from tests.factories.people import make_participant
from tests.sample.conftest import LATE
from trainings.attendance.models import Attendance
from trainings.door.models import WalkIn
from trainings.seats.models import Seat
from trainings.sessions.models import Session

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("late_in_the_year")]


@pytest.fixture(scope="module")
def sample(reference, django_db_blocker):
    """One year for all tests here; each undoes its own acts, and the end undoes the year."""
    with django_db_blocker.unblock(), clock.travel(LATE), override_settings(EMBEDDED=True), transaction.atomic():
        call_command("load_sample", people=300, seed="uji", verbosity=0)
        yield
        transaction.set_rollback(True)


def test_all_kecamatan_have_somebody(sample):
    assert Participant.objects.values("kecamatan").distinct().count() == 44


def test_what_is_stored_is_what_the_evidence_says(sample):
    assert list(journeys.differences()) == []
    assert journeys.tally_differences() == {}


def test_all_seven_stages_are_reached(sample):
    assert StageStanding.objects.values("stage").distinct().count() == 7


def test_the_events_add_up_to_what_is_held_and_were_known_since_their_day(sample):
    known = StageEvent.objects.values_list("happened_on", "known_at")

    assert held(StageEvent.objects.all(), on=today(), known_at=now()) == set(
        StageStanding.objects.values_list("participant_id", "stage")
    )
    assert all(on == wib_day(known_at) for on, known_at in known)


def test_what_lists_are_narrowed_by_is_noted_on_everybody(sample):
    checked = Exists(IdentityCheck.objects.standing().filter(participant=OuterRef("pk")))
    stages = {}
    for person, stage in StageStanding.objects.order_by("reached_on", "pk").values_list("participant", "stage"):
        stages.setdefault(person, []).append(stage)

    for person in Participant.objects.annotate(checked=checked):
        reached = stages.get(person.pk, [])
        assert person.is_checked == person.checked
        assert person.stopped_after == ("" if len(reached) in (0, 7) else reached[-1])


def test_figures_and_lists_agree(sample):
    figures = sum(Tally.objects.filter(stage="pelatihan").values_list("people", flat=True))

    assert figures == StageStanding.objects.filter(stage="pelatihan").count() > 0


def test_every_taken_seat_is_counted_and_the_next_one_counts_itself(sample):
    taken = Count("seats", filter=Q(seats__state__in=Seat.TAKEN), distinct=True)
    taken += Count("walk_ins", filter=Q(walk_ins__state=WalkIn.State.OPEN), distinct=True)
    session = Session.objects.filter(seats_taken__gt=0, seats_taken__lt=F("capacity")).first()

    Seat.objects.create(session=session, participant=make_participant(), state=Seat.State.CONFIRMED)

    assert not Session.objects.annotate(taken=taken).exclude(taken=F("seats_taken")).exists()
    assert not Session.objects.filter(seats_taken__gt=F("capacity")).exists()


def test_nobody_attended_before_their_seat_or_after_today(sample):
    assert not Attendance.objects.filter(meeting__starts_at__date__gt=today()).exists()


def test_notes_are_written_on_the_day_of_the_meeting(sample):
    notes = MentoringNote.objects.values_list("met_on", "recorded_at")

    assert len(notes) > 100
    assert all(wib_day(recorded_at) == met_on for met_on, recorded_at in notes)


def test_nobody_mentors_a_crowd(sample):
    mentees = Participant.objects.exclude(mentor=None).values("mentor").annotate(people=Count("pk"))

    assert max(row["people"] for row in mentees) < 2 * 100


def test_a_register_with_people_takes_no_sample(sample):
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_sample", people=10, verbosity=0)
