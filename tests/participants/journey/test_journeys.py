"""The journey is refreshed from evidence; events are only appended."""

import datetime as dt
import random
import threading
from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Sum
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from participants.finances.models import MonthlyStatement
from participants.identity_checks.models import IdentityCheck
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.journey.stages import held
from participants.people.models import Participant, Residence
from participants.permits.models import Licence
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import BARAT, DURI_KEPA, GROGOL_KELURAHAN, JATINEGARA, PROVINCE, TOMANG
from tests.factories.years import make_year
from tests.responses import text_of

pytestmark = pytest.mark.django_db

REGISTERED_AT = dt.datetime(2026, 1, 5, 3, tzinfo=dt.UTC)


def day(month, number):
    return dt.date(2026, month, number)


def make_resident(**fields):
    return make_participant(registered_at=REGISTERED_AT, **fields)


def standings(*people):
    rows = StageStanding.objects.order_by("participant_id", "stage")
    if people:
        rows = rows.filter(participant__in=people)
    return list(rows.values_list("participant_id", "stage", "reached_on", "kelurahan_id", "evidence"))


def events(person):
    rows = person.stage_events.order_by("id")
    return [(event.stage, event.kind, event.happened_on, event.reason) for event in rows]


def tallies():
    rows = Tally.objects.values_list("kelurahan_id", "stage", "day").order_by().annotate(sum=Sum("people"))
    return {tuple(key): people for *key, people in rows if people}


# --- Reached and lost by evidence alone ----------------------------------------------------------------


@pytest.mark.parametrize("order", ["free", "sequential"])
def test_pendaftaran_and_pelatihan_are_reached_and_lost_by_evidence_alone(order):
    person = make_resident(year=make_year(2026, order=order))
    journeys.enter(person)
    assert standings() == []

    attendance = evidence.make_attendance(person, day(2, 7))
    journeys.refresh([person.pk])
    assert standings() == []

    check = evidence.make_check(person, day(2, 9))
    journeys.refresh([person.pk])
    assert standings() == [
        (person.pk, "pelatihan", day(2, 9), TOMANG, f"attendance:{attendance.pk}"),
        (person.pk, "pendaftaran", day(2, 9), TOMANG, f"identitycheck:{check.pk}"),
    ]

    attendance.voided_at, attendance.void_reason = now(), "salah orang"
    attendance.save()
    journeys.refresh([person.pk], reason="Kehadiran dibatalkan: salah orang")
    assert standings() == [(person.pk, "pendaftaran", day(2, 9), TOMANG, f"identitycheck:{check.pk}")]

    check.voided_at, check.void_reason = now(), "kartu lain"
    check.save()
    journeys.refresh([person.pk], reason="Pemeriksaan KTP dibatalkan: kartu lain")
    assert standings() == []
    assert tallies() == {(TOMANG, "terdaftar", day(1, 5)): 1}
    assert Counter(events(person)) == Counter(
        [
            ("pendaftaran", "gained", day(2, 9), ""),
            ("pelatihan", "gained", day(2, 9), ""),
            ("pelatihan", "lost", day(2, 9), "Kehadiran dibatalkan: salah orang"),
            ("pendaftaran", "lost", day(2, 9), "Pemeriksaan KTP dibatalkan: kartu lain"),
        ]
    )


@pytest.mark.parametrize(
    ("order", "reached"), [("free", {"pendaftaran", "perizinan"}), ("sequential", {"pendaftaran"})]
)
def test_the_year_says_whether_a_licence_waits_for_the_training(order, reached):
    person = make_resident(year=make_year(2026, order=order))
    evidence.make_check(person, day(1, 5))
    evidence.make_licence(person, day(3, 1))

    journeys.refresh([person.pk])

    assert {stage for _, stage, *_ in standings()} == reached


def test_people_of_two_years_are_judged_by_their_own_rules():
    people = [make_resident(year=make_year(2025, order="sequential")), make_resident(year=make_year(2026))]
    for person in people:
        evidence.make_check(person, day(1, 5))
        evidence.make_licence(person, day(3, 1))

    journeys.refresh([person.pk for person in people])

    assert [standing[:2] for standing in standings()] == [
        (people[0].pk, "pendaftaran"),
        (people[1].pk, "pendaftaran"),
        (people[1].pk, "perizinan"),
    ]


