"""A form that edits a shared record carries its version: on pages and in the admin, and no form is forgotten."""

import re

import pytest
from django.urls import reverse

from okoce import versions
from okoce.versions import STORED, TYPED, Changed, Version
from tests.carried import carried
from tests.factories.people import make_participant, make_user
from tests.okoce.versioned import typed
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db

NAMES = ["phone", "street", "rt"]


@pytest.fixture
def person():
    return make_participant(phone="+6281200009001", street="Jalan Anggrek 1", rt="001")


def changed(person, **values):
    type(person).objects.filter(pk=person.pk).update(**values)
    person.refresh_from_db()


# --- What is written ---------------------------------------------------------------------------------


def test_only_what_was_touched_is_written(person):
    version = Version.of(person, NAMES)

    assert versions.changes(person, typed(street="Jalan B"), version) == {"street": "Jalan B"}


def test_what_others_changed_in_other_fields_stays(person):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")

    assert versions.changes(person, typed(rt="009"), version) == {"rt": "009"}


def test_the_same_field_changed_by_two_is_asked_and_nothing_is_written(person):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")

    with pytest.raises(Changed) as asked:
        versions.changes(person, typed(street="Jalan B", rt="009"), version)

    assert asked.value.names == ["street"]


def test_the_same_field_changed_by_two_to_the_same_is_not_asked(person):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")

    assert versions.changes(person, typed(street="Jalan A"), version) == {}


@pytest.mark.parametrize(("answer", "written"), [(TYPED, {"street": "Jalan B"}), (STORED, {})])
def test_an_answer_decides(person, answer, written):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")
    shown = version.after_asking(person, ["street"])

    answered = Version.read(shown.signed(person), person, {"street": answer})

    assert versions.changes(person, typed(street="Jalan B"), answered) == written


@pytest.mark.parametrize("answers", [{}, {"street": "lain"}, {"rt": TYPED}])
def test_without_an_answer_it_is_asked_again(person, answers):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")
    shown = version.after_asking(person, ["street"])

    with pytest.raises(Changed):
        versions.changes(person, typed(street="Jalan B"), Version.read(shown.signed(person), person, answers))


@pytest.mark.parametrize("answer", [TYPED, STORED])
def test_an_answer_about_what_was_changed_once_more_is_no_answer(person, answer):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")
    shown = version.after_asking(person, ["street"])
    changed(person, street="Jalan C")

    with pytest.raises(Changed):
        versions.changes(
            person, typed(street="Jalan B"), Version.read(shown.signed(person), person, {"street": answer})
        )


def test_nobody_answers_before_they_were_asked(person):
    version = Version.of(person, NAMES)
    changed(person, street="Jalan A")

    with pytest.raises(Changed):
        versions.changes(person, typed(street="Jalan B"), Version(version.marks, answers={"street": TYPED}))


def test_a_version_of_another_record_or_none_of_ours_knows_nothing(person):
    other = make_participant()

    for text in ("", "bukan tanda tangan", Version.of(other, NAMES).signed(other)):
        with pytest.raises(Changed):
            versions.changes(person, typed(street="Jalan B"), Version.read(text, person))


def test_a_version_tells_nothing_of_what_it_was_made_from(person):
    text = Version.of(person, NAMES).signed(person)

    assert versions.signing.loads(text, salt=versions.SALT)["marks"].keys() == set(NAMES)
    assert "Anggrek" not in str(versions.signing.loads(text, salt=versions.SALT))


# --- A page ------------------------------------------------------------------------------------------


def contact(**fields):
    return {"phone": "0812-0000-9001", "email": "", "street": "Jalan Anggrek 1", "rt": "001", "rw": ""} | fields


@pytest.fixture
def two_windows(client, person):
    """(the address, what both forms carry) as two officers have it open."""
    client.force_login(make_user("officer", name="Petugas Satu"))
    url = reverse("participants:people-edit", args=[person.pk])
    return url, carried(client, url) | contact(kelurahan=person.kelurahan_id)


def test_two_officers_change_two_fields_and_both_stand(client, person, two_windows):
    url, form = two_windows

    first = client.post(url, form | {"street": "Jalan A"})
    second = client.post(url, form | {"phone": "0812-0000-7777"})

    person.refresh_from_db()
    assert (first.status_code, second.status_code) == (302, 302)
    assert (person.street, person.phone) == ("Jalan A", "+6281200007777")


def test_two_officers_change_one_field_and_the_second_is_shown_both_values(client, person, two_windows):
    url, form = two_windows
    client.post(url, form | {"street": "Jalan A"})

    answer = client.post(url, form | {"street": "Jalan B", "phone": "0812-0000-7777"})
    page = shown_again(client, answer).content.decode()

    person.refresh_from_db()
    asked = re.search(r'<div class="changed".*?</div>\s*</fieldset>\s*</div>|<div class="changed".*', page, re.S)[0]
    assert "Yang tersimpan sekarang</span> Jalan A" in asked
    assert "Isian Anda</span> Jalan B" in asked
    assert "Petugas Satu" in asked
    assert (person.street, person.phone) == ("Jalan A", "+6281200009001")


@pytest.mark.parametrize(("answer", "street"), [("typed", "Jalan B"), ("stored", "Jalan A")])
def test_the_answer_is_written_with_the_rest(client, person, two_windows, answer, street):
    url, form = two_windows
    client.post(url, form | {"street": "Jalan A"})
    mine = form | {"street": "Jalan B", "phone": "0812-0000-7777"}
    page = shown_again(client, client.post(url, mine))
    version = page.context["form"].fields["version"].widget.text

    answer = client.post(url, mine | {"version": version, "version-street": answer})

    person.refresh_from_db()
    assert answer.status_code == 302
    assert (person.street, person.phone) == (street, "+6281200007777")


def test_an_answer_stays_ticked_when_the_page_comes_back_for_another_reason(client, person, two_windows):
    url, form = two_windows
    client.post(url, form | {"street": "Jalan A"})
    asked = shown_again(client, client.post(url, form | {"street": "Jalan B"}))
    version = asked.context["form"].fields["version"].widget.text

    answered = {"street": "Jalan B", "phone": "12", "version": version, "version-street": "typed"}
    page = shown_again(client, client.post(url, form | answered))

    assert re.search(r'value="typed" id="id_version-street-typed" checked', page.content.decode())


def test_a_form_that_is_sent_twice_is_not_asked_about_itself(client, person, two_windows):
    url, form = two_windows

    answers = [client.post(url, form | {"street": "Jalan A"}).status_code for _ in range(2)]

    assert answers == [302, 302]
