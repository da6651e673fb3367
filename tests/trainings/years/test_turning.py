"""The turn of the year: a new year from the old one, by two people, and nobody is lost."""

import datetime as dt
import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.clock import day_starts_at, now, today
from okoce.programme import memory
from okoce.programme.models import Commodity, ProgrammeYear, Target
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.people.models import Participant
from participants.rules.proposed import values_of
from reports.snapshots.models import Period
from tests.factories import evidence
from tests.factories.people import make_user
from tests.factories.places import DURI_KEPA, GROGOL, JATINEGARA, TOMANG
from tests.factories.rules import make_year_turn
from tests.factories.sessions import make_seat, make_session
from tests.factories.years import make_agency, make_year
from tests.participants.journey.acting import day, make_resident
from tests.participants.journey.test_laws import act_at_random
from trainings.seats.models import Seat
from trainings.sessions.models import TrainingTarget
from trainings.years.actions import turning
from trainings.years.models import YearTurn

pytestmark = pytest.mark.django_db
State = YearTurn.State


@pytest.fixture
def first():
    return make_user("province", phone="+6281200007001")


@pytest.fixture
def second():
    return make_user("province", phone="+6281200007002")


def world(seed):
    """People with random evidence, mentors, and seats before and after the turn."""
    chance, officer, mentor = random.Random(seed), make_user("officer"), make_user("mentor")
    year = make_year()
    homes = [TOMANG, DURI_KEPA, JATINEGARA]
    people = [make_resident(year=year, kelurahan=homes[n % 3], mentor=mentor if n % 2 else None) for n in range(9)]
    for person in people:
        journeys.enter(person)
        evidence.make_check(person, day(1, 6), by=officer)
    for _ in range(60):
        act_at_random(chance, people, officer)
    journeys.rebuild_all()
    for days, some in (((5,), people[:3]), ((60,), people[2:6])):
        session = make_session(days=days, year=year)
        for person in some:
            make_seat(session, person)
    return year


def everything():
    """What every person has: year, mentor, marks, stages, seats, and what is counted of them."""
    return {
        "people": list(Participant.objects.order_by("pk").values()),
        "standings": list(StageStanding.objects.order_by("pk").values()),
        "events": list(StageEvent.objects.order_by("pk").values()),
        "seats": list(Seat.objects.order_by("pk").values()),
        "tallies": list(Tally.objects.order_by("pk").values()),
    }


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_lost(seed, second, time_machine):
    year = world(seed)
    before = everything()
    assert before["standings"]
    assert any(row["mentor_id"] for row in before["people"])

    turn = turning.confirm(make_year_turn(year), by=second)
    assert everything() == before
    assert turn.after == turn.before

    time_machine.move_to(day_starts_at(turn.starts_on) + dt.timedelta(hours=9))
    journeys.rebuild_all()

    assert everything() == before
    assert memory.current_year() == turn.to_year
    assert list(journeys.differences()) == []


def test_rules_stages_and_modules_are_those_of_the_old_year(first, second):
    year = make_year(attendance_percent=60, notes=3, counts_halal=True, order="sequential")
    year.year_modules.filter(module__code="M3").update(is_required=False)

    turn = turning.confirm(make_year_turn(year, by=first), by=second)

    new = ProgrammeYear.objects.get(year=year.year + 1)
    old, made = (memory.year_of(pk) for pk in (year.pk, new.pk))
    assert turn.to_year == new
    assert values_of(made) == values_of(old)
    assert (made.minimum_age, made.name, made.rules_version) == (old.minimum_age, old.name, 1)
    assert journeys.policy_of(made) == journeys.policy_of(old)
    stages = [[(row.stage, row.position, row.name, row.summary) for row in each.ordered_stages] for each in (old, made)]
    assert stages[0] == stages[1]
    assert Period.objects.filter(programme_year=new).count() == len(new.fortnights)
    assert new.history.get().history_user == second


@pytest.mark.parametrize(
    ("percent", "people", "trainings"), [(100, {1000, 7}, {1}), (50, {500, 4}, {1}), (None, set(), set())]
)
def test_targets_are_copied_by_percent_or_left_out(second, percent, people, trainings):
    year, agency = make_year(), make_agency()
    make_resident(year=year)
    for stage, amount in (("pelatihan", 1000), ("perizinan", 7)):
        Target.objects.create(programme_year=year, kecamatan_id=GROGOL, stage=stage, agency=agency, people=amount)
    food = Commodity.objects.create(code="makanan", name="Makanan")
    TrainingTarget.objects.create(programme_year=year, agency=agency, commodity=food, counts="trainings", amount=1)

    turning.confirm(make_year_turn(year, percent=percent), by=second)

    new = ProgrammeYear.objects.get(year=year.year + 1)
    assert set(Target.objects.filter(programme_year=new).values_list("people", flat=True)) == people
    assert set(TrainingTarget.objects.filter(programme_year=new).values_list("amount", flat=True)) == trainings
    assert Target.objects.filter(programme_year=year).count() == 2


def test_who_goes_on_is_counted_before(first):
    year = world(1)

    turn = make_year_turn(year, by=first)

    counts = turn.before
    assert (counts["people"], counts["carrying_on"] + counts["finished"], counts["mentored"]) == (9, 9, 4)
    assert counts["seats"] == 7
    assert sum(row["people"] for row in counts["kota"].values()) == 9


