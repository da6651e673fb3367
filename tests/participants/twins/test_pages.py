"""`Mungkin kembar`: found at night, compared side by side, decided once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.jobs.models import Job
from participants.people import written
from participants.twins import tasks
from participants.twins.actions import deciding, finding
from participants.twins.models import TwinCandidate
from tests.factories.merges import make_candidate, make_twins
from tests.factories.people import make_participant, make_user, make_waiting
from tests.factories.places import DURI_KEPA, JATINEGARA, TOMANG

pytestmark = pytest.mark.django_db
State = TwinCandidate.State
LIST = "/peserta/kembar/"


def found():
    return list(TwinCandidate.objects.order_by("pk").values_list("one", "other", "state"))


def test_the_night_finds_twins_with_reasons_and_never_their_data():
    one, other = make_twins()
    make_participant(name="Rahmat Hidayat")

    tasks.find_twins()

    pair = TwinCandidate.objects.get()
    assert (pair.one, pair.other, pair.state) == (one, other, State.OPEN)
    assert pair.reasons == ["name", "birth", "phone", "kelurahan", "nik_close"]


def test_registrations_that_wait_for_their_card_are_left_out():
    one, _ = make_twins()
    make_waiting(name=one.name, birth_on=one.birth_on, phone=one.phone, sex=one.sex, nik="3173025005909777")

    finding.find_all()

    assert len(found()) == 1


def test_what_was_decided_stays_and_is_not_proposed_again():
    one, other = make_twins()
    make_candidate(one, other, state=State.DIFFERENT)

    assert finding.find_all() == 0
    assert found() == [(one.pk, other.pk, State.DIFFERENT)]


def test_a_pair_that_an_import_brings_while_the_night_looks_stays(monkeypatch):
    one, other = make_twins()

    def read_before():
        make_candidate(one, other)
        yield from ()

    monkeypatch.setattr(finding, "_all_blocks", read_before)

    assert finding.find_all() == 0
    assert found() == [(one.pk, other.pk, State.OPEN)]


def test_an_open_pair_that_is_alike_no_more_leaves_the_list():
    one, other = make_twins()
    stranger = make_participant(name="Rahmat Hidayat")
    later = make_candidate(one, make_participant(name="Budi Jaya"), state=State.LATER)
    make_candidate(one, stranger)
    make_candidate(one, other)

    finding.find_all()

    assert found() == [(later.one_id, later.other_id, State.LATER), (one.pk, other.pk, State.OPEN)]


def test_after_an_import_only_pairs_with_its_people_are_looked_for():
    one, other = make_twins()
    make_twins_elsewhere()
    written.announce([other.pk], key="import:1")

    job = Job.objects.get(name="twins.find_near")
    tasks.find_near(job, **job.arguments)

    assert found() == [(one.pk, other.pk, State.OPEN)]


def make_twins_elsewhere():
    for _ in range(2):
        make_participant(name="Budi Kamboja", birth_on=dt.date(1980, 1, 2), phone="+6281200007777")


@pytest.mark.parametrize(
    ("role", "status"),
    [
        ("mentor", 403),
        ("officer", 200),
        ("staff", 200),
        ("province", 200),
        ("official", 403),
        ("auditor", 403),
        ("privacy", 403),
        (None, 403),
    ],
)
def test_who_sees_the_list(client, role, status):
    make_candidate(*make_twins())
    client.force_login(make_user(role))

    assert client.get(LIST).status_code == status


@pytest.mark.parametrize(
    ("homes", "seen_by"),
    [
        ((TOMANG, TOMANG), {"officer", "staff", "province"}),
        ((TOMANG, DURI_KEPA), {"staff", "province"}),
        ((TOMANG, JATINEGARA), {"province"}),
    ],
)
def test_a_pair_is_seen_by_who_sees_both(homes, seen_by):
    pair = make_candidate(*(make_participant(kelurahan=home) for home in homes))

    users = {role: make_user(role) for role in ("mentor", "officer", "staff", "province", "auditor")}

    assert {role for role, user in users.items() if pair in TwinCandidate.objects.visible_to(user)} == seen_by


def test_side_by_side_marks_what_differs_and_is_written_down(client):
    one, other = make_twins()
    pair = make_candidate(one, other)
    client.force_login(make_user("officer"))

    page = client.get(reverse("participants:twins-detail", args=[pair.pk])).content.decode()

    row = AccessLog.objects.get(reason="Dibandingkan sebagai mungkin kembar")
    assert set(row.ids) == {one.pk, other.pk}
    assert one.nik_masked in page
    assert one.nik not in page
    assert other.nik not in page
    assert page.count(">beda<") == 2  # the NIK, the day of registration


def test_an_overseer_says_why_first(client):
    pair = make_candidate(*make_twins())
    client.force_login(make_user("province"))
    address = reverse("participants:twins-detail", args=[pair.pk])

    asked = client.get(address).content.decode()
    shown = client.post(address, {"reason": "Dua kota mengeluh"}).content.decode()

    assert pair.one.registration_number not in asked
    assert pair.one.registration_number in shown
    assert AccessLog.objects.get(reason="Dua kota mengeluh").count == 2


@pytest.mark.parametrize(("word", "state"), [("beda", State.DIFFERENT), ("nanti", State.LATER)])
def test_an_officer_decides(client, word, state):
    pair, officer = make_candidate(*make_twins()), make_user("officer")
    client.force_login(officer)

    client.post(f"{LIST}{pair.pk}/putuskan/", {"keputusan": word, "catatan": "kembar kandung"})

    pair.refresh_from_db()
    assert (pair.state, pair.note, pair.decided_by) == (state, "kembar kandung", officer)


def test_the_second_officer_is_refused():
    pair = make_candidate(*make_twins())
    deciding.decide(pair, State.DIFFERENT, by=make_user("officer"))

    with pytest.raises(ValidationError) as refused:
        deciding.decide(pair, State.LATER, by=make_user("officer"))

    assert refused.value.messages == [deciding.DECIDED]


def test_nobody_decides_about_themself():
    one, other = make_twins()
    officer = make_user("officer")
    one.user = officer
    one.save()

    with pytest.raises(ValidationError) as refused:
        deciding.decide(make_candidate(one, other), State.LATER, by=officer)

    assert refused.value.messages == [deciding.OWN]


def test_nobody_decides_across_the_border():
    pair = make_candidate(make_participant(), make_participant(kelurahan=DURI_KEPA))

    with pytest.raises(ValidationError) as refused:
        deciding.decide(pair, State.LATER, by=make_user("officer"))

    assert refused.value.messages == [deciding.OUTSIDE]


def test_the_list_costs_the_same_for_one_pair_and_three(
    client, django_assert_num_queries, django_assert_max_num_queries
):
    make_candidate(*make_twins())
    client.force_login(make_user("officer"))
    client.get(LIST)
    with django_assert_max_num_queries(30) as first:
        client.get(LIST)
    for _ in range(2):
        make_candidate(make_participant(), make_participant())

    with django_assert_num_queries(len(first)):
        client.get(LIST)
