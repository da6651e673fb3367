"""One request for a correction: asked once, seen once, answered by two officers or in words; its clock ends with it."""

import pytest
from django.urls import reverse

from okoce.notifications.models import Message
from participants.calls.models import Notice
from participants.corrections.actions import confirming, proposing
from participants.people import supervision
from participants.rights.actions import erasing, requests
from participants.rights.models import RightsRequest
from tests.factories.corrections import corrected, make_correction
from tests.factories.people import make_participant, make_user, make_waiting
from tests.refusals import refusal

pytestmark = pytest.mark.django_db
State, Kind, Wrong = RightsRequest.State, RightsRequest.Kind, RightsRequest.Wrong


def ask(person, wrong=(Wrong.NAME,), words="Kurang satu huruf", **way):
    way = way or ({"way": "own", "by": person.user} if person.user else {"way": "letter", "by": make_user("officer")})
    return requests.ask(person, Kind.CORRECTION, wrong=wrong, words=words, **way)


def answer(asked, *, by, is_granted=False, outcome="Sama dengan KTP."):
    return requests.decide(asked, granted=is_granted, outcome=outcome, by=by)


def read_again(asked):
    asked.refresh_from_db()
    return asked.state, asked.outcome


def test_a_confirmed_proposal_closes_the_clock_in_words_and_notifies_once():
    person = make_participant(user=make_user())
    asked = ask(person)

    correction = make_correction(person)
    assert (correction.request, read_again(asked)) == (asked, (State.TAKEN, ""))
    confirming.confirm(correction, by=make_user("staff"))

    state, outcome = read_again(asked)
    assert (state, outcome.partition(".")[0]) == (
        State.DONE,
        f"nama di data nomor {person.registration_number} sudah dibetulkan",
    )
    assert list(Message.objects.filter(user=person.user).values_list("kind", flat=True)) == ["rights_decided"]


def test_a_refused_proposal_closes_the_clock_with_its_reason():
    person = make_participant()
    asked = ask(person)

    proposing.refuse(make_correction(person), by=make_user("staff"), answer="KTP sama dengan data")

    assert read_again(asked) == (State.REFUSED, "Nama tidak dibetulkan. KTP sama dengan data")
    assert Notice.objects.get(participant=person).kind == "rights_decided"


def test_a_withdrawn_proposal_lets_the_request_wait_with_its_clock():
    person, officer = make_participant(), make_user("officer")
    asked = ask(person)
    due_at = asked.due_at

    proposing.withdraw(make_correction(person, by=officer), by=officer)

    assert read_again(asked) == (State.NEW, "")
    assert (asked.due_at, asked.taken_by) == (due_at, None)


def test_a_request_withdrawn_meanwhile_stays_withdrawn_and_the_person_reads_of_the_correction():
    person = make_participant(user=make_user())
    asked = ask(person)
    correction = make_correction(person)
    requests.withdraw(asked, by=person.user)

    confirming.confirm(correction, by=make_user("staff"))

    assert read_again(asked)[0] == State.WITHDRAWN
    assert Message.objects.filter(user=person.user, kind="data_corrected").exists()


def test_what_else_is_asked_for_is_answered_in_words_after_the_correction():
    person, officer = make_participant(), make_user("officer")
    asked = ask(person, [Wrong.NAME, Wrong.OTHER])
    assert refusal(answer, asked, by=officer, is_granted=True) == requests.BY_TWO
    corrected(person)
    assert read_again(asked)[0] == State.TAKEN

    answer(asked, by=officer, is_granted=True, outcome="Nama dan catatan usaha dibetulkan.")

    assert read_again(asked) == (State.DONE, "Nama dan catatan usaha dibetulkan.")


@pytest.mark.parametrize("role", ["officer", "staff", "privacy"])
def test_officers_of_the_area_and_of_data_protection_refuse_with_words(role):
    asked = ask(make_participant())

    assert refusal(answer, asked, by=make_user(role), outcome=" ") == requests.NO_WORDS
    assert answer(asked, by=make_user(role)).state == State.REFUSED