def test_nobody_opens_the_year_they_proposed(first, second):
    turn = make_year_turn(make_year(), by=first)

    with pytest.raises(ValidationError, match="rekan Anda di Dinas"):
        turning.confirm(turn, by=first)
    with pytest.raises(ValidationError, match="rekan Anda di Dinas"):
        turning.refuse(turn, by=first, answer="belum perlu")
    assert ProgrammeYear.objects.count() == 1


def test_the_database_refuses_it_too(first):
    turn = make_year_turn(make_year(), by=first)
    rows = YearTurn.objects.filter(pk=turn.pk)

    with pytest.raises(IntegrityError, match="yearturn_takes_two_people"), transaction.atomic():
        rows.update(state=State.REFUSED, answer="belum", decided_by=first, decided_at=now())
    with pytest.raises(IntegrityError, match="decided_yearturn_names_who"), transaction.atomic():
        rows.update(state=State.REFUSED, answer="belum")
    with pytest.raises(IntegrityError, match="done_year_turn_names_its_year"), transaction.atomic():
        rows.update(state=State.DONE, decided_by=make_user("province", phone="+6281200007003"))
    with pytest.raises(IntegrityError, match="refused_yearturn_says_why"), transaction.atomic():
        rows.update(state=State.REFUSED, decided_by=make_user("province", phone="+6281200007004"))


@pytest.mark.parametrize("role", ["officer", "staff", "official", "auditor", "privacy", "mentor"])
def test_only_the_dinas_turns_the_year(role):
    year = make_year()
    turn, user = make_year_turn(year), make_user(role)

    with pytest.raises(PermissionDenied):
        make_year_turn(year, by=user, number=year.year + 2)
    with pytest.raises(PermissionDenied):
        turning.confirm(turn, by=user)
    with pytest.raises(PermissionDenied):
        turning.refuse(turn, by=user, answer="belum perlu")


def test_a_year_is_made_once(first, second):
    year = make_year()
    turn = make_year_turn(year, by=first)
    with pytest.raises(ValidationError, match="sudah menunggu"):
        make_year_turn(year, by=first)
    turning.confirm(turn, by=second)

    with pytest.raises(ValidationError, match="sudah diputuskan"):
        turning.confirm(turn, by=second)
    with pytest.raises(ValidationError, match="sudah ada"):
        make_year_turn(year, by=first)
    with pytest.raises(ValidationError, match="mulai sesudah tahun lama"):
        turning.propose(
            year, year=2040, starts_on=year.starts_on, ends_on=dt.date(2040, 12, 31), percent=None, by=first
        )


def test_refused_and_withdrawn_turns_make_no_year(first, second):
    year = make_year()
    refused = turning.refuse(make_year_turn(year, by=first), by=second, answer="Anggaran belum ada")
    turn = make_year_turn(year, by=first)
    with pytest.raises(ValidationError, match="Hanya pengusulnya"):
        turning.withdraw(turn, by=second)
    turning.withdraw(turn, by=first)

    assert set(YearTurn.objects.values_list("state", flat=True)) == {State.REFUSED, State.WITHDRAWN}
    assert (refused.answer, ProgrammeYear.objects.count()) == ("Anggaran belum ada", 1)


# --- Pages ---------------------------------------------------------------------------------------------

LIST, PROPOSE = reverse("trainings:years-list"), reverse("trainings:years-propose")


@pytest.mark.parametrize(
    ("role", "reads", "proposes"),
    [
        ("mentor", 403, 403),
        ("officer", 403, 403),
        ("staff", 403, 403),
        ("province", 200, 200),
        ("official", 403, 403),
        ("auditor", 200, 403),
        ("privacy", 403, 403),
        (None, 403, 403),
    ],
)
def test_who_reads_and_who_proposes(signed_in, role, reads, proposes):
    detail = reverse("trainings:years-detail", args=[make_year_turn(make_year()).pk])
    client = signed_in(role)

    statuses = [client.get(url).status_code for url in (LIST, detail, PROPOSE)]

    assert statuses == [reads, reads, proposes]
    posts = [client.post(f"{detail}{name}/").status_code for name in ("sahkan", "tolak", "tarik")]
    assert posts == [302 if proposes == 200 else 403] * 3


def test_from_the_form_to_the_new_year(signed_in):
    year = make_year()
    make_resident(year=year)
    client = signed_in("province")
    form = client.get(PROPOSE).context["form"]
    values = {name: form[name].value() for name in form.fields}

    answer = client.post(PROPOSE, values)
    page = client.get(answer.url).text
    assert "<small>dari 1 peserta" in page
    assert "Tarik usulan" in page
    assert "Tolak usulan" not in page

    client = signed_in(make_user("province", phone="+6281200007009", name="Sekar Sawo"))
    client.post(f"{answer.url}sahkan/")

    assert ProgrammeYear.objects.filter(year=today().year + 1).exists()
    assert "Dibuka Sekar Sawo" in client.get(answer.url).text
    assert str(today().year + 1) in client.get(LIST).text
