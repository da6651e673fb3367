"""The journey is refreshed from evidence; events are only appended."""

from collections import Counter

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from okoce.clock import now
from participants.journey.actions import journeys
from participants.journey.models import StageEvent, StageStanding, Tally
from participants.people.models import Residence
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import DURI_KEPA, GROGOL_KELURAHAN, TOMANG
from tests.factories.years import make_year
from tests.participants.journey.acting import day, make_resident, standings, tallies
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def events(person):
    rows = person.stage_events.order_by("id")
    return [(event.stage, event.kind, event.happened_on, event.reason) for event in rows]


# --- Reached and lost by evidence alone --------------------------------------------------------------


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


# --- The home of the day gets the credit -------------------------------------------------------------


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


# --- History stays, and the command tells ------------------------------------------------------------


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


# --- The page ----------------------------------------------------------------------------------------


@pytest.fixture
def owner(client):
    user = make_user()
    client.force_login(user)
    return user


def upcoming(participant, present):
    """A panel as another app would give it."""
    return {"template": "parts/_alert.html", "context": {"text": participant.name}}


def nothing(participant, present):
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
