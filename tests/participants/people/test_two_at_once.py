"""Must hold: edits made at once are not lost, and a second person does not vanish. Eight at once, on both databases."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from okoce import versions
from okoce.clock import wib_day
from okoce.programme.models import RegistrationPoint
from participants.mentoring.models import MentoringNote
from participants.people import repeats
from participants.people.models import Participant
from participants.registration.views import desk as desk_views
from tests.carried import carried
from tests.factories.people import make_participant, make_user
from tests.factories.places import GROGOL_KELURAHAN
from tests.factories.registrations import NIK, make_ground, typed_at_desk

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 8
DONE, REFUSED = "done", "refused"
# Six fields, each changed by one; two of them by a second one too.
EDITS = [
    {"phone": "0812-0000-7001"},
    {"email": "dahlia@contoh.example"},
    {"street": "Jalan Melati 1"},
    {"rt": "011"},
    {"rw": "012"},
    {"kelurahan": GROGOL_KELURAHAN},
    {"street": "Jalan Kenanga 2"},
    {"phone": "0812-0000-7002"},
]


def at_once(acts):
    """Do all of these at the same time, each in a thread with a connection of its own. Returns their answers."""
    gate = threading.Barrier(len(acts))

    def run(act):
        gate.wait()
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def browsers(user):
    found = [Client() for _ in range(AT_ONCE)]
    for browser in found:
        browser.force_login(user)
    return found


def sender(browser, url, fields):
    return lambda: browser.post(url, fields)


# --- Edits ---------------------------------------------------------------------------------------------


@pytest.fixture
def person():
    return make_participant(phone="+6281200009001", street="Jalan Anggrek 1", rt="001", rw="002")


def edit_all_at_once(person):
    """Eight officers have the person's page open and save at the same moment."""
    url = reverse("participants:people-edit", args=[person.pk])
    opened = browsers(make_user("officer"))
    stood = {"phone": "0812-0000-9001", "email": "", "street": "Jalan Anggrek 1", "rt": "001", "rw": "002"}
    stood |= {"kelurahan": person.kelurahan_id}
    forms = [carried(browser, url) | stood | edit for browser, edit in zip(opened, EDITS, strict=True)]
    answers = at_once([sender(browser, url, form) for browser, form in zip(opened, forms, strict=True)])
    person.refresh_from_db()
    return Counter(outcome(answer) for answer in answers)


def outcome(answer):
    """DONE, or REFUSED for one that leads to its form again."""
    assert answer.status_code == 302
    return REFUSED if "isian=" in answer["Location"] else DONE


def edits_that_stand(person):
    return [
        edit
        for edit in EDITS
        if all(
            getattr(person, f"{name}_id" if name == "kelurahan" else name)
            == (f"+62{value.replace('-', '')[1:]}" if name == "phone" else value)
            for name, value in edit.items()
        )
    ]


def test_eight_edits_at_once_leave_every_field_changed_and_ask_who_came_second(person):
    answers = edit_all_at_once(person)

    assert answers == {DONE: 6, REFUSED: 2}
    assert len(edits_that_stand(person)) == 6
    assert {name for edit in edits_that_stand(person) for name in edit} == {name for edit in EDITS for name in edit}


def test_the_same_edits_lose_fields_without_the_protection(person, monkeypatch):
    """As it was: every field of the form is written, touched or not."""
    monkeypatch.setattr(versions, "changes", lambda row, values, version=None: dict(values))

    answers = edit_all_at_once(person)

    assert answers == {DONE: 8}
    assert len(edits_that_stand(person)) < 6


# --- The desk ------------------------------------------------------------------------------------------


@pytest.fixture
def desk():
    make_ground()
    return browsers(make_user("officer"))


def typed(**changes):
    point = RegistrationPoint.objects.get(code="kecamatan")
    fields = typed_at_desk(registration_point=str(point.pk)) | changes
    return {name: value for name, value in fields.items() if value is not None}


def register_at_once(desk, *, names, token=None):
    forms = [carried(browser, "/meja/") | typed(name=name) for browser, name in zip(desk, names, strict=True)]
    if token:
        forms = [form | {"token": token} for form in forms]
    answers = at_once([sender(browser, "/meja/", form) for browser, form in zip(desk, forms, strict=True)])
    return Counter(map(outcome, answers)), {answer["Location"] for answer in answers}


EIGHT_PEOPLE = [f"Contoh Kamboja {word}" for word in "Satu Dua Tiga Empat Lima Enam Tujuh Delapan".split()]


def test_one_nik_typed_for_eight_people_at_once_is_one_record_and_seven_are_refused(desk):
    answers, _ = register_at_once(desk, names=EIGHT_PEOPLE)

    assert answers == {DONE: 1, REFUSED: 7}
    assert Participant.objects.with_nik(NIK).count() == Participant.objects.count() == 1


def test_people_vanish_where_a_second_press_is_guessed_from_the_nik(desk, monkeypatch):
    """As it was: the same NIK by the same officer is taken for the same press."""

    def guessed(key, act):
        known = Participant.objects.with_nik(NIK).first()
        return known.pk if known else act().pk

    monkeypatch.setattr(desk_views.repeats, "once", guessed)
    register_at_once(desk, names=[EIGHT_PEOPLE[0]] * AT_ONCE)

    answers, _ = register_at_once(desk, names=EIGHT_PEOPLE)

    assert answers == {DONE: 8}
    assert Participant.objects.count() == 1


def test_one_form_pressed_eight_times_at_once_gives_one_record_and_the_same_answer(desk):
    answers, locations = register_at_once(desk, names=["Contoh Kamboja"] * AT_ONCE, token="satu-formulir")

    assert answers == {DONE: 8}
    assert locations == {reverse("participants:desk-done", args=[Participant.objects.get().pk])}


# --- Notes ---------------------------------------------------------------------------------------------


def write_at_once():
    mentor = make_user("mentor")
    mentee = make_participant(mentor=mentor)
    url = reverse("participants:mentoring-write", args=[mentee.pk])
    opened = browsers(mentor)
    note = {"met_on": wib_day(mentee.registered_at).isoformat(), "kind": "visit", "minutes": "30", "topics": ["price"]}
    form = carried(opened[0], url) | note | {"text": "Sama", "readers": "pair"}
    return Counter(map(outcome, at_once([sender(browser, url, form) for browser in opened])))


def test_one_note_pressed_eight_times_at_once_is_kept_once():
    assert write_at_once() == {DONE: 8}
    assert MentoringNote.objects.count() == 1


def test_the_same_note_is_kept_eight_times_without_the_token(monkeypatch):
    monkeypatch.setattr(repeats, "once", lambda key, act: act().pk)

    assert write_at_once() == {DONE: 8}
    assert MentoringNote.objects.count() == 8