def test_better_evidence_moves_the_day_and_both_stay_in_the_history():
    person = make_resident()
    evidence.make_check(person, day(1, 5))
    evidence.make_licence(person, day(3, 20))
    journeys.refresh([person.pk])

    evidence.make_licence(person, day(3, 1))
    journeys.refresh([person.pk])

    assert events(person)[1:] == [
        ("perizinan", "gained", day(3, 20), ""),
        ("perizinan", "lost", day(3, 20), "Bukti berubah."),
        ("perizinan", "gained", day(3, 1), ""),
    ]
    assert tallies() == {(TOMANG, "pendaftaran", day(1, 5)): 1, (TOMANG, "perizinan", day(3, 1)): 1}


def test_a_loss_without_a_given_reason_still_has_one():
    person = make_resident()
    evidence.make_check(person, day(1, 5))
    licence = evidence.make_licence(person, day(3, 20))
    journeys.refresh([person.pk])

    licence.delete()
    journeys.refresh([person.pk])

    assert events(person)[-1] == ("perizinan", "lost", day(3, 20), "Buktinya tidak lagi mencukupi.")


def test_refreshing_again_changes_nothing():
    person = make_resident()
    evidence.make_check(person, day(1, 5))

    assert journeys.refresh([person.pk]) == 1
    assert journeys.refresh([person.pk]) == 0
    assert person.stage_events.count() == 1


# --- The home of the day gets the credit ---------------------------------------------------------------


def test_a_stage_counts_for_the_home_of_its_day():
    person = make_resident(kelurahan=TOMANG)
    Residence.objects.create(participant=person, kelurahan_id=DURI_KEPA, since_on=day(3, 1))
    evidence.make_check(person, day(2, 28))
    evidence.make_licence(person, day(3, 1))

    journeys.refresh([person.pk])

    assert [standing[1:4] for standing in standings()] == [
        ("pendaftaran", day(2, 28), TOMANG),
        ("perizinan", day(3, 1), DURI_KEPA),
    ]


def test_before_the_first_known_home_the_first_one_counts():
    person = make_resident(kelurahan=TOMANG)
    person.residences.update(since_on=day(6, 1))
    evidence.make_check(person, day(2, 28))

    journeys.refresh([person.pk])

    assert standings()[0][3] == TOMANG


def test_a_corrected_home_moves_the_credit_and_says_why():
    person = make_resident(kelurahan=TOMANG)
    evidence.make_check(person, day(2, 28))
    journeys.refresh([person.pk])

    person.residences.update(kelurahan_id=GROGOL_KELURAHAN)
    journeys.refresh([person.pk])

    assert tallies() == {(GROGOL_KELURAHAN, "pendaftaran", day(2, 28)): 1}
    assert events(person)[1] == ("pendaftaran", "lost", day(2, 28), "Tempat tinggal pada hari itu dibetulkan.")


# --- Cost ----------------------------------------------------------------------------------------------


def test_many_people_cost_as_many_statements_as_one():
    officer = make_user("officer")
    people = [make_resident() for _ in range(4)]
    for person in people:
        evidence.make_check(person, day(1, 6), by=officer)
        evidence.make_attendance(person, day(2, 7), by=officer)
        evidence.make_licence(person, day(3, 1))

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
        except Exception as error:  # told below, in the thread that counts
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


# --- Laws ----------------------------------------------------------------------------------------------


@pytest.fixture
def officer(db):
    return make_user("officer")


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


# --- History stays, and the command tells --------------------------------------------------------------


def test_the_database_refuses_to_rewrite_a_stage_event():
    person = make_resident()
    evidence.make_check(person, day(1, 5))
    journeys.refresh([person.pk])

    with pytest.raises((IntegrityError, DatabaseError), match="only appended"), transaction.atomic():
        StageEvent.objects.update(happened_on=day(1, 1))

    assert person.stage_events.get().happened_on == day(1, 5)


def test_the_command_finds_and_repairs_what_was_changed_behind_its_back(capsys):
    person = make_resident()
    journeys.enter(person)
    evidence.make_check(person, day(1, 5))
    journeys.refresh([person.pk])
    call_command("rebuild_journeys", "--check")

    StageStanding.objects.update(reached_on=day(1, 1))
    Tally.objects.filter(stage=Tally.REGISTERED).delete()
    with pytest.raises(CommandError, match="1 stages and 3 tallies differ"):
        call_command("rebuild_journeys", "--check")
    call_command("rebuild_journeys")
    call_command("rebuild_journeys", "--check")

    assert standings(person)[0][2] == day(1, 5)
    assert tallies() == {(TOMANG, "terdaftar", day(1, 5)): 1, (TOMANG, "pendaftaran", day(1, 5)): 1}
    assert capsys.readouterr().out.splitlines()[-1] == "0 differences"