@pytest.mark.parametrize(("role", "region"), [("officer", "31.73.05"), ("staff", "31.75"), ("province", "31")])
def test_nobody_else_answers(role, region):
    assert refusal(answer, ask(make_participant()), by=make_user(role, region=region)) == requests.ELSEWHERE


def test_what_stands_on_a_card_is_not_granted_by_one_officer():
    assert refusal(answer, ask(make_participant()), by=make_user("privacy"), is_granted=True) == requests.BY_TWO


def test_while_two_officers_decide_nobody_answers():
    person = make_participant()
    asked = ask(person)
    make_correction(person)

    assert refusal(answer, asked, by=make_user("privacy")) == requests.PROPOSED


@pytest.mark.parametrize(
    ("given", "why"),
    [({"wrong": []}, requests.WHICH), ({"wrong": ["hp"]}, requests.WHICH), ({"words": " "}, requests.WHAT)],
)
def test_a_request_says_what_is_wrong(given, why):
    assert refusal(ask, make_participant(), **given) == why


def test_a_card_that_nobody_has_checked_is_put_right_at_the_check():
    waiting = make_waiting(user=make_user())

    assert refusal(ask, waiting) == requests.NOT_CHECKED
    assert ask(waiting, [Wrong.OTHER]).wrong == [Wrong.OTHER]


def test_one_correction_is_asked_for_at_a_time():
    person = make_participant()
    ask(person)

    assert refusal(ask, person, [Wrong.SEX]) == requests.TWICE


def test_of_a_deleted_person_no_words_are_left():
    person = make_participant()
    asked = ask(person)

    erasing.erase(person, by=make_user("privacy"))

    asked.refresh_from_db()
    assert "huruf" not in asked.words


def test_an_owner_asks_an_officer_proposes_and_both_see_one_request(client):
    person = make_participant(user=make_user(), name="Sari Melatti")
    client.force_login(person.user)
    url = reverse("participants:rights-ask", args=[person.registration_number])
    assert f"{url}?jenis=correction" in client.get("/privasi/").text
    assert "checked" in client.get(f"{url}?jenis=correction").text
    client.post(url, {"kind": "correction", "wrong": ["name"], "words": "Kurang satu huruf"})
    assert client.get("/privasi/").text.count("Pembetulan data: nama") == 1

    client.force_login(make_user("officer"))
    listed = client.get("/hak/", {"jenis": "correction"}).text
    detail = reverse("participants:rights-detail", args=[RightsRequest.objects.get().pk])
    assert detail in listed
    page = client.get(detail).text
    propose = reverse("participants:corrections-propose", args=[person.pk])
    assert ("Yang keliru: nama." in page, propose in page) == (True, True)
    assert "Kurang satu huruf" in client.get(propose).text
    assert client.get(f"/peserta/{person.pk}/").text.count("Pembetulan data: nama") == 1


def test_an_officer_answers_on_the_page_of_the_request(client):
    person = make_participant(user=make_user())
    asked = ask(person)
    client.force_login(make_user("officer"))
    url = reverse("participants:rights-answer", args=[asked.pk])

    refused = client.post(url, {"granted": "yes", "outcome": "Ya"}, follow=True).text
    client.post(url, {"granted": "no", "outcome": "Sudah sama dengan KTP"})
    client.force_login(person.user)

    assert requests.BY_TWO in refused
    assert "Sudah sama dengan KTP" in client.get("/privasi/").text


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (None, 403),
        ("mentor", 403),
        ("officer", 302),
        ("staff", 302),
        ("province", 403),
        ("auditor", 403),
        ("privacy", 302),
    ],
)
def test_who_answers(client, role, status):
    asked = ask(make_participant())
    client.force_login(make_user(role))

    assert client.post(reverse("participants:rights-answer", args=[asked.pk])).status_code == status


def test_only_corrections_are_answered_there(client):
    asked = requests.ask(make_participant(), Kind.ERASURE, way="letter", by=make_user("officer"))
    client.force_login(make_user("officer"))

    assert client.post(reverse("participants:rights-answer", args=[asked.pk])).status_code == 404


def test_outside_their_area_nobody_proposes_for_a_request():
    person = make_participant()
    ask(person)

    assert refusal(make_correction, person, by=make_user("officer", region="31.73.05")) == supervision.OUTSIDE
