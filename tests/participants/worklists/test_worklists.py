"""The officers' worklists: who stands in which, and what is settled in place."""

import datetime as dt
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from okoce.programme.stages import Stage
from participants.identity_checks import actions as identity
from participants.journey.actions import journeys
from participants.journey.actions.marks import mark
from participants.journey.models import StageStanding
from participants.people.models import Participant
from participants.worklists import queries as worklists
from participants.worklists.queries import Problem
from tests.carried import post
from tests.factories import evidence
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG
from tests.factories.years import make_year

pytestmark = pytest.mark.django_db

HOME = reverse("participants:worklists-list")
WAITING = reverse("participants:worklists-waiting")
STUCK = reverse("participants:worklists-stuck")
PROBLEMS = reverse("participants:worklists-problems")


@pytest.fixture
def officer(client):
    client.user = make_user("officer")
    client.force_login(client.user)
    return client


def names_in(response):
    return {person["name"] for person in response.context["people"]}


def days_ago(days):
    return today() - dt.timedelta(days=days)


def make_stuck(*, checked=45, trained=None, **fields):
    person = make_participant(registered_at=now() - dt.timedelta(days=200), **fields)
    evidence.make_check(person, days_ago(checked))
    if trained:
        evidence.make_attendance(person, days_ago(trained))
    journeys.refresh([person.pk])
    return person


@pytest.mark.parametrize("path", [HOME, WAITING, STUCK, PROBLEMS])
@pytest.mark.parametrize("role", [None, "mentor", "province", "official", "auditor", "privacy"])
def test_only_who_keeps_the_data_has_worklists(client, role, path):
    client.force_login(make_user(role))

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", [WAITING, f"{PROBLEMS}?masalah=ktp", f"{PROBLEMS}?masalah=waktu"])
def test_a_worklist_holds_one_area(officer, path):
    here = make_participant(kelurahan=TOMANG, flags=["NIK_DOB_MISMATCH"])
    for elsewhere in (DURI_KEPA, JATINEGARA):
        make_participant(kelurahan=elsewhere, flags=["NIK_DOB_MISMATCH"])

    response = officer.get(path)

    assert names_in(response) == {here.name}
    assert response.context["count"] == 1


def noted(person):
    person = Participant.objects.get(pk=person.pk)
    return person.is_checked, person.stopped_after, person.stopped_on


def test_who_is_checked_and_where_they_stopped_is_noted_when_they_are_judged():
    never, fresh, far = make_participant(), make_stuck(checked=3), make_stuck(checked=45, trained=40)
    officer = make_user("officer")

    assert noted(never) == (False, "", None)
    assert noted(fresh) == (True, "pendaftaran", days_ago(3))
    assert noted(far) == (True, "pelatihan", days_ago(40))

    identity.void(far.identity_checks.get(), by=officer, reason="Salah orang.")

    assert noted(far) == (False, "", None)


def test_of_stages_reached_on_one_day_the_one_written_last_is_the_last():
    person = make_participant()
    standings = [make_standing(person, stage, days_ago(9)) for stage in (Stage.PERMITS, Stage.TRAINING)]

    for given in (standings, standings[::-1]):
        mark({person.pk: person}, {person.pk: []}, {person.pk: given})

        assert noted(person) == (False, "pelatihan", days_ago(9))


def test_who_holds_all_seven_stopped_nowhere():
    person = make_participant()
    standings = [make_standing(person, stage, days_ago(50 - number)) for number, stage in enumerate(Stage)]

    for held, expected in ((6, Stage.values[5]), (7, "")):
        mark({person.pk: person}, {person.pk: []}, {person.pk: standings[:held]})

        assert noted(person)[1] == expected


def test_marks_of_many_take_the_statements_of_one():
    people = {person.pk: person for person in (make_participant() for _ in range(4))}
    of_one = {pk: [make_standing(person, Stage.TRAINING, days_ago(9))] for pk, person in people.items()}
    facts, (first, *others) = {pk: [] for pk in people}, people

    with CaptureQueriesContext(connection) as one:
        mark({first: people[first]}, facts, of_one)
    with CaptureQueriesContext(connection) as three:
        mark({pk: people[pk] for pk in others}, facts, of_one)
    with CaptureQueriesContext(connection) as none:
        mark(people, facts, of_one)

    assert (len(one) == len(three), len(none)) == (True, 0)


def make_standing(person, stage, day):
    return StageStanding.objects.create(
        participant=person,
        stage=stage,
        reached_on=day,
        kelurahan=person.kelurahan,
        kecamatan=person.kecamatan,
        evidence="uji",
    )


def test_a_long_list_is_counted_up_to_a_thousand(officer, monkeypatch):
    for module in ("okoce.pagination", "participants.worklists.views.lists"):
        monkeypatch.setattr(f"{module}.MOST_COUNTED", 2)
    for _ in range(3):
        make_participant()

    assert "Lebih dari 2 orang menunggu." in officer.get(WAITING).content.decode()


