"""Laws of the journey under acts at random, and what refreshing costs."""

import datetime as dt
import random
import threading
from collections import Counter

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from okoce.programme import memory
from participants.finances.models import MonthlyStatement
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.journey.stages import held
from participants.people.models import Participant, Residence
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.people import make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL_KELURAHAN, JATINEGARA, PROVINCE, TOMANG
from tests.factories.years import make_year
from tests.participants.journey.acting import day, make_resident, standings, tallies

pytestmark = pytest.mark.django_db


# --- Cost --------------------------------------------------------------------------------------------


def test_many_people_cost_as_many_statements_as_one():
    officer = make_user("officer")
    people = [make_resident() for _ in range(4)]
    for person in people:
        evidence.make_check(person, day(1, 6), by=officer)
        evidence.make_attendance(person, day(2, 7), by=officer)
        evidence.make_licence(person, day(3, 1))
    memory.years()

    with CaptureQueriesContext(connection) as one:
        journeys.refresh([people[0].pk])
    with CaptureQueriesContext(connection) as many:
        journeys.refresh([person.pk for person in people[1:]])

    assert len(many) == len(one)
    assert StageStanding.objects.count() == 12


@pytest.mark.django_db(transaction=True)
def test_two_who_change_one_person_at_once_wait_for_each_other():
    person, officer = make_resident(), make_user("officer")
    evidence.make_check(person, day(1, 6), by=officer)
    failures, start = [], threading.Barrier(4)

    def add_evidence(number):
        try:
            start.wait()
            with transaction.atomic():
                evidence.make_licence(person, day(3, number))
                journeys.refresh([person.pk])
        except Exception as error:  # reported below, in the thread that counts
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=add_evidence, args=[number]) for number in range(1, 5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert failures == []
    assert list(journeys.differences()) == []
    assert [standing[1:3] for standing in standings()] == [
        ("pendaftaran", day(1, 6)),
        ("perizinan", day(3, 1)),
    ]
    assert sum(tallies().values()) == 2


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("is_held", "wrong", "left"), [(True, 0, 0), (False, 1, 1)], ids=["held", "not held"])
def test_tallies_are_settled_against_standings_of_the_same_instant(
    officer, monkeypatch, wait_until, is_held, wrong, left
):
    """Without the lock, a standing that is committed while tallies are compared is counted away again."""
    person = make_resident()
    evidence.make_check(person, day(1, 6), by=officer)
    journeys.enter(person)
    compare = journeys.registrations

    def reach_a_stage():
        with transaction.atomic():
            evidence.make_licence(person, day(3, 1))
            journeys.refresh([person.pk])
        connection.close()

    other = threading.Thread(target=reach_a_stage)

    def compare_while_other_commits(people):
        other.start()
        assert wait_until(lambda: not other.is_alive() or somebody_waits_for_a_lock())
        return compare(people)

    monkeypatch.setattr(journeys, "registrations", compare_while_other_commits)
    if not is_held:
        monkeypatch.setattr(journeys, "hold_tallies", lambda: None)

    found = journeys.settle_tallies()
    other.join()

    monkeypatch.setattr(journeys, "registrations", compare)
    assert (found, len(journeys.tally_differences())) == (wrong, left)


def somebody_waits_for_a_lock():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
        return cursor.fetchone()[0] > 0


# --- Laws --------------------------------------------------------------------------------------------

ACTS = "check check check void attend licence take_back sale note note statement statement move cash".split()


def act_at_random(chance, people, officer):
    """One of the things that happen to evidence; the journey is not refreshed yet."""
    person = chance.choice(people)
    on = day(1, 1) + dt.timedelta(days=chance.randrange(300))
    act = chance.choice(
        ["check", "void", "attend", "licence", "take_back", "sale", "note", "statement", "move", "cash"]
    )
    standing = person.identity_checks.standing().first()
    if act == "check" and not standing:
        evidence.make_check(person, on, by=officer)
    elif act == "void" and standing:
        IdentityCheck.objects.filter(pk=standing.pk).update(voided_at=now(), void_reason="keliru")
    elif act == "attend":
        modules = chance.sample(["M1", "M2", "M3"], chance.randint(1, 3))
        evidence.make_attendance(person, on, modules=modules, by=officer)
    elif act == "licence":
        evidence.make_licence(person, on)
    elif act == "take_back":
        Licence.objects.filter(participant=person).delete()
    elif act == "sale":
        evidence.make_sale(person, on)
    elif act == "note":
        evidence.make_note(person, on, done_on=on, by=officer)
    elif act == "statement":
        month_on = on.replace(day=1)
        if not MonthlyStatement.objects.filter(participant=person, month_on=month_on).exists():
            evidence.make_statement(person, month_on)
    elif act == "move":
        home = chance.choice([TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA])
        Residence.objects.update_or_create(participant=person, since_on=on, defaults={"kelurahan_id": home})
    elif act == "cash":
        evidence.make_disbursement(person, on)
    return person


