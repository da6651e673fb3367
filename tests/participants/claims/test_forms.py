"""The two forms of a claim: what they ask, how they are drawn, what they take."""

import datetime as dt

import pytest

from participants.claims.forms import AskForm, CodeForm
from participants.cleaning.registration_numbers import check_sign
from tests.factories.people import PASSWORD

pytestmark = pytest.mark.once

NUMBER = f"OK26-222222-{check_sign('26222222')}"


@pytest.mark.parametrize("form", [AskForm(), CodeForm()])
def test_a_form_is_judged_by_the_server(form):
    assert "required" not in str(form["number" if "number" in form.fields else "code"])


def test_the_password_is_asked_of_those_who_have_no_account():
    assert list(CodeForm().fields) == ["code", "password"]
    assert list(CodeForm(has_account=True).fields) == ["code"]


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123\t456"])
def test_a_code_is_read_with_its_gaps(typed):
    form = CodeForm({"code": typed}, has_account=True)

    assert form.is_valid()
    assert form.cleaned_data == {"code": "123456"}


@pytest.mark.parametrize(
    ("password", "is_valid"),
    [
        (PASSWORD, True),
        (f" {PASSWORD} ", True),
        (PASSWORD.ljust(128, "x"), True),
        ("pendek", False),
        ("", False),
        ("x" * 129, False),
    ],
)
def test_a_password_is_taken_as_it_is_typed_and_judged(password, is_valid):
    form = CodeForm({"code": "123456", "password": password})

    assert form.is_valid() is is_valid
    assert form.cleaned_data.get("password") == (password if is_valid else None)


def test_a_number_and_a_birth_date_are_read_as_people_type_them():
    form = AskForm({"number": f" {NUMBER.lower().replace('-', ' ')} ", "birth_on": "10 Mei 1990"})

    assert form.is_valid()
    assert form.cleaned_data == {"number": NUMBER, "birth_on": dt.date(1990, 5, 10)}


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"number": "", "birth_on": "10/05/1990"}, "number", "Isi nomor pendaftaran; ada di bukti pendaftaran."),
        ({"number": "OK26-222222-", "birth_on": "10/05/1990"}, "number", "Nomor ini salah ketik"),
        ({"number": "1" * 31, "birth_on": "10/05/1990"}, "number", "30"),
        ({"number": NUMBER, "birth_on": ""}, "birth_on", "Isi tanggal lahir"),
        ({"number": NUMBER, "birth_on": "31/02/1990"}, "birth_on", "tidak terbaca"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_field(typed, field, words):
    form = AskForm(typed)

    assert not form.is_valid()
    assert list(form.errors) == [field]
    assert words in form.errors[field][0]