# --- The page ------------------------------------------------------------------------------------------


@pytest.fixture
def owner(client):
    user = make_user()
    client.force_login(user)
    return user


def upcoming(participant):
    """A panel as another app would give it."""
    return {"template": "parts/_alert.html", "context": {"text": participant.name}}


def nothing(participant):
    return None


def test_a_visitor_is_asked_to_log_in(client):
    assert client.get("/perjalanan/").status_code == 302


def test_before_the_identity_check_the_path_says_what_is_awaited(client, owner):
    make_participant(user=owner)

    body = client.get("/perjalanan/").content.decode()

    assert "Menunggu verifikasi" in body
    assert "Bawa KTP ke meja kecamatan Grogol Petamburan" in body


def test_the_path_tells_what_is_done_by_which_evidence_and_what_is_missing(client, owner):
    person = make_resident(user=owner, year=make_year(2026))
    evidence.make_check(person, day(3, 12))
    evidence.make_attendance(person, day(4, 4), modules=["M1", "M2"])
    journeys.refresh([person.pk])

    response = client.get("/perjalanan/")

    steps = {step["stage"]: step for step in response.context["steps"]}
    assert steps["pendaftaran"]["evidence"] == "KTP diperiksa 12 Maret 2026 di meja pendaftaran"
    assert steps["pendaftaran"]["state"] == "done"
    assert steps["pelatihan"]["todo"] == "Tinggal modul Pasar, di kecamatan mana pun."
    assert [step["number"] for step in steps.values()] == [1, 2, 3, 4, 5, 6, 7]
    body = response.content.decode()
    assert "1 dari 7 langkah selesai" in body
    assert 'href="/pelatihan/"' in body


def test_in_a_sequential_year_early_evidence_is_shown_as_waiting(client, owner):
    person = make_resident(user=owner, year=make_year(2026, order="sequential"))
    evidence.make_check(person, day(3, 12))
    evidence.make_licence(person, day(3, 20))
    journeys.refresh([person.pk])

    steps = {step["stage"]: step for step in client.get("/perjalanan/").context["steps"]}

    assert steps["perizinan"]["evidence"] == "Buktinya sudah ada, menunggu langkah sebelumnya."
    assert steps["pelatihan"]["state_word"] == "Berikutnya"
    assert steps["pemasaran"]["state_word"] == "Setelah langkah sebelumnya"


def test_a_family_chooses_whose_journey(client, owner):
    people = [make_participant(user=owner), make_participant(user=owner)]

    body = client.get("/perjalanan/").content.decode()

    for person in people:
        url = f"/perjalanan/{person.registration_number}/"
        assert url in body
        assert person.name in client.get(url).content.decode()


def test_without_a_record_the_page_leads_to_registering(client, owner):
    body = client.get("/perjalanan/").content.decode()

    assert 'href="/daftar/"' in body
    assert 'href="/daftar/klaim/"' in body


@pytest.mark.parametrize("role", [None, "officer", "staff", "province"])
def test_the_journey_of_others_is_not_there(client, role):
    person = make_participant(user=make_user())
    client.force_login(make_user(role))

    foreign, missing = (client.get(f"/perjalanan/{number}/") for number in (person.registration_number, "TIDAK-ADA"))

    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert text_of(foreign) == text_of(missing)


def test_other_apps_add_their_panels(client, owner, settings):
    settings.JOURNEY_PANELS = [f"{__name__}.upcoming", f"{__name__}.nothing"]
    make_participant(user=owner, name="Warga Seroja")

    assert [panel["context"]["text"] for panel in client.get("/perjalanan/").context["panels"]] == ["Warga Seroja"]


def test_the_page_costs_the_same_for_one_evidence_and_for_three(client, owner):
    person = make_resident(user=owner)
    evidence.make_check(person, day(1, 6))
    evidence.make_sale(person, day(3, 1))
    journeys.refresh([person.pk])
    client.get("/perjalanan/")
    with CaptureQueriesContext(connection) as one:
        client.get("/perjalanan/")
    for number in (2, 3):
        evidence.make_sale(person, day(3, number))
    journeys.refresh([person.pk])

    with CaptureQueriesContext(connection) as three:
        client.get("/perjalanan/")

    assert len(three) == len(one)
