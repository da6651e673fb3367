"""A form that is shown again: whose it is, where it is shown, what is left of it, and that it is never carried out."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client

from okoce.kept_forms.models import KeptForm
from okoce.kept_forms.typed import LONGEST
from participants.mentoring.models import MentoringNote
from tests.factories.people import make_participant, make_user
from tests.participants.mentoring.notes import typed
from tests.shown_again import shown_again

pytestmark = pytest.mark.django_db
BACKEND = "okoce.accounts.backends.PortalBackend"
WRONG = {"minutes": "", "text": "Panjang sekali ceritanya"}


@pytest.fixture
def mentor():
    return make_user("mentor")


@pytest.fixture
def path(mentor):
    return f"/pendampingan/{make_participant(mentor=mentor).pk}/catatan/"


def browser_of(user):
    client = Client()
    client.force_login(user, backend=BACKEND)
    client.get("/pesan/")  # any page: the cookie that names the browser comes with it
    return client


def test_what_is_kept_is_sealed_and_the_address_names_a_number_alone(mentor, path):
    answer = browser_of(mentor).post(path, typed(**WRONG))

    row = KeptForm.objects.get()
    assert answer["Location"] == f"{path}?isian={row.pk}"
    assert b"ceritanya" not in bytes(row.sealed)
    assert "no-store" in answer["Cache-Control"]


def test_sending_the_wrong_form_again_keeps_one_row_with_what_was_typed_last(mentor, path):
    client = browser_of(mentor)
    first = client.post(path, typed(**WRONG))

    second = client.post(first["Location"], typed(minutes="", text="Lain"))

    assert second["Location"] == first["Location"]
    assert KeptForm.objects.count() == 1
    assert shown_again(client, second).context["form"]["text"].value() == "Lain"


def test_opening_it_carries_nothing_out_even_where_nothing_is_wrong_by_now(mentor, path, monkeypatch):
    client = browser_of(mentor)
    answer = client.post(path, typed(next_step=" "))  # refused by the action alone
    monkeypatch.setattr("okoce.kept_forms.again._refuse_again", lambda form, found: None)

    page = shown_again(client, answer)

    assert page.context["form"].errors == {}
    assert not page.context["form"].is_valid()
    assert not MentoringNote.objects.exists()


def test_a_refusal_of_the_action_stands_there_again(mentor, path):
    client = browser_of(mentor)

    page = shown_again(client, client.post(path, typed(next_step=" ")))

    assert page.text.count("Tulis langkahnya, atau kosongkan tanggalnya") == 2  # the summary, and the field


@pytest.mark.parametrize("who", ["another account", "another browser"])
def test_nobody_else_sees_it(mentor, path, who):
    answer = browser_of(mentor).post(path, typed(**WRONG))
    other = browser_of(mentor)
    if who == "another account":
        other = Client()
        other.cookies = browser_of(mentor).cookies
        other.force_login(make_user("mentor"), backend=BACKEND)

    page = other.get(answer["Location"])

    assert "ceritanya" not in page.text
    assert KeptForm.objects.count() == 1


def test_the_same_account_in_the_same_browser_sees_it_after_a_new_log_in(mentor, path):
    client = browser_of(mentor)
    answer = client.post(path, typed(**WRONG))
    del client.cookies[settings.SESSION_COOKIE_NAME]

    client.force_login(mentor, backend=BACKEND)

    assert "ceritanya" in shown_again(client, answer).text
    assert f'href="{answer["Location"]}"' in client.get("/isian/").text


def test_it_is_shown_at_its_own_address_alone(mentor, path):
    client = browser_of(mentor)
    number = client.post(path, typed(**WRONG))["Location"].rpartition("=")[2]
    other = f"/pendampingan/{make_participant(mentor=mentor).pk}/catatan/"

    page = client.get(f"{other}?isian={number}")

    assert "ceritanya" not in page.text
    assert "Ada isian pukul" not in page.text


@pytest.mark.parametrize("number", ["", "0", "abc", "9" * 30, "987654321"])
def test_a_number_that_is_none_opens_the_empty_form(mentor, path, number):
    page = browser_of(mentor).get(path, {"isian": number})

    assert page.status_code == 200
    assert not page.context["form"].is_bound


def test_after_a_day_the_form_is_empty(mentor, path):
    client = browser_of(mentor)
    answer = client.post(path, typed(**WRONG))

    KeptForm.objects.update(kept_at=KeptForm.objects.get().kept_at - timedelta(hours=24))

    assert "ceritanya" not in client.get(answer["Location"]).text


def test_dropping_it_leads_to_the_empty_form(mentor, path):
    client = browser_of(mentor)
    client.post(path, typed(**WRONG))

    answer = client.post(f"/isian/{KeptForm.objects.get().pk}/buang/")

    assert answer["Location"] == path
    assert not KeptForm.objects.exists()


def test_a_post_of_another_form_does_not_drop_it(mentor, path):
    client = browser_of(mentor)
    client.post(path, typed(**WRONG))

    client.post(path, typed())

    assert MentoringNote.objects.count() == 1
    assert KeptForm.objects.count() == 1


def test_one_that_is_too_long_to_be_kept_is_shown_at_once(mentor, path):
    page = browser_of(mentor).post(path, typed(text="x" * LONGEST))

    assert page.status_code == 200
    assert page.context["form"]["text"].value() == "x" * LONGEST
    assert not KeptForm.objects.exists()


def test_in_a_browser_without_our_cookie_it_is_kept_for_the_account(mentor, path):
    client = Client()
    client.force_login(mentor, backend=BACKEND)

    answer = client.post(path, typed(**WRONG))

    assert "ceritanya" in shown_again(client, answer).text