def test_staff_work_for_their_kota(client):
    client.force_login(make_user("staff"))
    here = {make_participant(kelurahan=place).name for place in (TOMANG, DURI_KEPA)}
    make_participant(kelurahan=JATINEGARA)

    assert names_in(client.get(WAITING)) == here


def test_the_card_is_checked_where_the_person_stands_in_the_list(officer):
    person = make_participant()

    response = officer.post(reverse("participants:worklists-check", args=[person.pk]), follow=True)

    assert response.redirect_chain == [(WAITING, 302)]
    assert names_in(response) == set()
    assert person.identity_checks.standing().get().checked_by == officer.user
    assert [standing.stage for standing in person.standings.all()] == ["pendaftaran"]


def test_an_online_registration_is_checked_on_its_page_since_its_number_is_asked_for(officer):
    waiting = make_waiting()

    page = officer.get(WAITING).content.decode()
    officer.post(reverse("participants:worklists-check", args=[waiting.pk]))

    assert f'href="/peserta/{waiting.pk}/ktp/"' in page
    assert f'action="/peserta/tugas/ktp/{waiting.pk}/"' not in page
    assert not waiting.identity_checks.exists()


def test_nobody_checks_their_own_card(officer):
    own = make_participant(user=officer.user)

    response = officer.post(reverse("participants:worklists-check", args=[own.pk]), follow=True)

    assert not own.identity_checks.exists()
    assert "minta petugas lain" in response.content.decode()


def test_stuck_is_who_reached_nothing_for_more_than_thirty_days(officer):
    long_ago = make_stuck(checked=31)
    make_stuck(checked=30)
    make_stuck(checked=90, trained=5)
    make_participant()

    response = officer.get(STUCK)

    assert names_in(response) == {long_ago.name}
    assert "Pelatihan, Pendampingan" in response.content.decode()


def test_stuck_is_known_by_the_last_stage(officer):
    registered, trained = make_stuck(checked=60), make_stuck(checked=90, trained=40)

    found = worklists.by_list(Participant.objects.all(), make_user())

    assert {stage: found[stage] for stage in Stage if found[stage]} == {"pendaftaran": 1, "pelatihan": 1}
    assert names_in(officer.get(f"{STUCK}?tahap=pendaftaran")) == {registered.name}
    assert names_in(officer.get(f"{STUCK}?tahap=pelatihan")) == {trained.name}
    assert names_in(officer.get(f"{STUCK}?tahap=entah")) == set()


def test_who_holds_all_seven_is_not_stuck():
    person = make_stuck(checked=200, trained=190)
    evidence.make_note(person, days_ago(180), done_on=days_ago(170))
    evidence.make_note(person, days_ago(160))
    evidence.make_licence(person, days_ago(150))
    evidence.make_sale(person, days_ago(140))
    month_on = days_ago(90).replace(day=1)
    for _ in range(3):
        evidence.make_statement(person, month_on, submitted_on=days_ago(50))
        month_on = (month_on - dt.timedelta(days=1)).replace(day=1)
    evidence.make_disbursement(person, days_ago(45))
    journeys.refresh([person.pk])

    assert person.standings.count() == 7
    assert not worklists.stuck(Participant.objects.all()).exists()


def test_each_problem_finds_its_own():
    card = make_participant(flags=["NAME_DIGIT", "NIK_DOB_MISMATCH"], availability=1)
    doubt = make_participant(flags=["NIK_REGION_UNKNOWN"], availability=1)
    idle = make_participant()
    make_participant(flags=["NIK_REGION_DIFFERS"], availability=1)

    found = {problem: set(worklists.with_problem(Participant.objects.all(), problem)) for problem in Problem}

    assert found == {Problem.CARD: {card}, Problem.DOUBT: {doubt}, Problem.TIMES: {idle}, Problem.PHONE: set()}


def test_the_overview_counts_what_each_list_of_problems_shows():
    chance = Random(4)
    marks = ["NIK_DOB_MISMATCH", "NIK_SEX_MISMATCH", "NIK_REGION_UNKNOWN", "NIK_REGION_DIFFERS", "NAME_DIGIT"]
    for _ in range(25):
        make_participant(flags=chance.sample(marks, chance.randint(0, 3)), availability=chance.choice([0, 1]))
    people = Participant.objects.all()

    counts = worklists.by_list(people, make_user())

    assert {problem: counts[problem] for problem in Problem} == {
        problem: worklists.with_problem(people, problem).count() for problem in Problem
    }
    assert counts[Problem.CARD] > counts[Problem.DOUBT] > 0