@pytest.fixture
def after_random_acts(officer):
    chance = random.Random(7302)
    years = [make_year(2026, order="free"), make_year(2025, order="sequential")]
    homes = [TOMANG, GROGOL_KELURAHAN, DURI_KEPA, JATINEGARA]
    people = [make_resident(year=years[n % 2], kelurahan=homes[n % 4]) for n in range(8)]
    for person in people:
        journeys.enter(person)
    for _ in range(120):
        person = act_at_random(chance, people, officer)
        journeys.refresh([person.pk], reason="keliru")
    return people


def test_stored_equals_rebuilt_from_nothing_equals_refreshed_one_by_one(after_random_acts):
    stored, counted = standings(), tallies()
    lost = StageEvent.objects.filter(kind="lost").count()
    assert len(stored) > 9
    assert lost > 5
    assert list(journeys.differences()) == []
    assert journeys.tally_differences() == {}
    assert journeys.rebuild_all(batch=3) == 0

    StageStanding.objects.all().delete()
    Tally.objects.all().delete()
    assert journeys.rebuild_all(batch=3) > 0
    assert (standings(), tallies()) == (stored, counted)

    StageStanding.objects.all().delete()
    for person in after_random_acts:
        journeys.refresh([person.pk])
    assert standings() == stored


def test_the_events_add_up_to_what_is_held(after_random_acts):
    everything = held(StageEvent.objects.all(), on=day(12, 31), known_at=now())

    assert everything == {(person, stage) for person, stage, *_ in standings()}


def test_every_standing_names_evidence_that_stands(after_random_acts):
    facts = journeys.collect([person.pk for person in after_random_acts])

    for person, stage, *_, ref in standings():
        assert ref in {fact.ref for fact in facts[person] if fact.stage == stage}


def test_kelurahan_add_up_to_kecamatan_kota_and_province(after_random_acts):
    def total(level):
        found = Counter()
        for (kelurahan, stage, _), people in tallies().items():
            found[kelurahan[:level], stage] += people
        return found

    by_kecamatan = Counter()
    for kecamatan, stage, people in Tally.objects.values_list("kecamatan_id", "stage", "people"):
        by_kecamatan[kecamatan, stage] += people

    assert +total(8) == +by_kecamatan
    for level in (5, 2):
        summed = Counter()
        for (code, stage), people in by_kecamatan.items():
            summed[code[:level], stage] += people
        assert +summed == +total(level)
    assert {code for code, _ in +total(5)} >= {BARAT}
    assert {code for code, _ in +total(2)} == {PROVINCE}


def test_a_figure_is_the_length_of_its_list(after_random_acts):
    sums = Tally.objects.order_by().values_list("kecamatan_id", "stage").annotate(sum=Sum("people"))

    for kecamatan, stage, people in sums:
        if stage == Tally.REGISTERED:
            homes = Participant.objects.filter(pk__in=[person.pk for person in after_random_acts])
            assert Tally.objects.filter(stage=stage).aggregate(sum=Sum("people"))["sum"] == homes.count()
        else:
            assert people == StageStanding.objects.filter(kecamatan=kecamatan, stage=stage).count()


def test_the_count_as_of_a_day_as_known_at_an_instant_is_that_of_the_events(after_random_acts):
    half = StageEvent.objects.order_by("id")[StageEvent.objects.count() // 2].known_at
    for on, known_at in [(day(4, 1), half), (day(4, 1), now()), (day(12, 31), half), (day(12, 31), now())]:
        found = held(StageEvent.objects.all(), on=on, known_at=known_at)

        counted = journeys.count(on=on, known_at=known_at)

        assert sum(counted.values()) == len(found) > 0
    assert journeys.count(on=day(12, 31), known_at=now()) == {
        (kecamatan, stage): people
        for kecamatan, stage, people in Tally.objects.exclude(stage=Tally.REGISTERED)
        .order_by()
        .values_list("kecamatan_id", "stage")
        .annotate(sum=Sum("people"))
        if people
    }
