"""Who stands still is called: the result takes them from the list as long as it says, and is taken back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.models import AccessLog
from okoce.clock import now, today
from participants.contacts import actions
from participants.contacts.models import Contact
from participants.worklists import queries as worklists
from tests.factories import evidence
from tests.factories.people import make_participant, make_user
from tests.factories.places import JATINEGARA
from tests.participants.worklists.test_worklists import STUCK, days_ago, make_stuck, names_in

pytestmark = pytest.mark.django_db

Outcome = Contact.Outcome
ANSWERED = f"{STUCK}?dihubungi=on"


@pytest.fixture
def officer(client):
    client.user = make_user("officer")
    client.force_login(client.user)
    return client


def url(person):
    return reverse("participants:contacts-record", args=[person.pk])


def record(person, outcome=Outcome.GOES_ON, *, by=None, **fields):
    return actions.record(person, outcome, by=by or make_user("officer"), **fields)


def is_stuck(person, *, on=None):
    return worklists.stuck(type(person).objects.all(), on=on).filter(pk=person.pk).exists()


def in_days(days):
    return today() + dt.timedelta(days=days)


# --- The list -----------------------------------------------------------------------------------------


def test_who_answered_leaves_the_list_and_stands_among_the_answered(officer):
    person = make_stuck()

    answer = officer.post(url(person), {"outcome": "goes_on", "note": "Berdagang pagi"}, follow=True)

    assert names_in(answer) == set()
    assert f"{person.name}: akan melanjutkan" in answer.text
    [row] = officer.get(ANSWERED).context["people"]
    assert row["name"] == person.name
    assert "akan melanjutkan" in row["contact"]


@pytest.mark.parametrize(("outcome", "days"), [(Outcome.GOES_ON, 30), (Outcome.STOPS, 365), (Outcome.LATER, 10)])
def test_an_answer_keeps_somebody_from_the_list_until_its_day(outcome, days):
    person = make_stuck()

    record(person, outcome, again_on=in_days(10) if outcome == Outcome.LATER else None)

    assert not is_stuck(person, on=in_days(days - 1))
    assert is_stuck(person, on=in_days(days))


@pytest.mark.parametrize("outcome", [Outcome.MISSED, Outcome.WRONG])
def test_who_did_not_answer_stays_on_the_list_which_says_so(officer, outcome):
    person = make_stuck()

    contact = record(person, outcome, by=officer.user)

    [row] = officer.get(STUCK).context["people"]
    assert contact.get_outcome_display() in row["contact"]


@pytest.mark.parametrize("limit", ["restricted_at", "objected_at"])
def test_nobody_is_called_who_restricts_or_objects(officer, limit):
    person, other = make_stuck(), make_stuck()

    type(person).objects.filter(pk=person.pk).update(**{limit: now()})

    assert names_in(officer.get(STUCK)) == {other.name}
    page = officer.get(url(person)).text
    person.refresh_from_db()
    assert person.limits[0] in page
    assert "tel:" not in page
    assert "tel:" in officer.get(url(other)).text


def test_an_answer_before_the_last_stage_does_not_count():
    person = make_stuck(checked=90)
    contact = record(person, Outcome.STOPS)
    Contact.objects.filter(pk=contact.pk).update(made_on=days_ago(91))

    assert is_stuck(person)


def test_the_one_who_stands_still_longest_comes_first(officer):
    make_stuck(checked=90, name="Lama")
    make_stuck(checked=40, name="Baru")
    make_stuck(checked=120, name="Terlama")

    assert [row["name"] for row in officer.get(STUCK).context["people"]] == ["Terlama", "Lama", "Baru"]


def test_pages_go_on_where_the_last_one_ended_and_back(officer, monkeypatch):
    monkeypatch.setattr("okoce.pagination.SIZE", 2)
    for number, days in enumerate((90, 90, 60, 60, 60)):
        make_stuck(checked=days, name=f"Orang {number}")

    def names(page):
        return [row["name"] for row in page.context["people"]]

    first = officer.get(STUCK)
    second = officer.get(STUCK + first.context["next_url"])
    third = officer.get(STUCK + second.context["next_url"])
    back = officer.get(STUCK + third.context["previous_url"])

    assert [names(page) for page in (first, second, third)] == [
        ["Orang 0", "Orang 1"],
        ["Orang 2", "Orang 3"],
        ["Orang 4"],
    ]
    assert not first.context["previous_url"]
    assert not third.context["next_url"]
    assert names(back) == names(second)
    assert names(officer.get(STUCK + back.context["previous_url"])) == names(first)


@pytest.mark.parametrize("key", ["x", "2026-01-01", "2026-13-01_4", "2026-01-01_0", "2026-01-01_²"])
def test_a_place_that_makes_no_sense_is_the_beginning(officer, key):
    person = make_stuck()

    assert names_in(officer.get(f"{STUCK}?sesudah={key}")) == {person.name}


def test_a_later_note_of_the_mentor_is_the_last_contact(officer):
    mentor = make_user("mentor")
    person = make_stuck(mentor=mentor)
    Contact.objects.filter(pk=record(person, Outcome.MISSED).pk).update(made_on=days_ago(9))
    evidence.make_note(person, days_ago(2), by=mentor)

    [row] = officer.get(STUCK).context["people"]

    assert row["contact"].endswith("catatan pendamping")
    assert row["mentor__name"] == mentor.name


def test_the_list_asks_as_often_for_one_as_for_three(officer):
    def asked():
        with CaptureQueriesContext(connection) as queries:
            officer.get(STUCK)
        return len(queries)

    record(make_stuck(), Outcome.MISSED, by=officer.user)
    officer.get(STUCK)
    one = asked()
    for _ in range(2):
        record(make_stuck(), Outcome.MISSED, by=officer.user)

    assert asked() == one


# --- The page -----------------------------------------------------------------------------------------


def test_the_page_shows_the_number_and_what_was_said_and_logs_it(officer):
    person = make_stuck(phone="+6281200009876")
    record(person, Outcome.MISSED, by=officer.user, note="Dicoba dua kali")

    page = officer.get(url(person)).text

    assert "tel:+6281200009876" in page
    assert "Dicoba dua kali" in page
    assert AccessLog.objects.filter(act=AccessLog.Act.OPEN, subject_id=person.pk, actor=officer.user).exists()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({}, "Pilih hasilnya."),
        ({"outcome": "later"}, actions.NO_DAY),
        ({"outcome": "later", "again_on": "01/01/2020", "note": "x"}, "tanggal"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_written(officer, typed, sentence):
    person = make_stuck()

    answer = officer.post(url(person), typed, follow=True)

    assert sentence in answer.text
    assert not person.contacts.exists()


def test_people_elsewhere_are_not_there(officer):
    assert officer.get(url(make_stuck(kelurahan=JATINEGARA))).status_code == 404


def test_a_nik_in_a_note_is_not_kept():
    person = make_stuck()

    contact = record(person, note=f"KTP {person.nik} hilang")

    assert person.nik not in contact.note


def test_the_same_press_twice_is_one_contact():
    person, by = make_stuck(), make_user("officer")

    assert record(person, by=by) == record(person, by=by)


# --- Refused ------------------------------------------------------------------------------------------


def test_others_areas_cannot_write():
    with pytest.raises(ValidationError, match="wilayah tugas"):
        record(make_stuck(kelurahan=JATINEGARA))


def test_nobody_writes_about_themselves():
    by = make_user("officer")

    with pytest.raises(ValidationError, match="diri sendiri"):
        record(make_stuck(user=by), by=by)


@pytest.mark.parametrize("days", [0, 181])
def test_the_day_of_the_next_call_is_near_and_ahead(days):
    with pytest.raises(ValidationError, match="paling lambat"):
        record(make_stuck(), Outcome.LATER, again_on=in_days(days))


@pytest.mark.parametrize(("outcome", "rests"), [("goes_on", None), ("missed", dt.date(2030, 1, 1)), ("maybe", None)])
def test_the_database_holds_results_to_their_form(outcome, rests):
    person = make_participant()

    with pytest.raises(IntegrityError), transaction.atomic():
        Contact.objects.create(participant=person, outcome=outcome, rests_until=rests, made_by=make_user("officer"))


# --- Taken back ---------------------------------------------------------------------------------------


def test_what_was_taken_back_puts_somebody_on_the_list_again(officer):
    person = make_stuck()
    contact = record(person, by=officer.user)

    answer = officer.post(reverse("participants:contacts-take-back", args=[contact.pk]), follow=True)

    assert "Hasil itu dibatalkan." in answer.text
    assert is_stuck(person)
    with pytest.raises(ValidationError, match="baru saja dibatalkan"):
        actions.take_back(contact, by=officer.user)


def test_others_areas_take_nothing_back(officer):
    person = make_stuck(kelurahan=JATINEGARA)
    contact = record(person, by=make_user("officer", region="31.75.06"))

    answer = officer.post(reverse("participants:contacts-take-back", args=[contact.pk]))

    assert answer.status_code == 404
    with pytest.raises(ValidationError, match="wilayah tugas"):
        actions.take_back(contact, by=officer.user)