@pytest.mark.parametrize("in_one_kecamatan", [True, False])
@pytest.mark.parametrize(("sharing", "found"), [(3, 0), (4, 4)])
def test_a_phone_may_serve_three_people(sharing, found, in_one_kecamatan):
    for _ in range(sharing):
        make_participant(phone="+6281200009001")
    people = Participant.objects.all()

    assert worklists.with_problem(people, Problem.PHONE).count() == found
    assert worklists.by_list(people, make_user(), in_one_kecamatan=in_one_kecamatan)[Problem.PHONE] == found


def test_both_ways_to_count_shared_phones_agree():
    chance = Random(9)
    for _ in range(40):
        phone = f"+628120000900{chance.randint(1, 8)}"
        make_participant(phone=phone, kelurahan=chance.choice([TOMANG, JATINEGARA]))

    for people in (Participant.objects.filter(kelurahan=TOMANG), Participant.objects.all()):
        looked_up = worklists.by_list(people, make_user(), in_one_kecamatan=True)[Problem.PHONE]
        grouped = worklists.by_list(people, make_user())[Problem.PHONE]

        assert looked_up == grouped == worklists.with_problem(people, Problem.PHONE).count() > 0


def test_a_phone_is_counted_across_kecamatan(officer):
    here = make_participant(phone="+6281200009001")
    for _ in range(3):
        make_participant(phone="+6281200009001", kelurahan=JATINEGARA)

    response = officer.get(f"{PROBLEMS}?masalah=hp")

    assert names_in(response) == {here.name}
    assert reverse("participants:people-edit", args=[here.pk]) in response.content.decode()


def test_doubts_are_settled_once_and_written_down(officer):
    person = make_participant(flags=["NIK_DOB_MISMATCH"])
    settle = reverse("participants:worklists-settle", args=[person.pk])

    for _ in range(2):
        officer.post(settle, {"masalah": "ktp"})

    person.refresh_from_db()
    assert person.flags == []
    assert [(log.act, log.reason) for log in AccessLog.objects.filter(act="change")] == [
        ("change", "Dicocokkan dengan KTP: NIK_DOB_MISMATCH")
    ]


def test_nobody_settles_doubts_about_themselves(officer):
    own = make_participant(user=officer.user, flags=["NIK_DOB_MISMATCH"])

    officer.post(reverse("participants:worklists-settle", args=[own.pk]), {"masalah": "ktp"})

    own.refresh_from_db()
    assert own.flags == ["NIK_DOB_MISMATCH"]


def test_an_officer_fills_in_when_somebody_can_come(officer):
    person = make_participant()

    response = post(
        officer,
        reverse("participants:worklists-times", args=[person.pk]),
        {"availability": ["0", "20"], "cannot_whole_day": "on"},
        follow=True,
    )

    person.refresh_from_db()
    assert (person.availability, person.cannot_whole_day) == (1 + 2**20, True)
    assert response.redirect_chain == [(f"{PROBLEMS}?masalah=waktu", 302)]
    assert names_in(response) == set()
    assert AccessLog.objects.filter(subject_id=person.pk, act="change").count() == 1


@pytest.mark.parametrize("path", [HOME, WAITING, STUCK, f"{PROBLEMS}?masalah=ktp", f"{PROBLEMS}?masalah=hp"])
def test_three_rows_ask_as_often_as_one(officer, path):
    def questions():
        with CaptureQueriesContext(connection) as asked:
            assert officer.get(path).status_code == 200
        return len(asked)

    def add():
        for _ in range(4):  # sharing a phone, so that each list has rows
            make_stuck(flags=["NIK_DOB_MISMATCH"], phone="+6281200009001")
        make_participant(flags=["NIK_DOB_MISMATCH"])

    add()
    questions()  # reads what is kept in memory
    few = questions()
    add()
    questions()  # who checked the cards got a role, and what is kept in memory is read anew

    assert questions() == few


def test_the_counts_are_the_length_of_the_lists(officer):
    for _ in range(2):
        make_stuck(flags=["NIK_DOB_MISMATCH"])
    make_participant(flags=["NIK_DOB_MISMATCH"])

    shown = officer.get(HOME).context

    assert shown["waiting"] == len(names_in(officer.get(WAITING))) == 1
    assert [row["people"] for row in shown["stuck"]] == [len(names_in(officer.get(shown["stuck"][0]["url"])))] == [2]
    for row in shown["problems"]:
        assert row["people"] == len(names_in(officer.get(row["url"]))) == 3


def test_the_office_leads_to_the_worklists(officer):
    make_year()

    page = officer.get("/").content.decode()

    assert f'href="{WAITING}"' in page
    assert f'href="{HOME}"' in page


def test_only_one_place_in_the_header_is_current(officer):
    current = [item.url for item in officer.get(WAITING).context["navigation"] if item.current]

    assert current == [HOME]
