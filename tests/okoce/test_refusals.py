"""A refusal of an action becomes a message or an error at a form, in one way."""

import ast
from pathlib import Path

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError

from okoce import refusals

pytestmark = pytest.mark.once

ROOT = Path(__file__).resolve().parents[2]
# Where a refusal is neither: it goes on to another form of the page, into the piece that htmx asked for, or to the
# library whose page shows it.
OTHERS = {
    "trainings/attendance/views/ticks.py: _save_tick",
    "trainings/attendance/views/ticks.py: receive_kept",
    "participants/exports/admin.py: get_export_data",
    "trainings/invitations/views/answers.py: _act",  # names nobody, as some refusals do
}


@pytest.fixture
def request_with_messages(rf):
    request = rf.get("/")
    request._messages = CookieStorage(request)
    return request


def shown(request):
    return [(message.level_tag, message.message) for message in get_messages(request)]


def test_all_sentences_of_a_refusal_are_one_message(request_with_messages):
    with refusals.as_message(request_with_messages):
        raise ValidationError(["Sesi sudah penuh.", "Pilih sesi lain."])

    assert shown(request_with_messages) == [("danger", "Sesi sudah penuh. Pilih sesi lain.")]


def test_a_message_may_begin_with_what_was_refused(request_with_messages):
    with refusals.as_message(request_with_messages, "Sesi pagi belum dibuka."):
        raise ValidationError("Isi %(what)s dulu.", params={"what": "tempat"})

    assert shown(request_with_messages) == [("danger", "Sesi pagi belum dibuka. Isi tempat dulu.")]


def test_nothing_is_shown_of_what_went_well(request_with_messages):
    with refusals.as_message(request_with_messages):
        pass

    assert shown(request_with_messages) == []


@pytest.mark.parametrize(("field", "where"), [(None, "__all__"), ("number", "number")])
def test_a_refusal_stands_at_the_form_or_at_one_field(field, where):
    class Form(forms.Form):
        number = forms.CharField()

    form = Form({"number": "12"})
    assert form.is_valid()

    with refusals.at_form(form, field):
        raise ValidationError("Nomor ini sudah dipakai.")

    assert form.errors == {where: ["Nomor ini sudah dipakai."]}


@pytest.mark.parametrize("raised", [PermissionError, KeyError])
def test_other_exceptions_pass_through(request_with_messages, raised):
    with pytest.raises(raised), refusals.as_message(request_with_messages), refusals.at_form(forms.Form({})):
        raise raised


def handlers_of_refusals():
    """path: function of every `except ValidationError` in views and in the admin."""
    for folder in ("okoce", "participants", "trainings", "bazaars", "reports"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if not ({"views", "views.py", "admin", "admin.py"} & set(Path(name).parts)):
                continue
            for function in ast.walk(ast.parse(path.read_text())):
                if isinstance(function, ast.FunctionDef):
                    for node in ast.walk(function):
                        if isinstance(node, ast.ExceptHandler) and "ValidationError" in ast.unparse(node.type):
                            yield f"{name}: {function.name}"


def test_views_and_admin_show_refusals_in_this_one_way():
    assert set(handlers_of_refusals()) == OTHERS
