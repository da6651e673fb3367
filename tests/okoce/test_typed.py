"""What a page may carry further of a form that was typed."""

import pytest
from django import forms
from django.http import QueryDict

from okoce.typed import is_secret, keepable
from tests.test_conventions import MODULES


def all_forms():
    for module in [*MODULES, "allauth.account.forms", "allauth.mfa.base.forms", "allauth.mfa.totp.forms"]:
        if "forms" in module:
            __import__(module)
    __import__("allauth.mfa.webauthn.forms")
    waiting, found = [forms.BaseForm], set()
    while waiting:
        for form in waiting.pop().__subclasses__():
            if form not in found:
                found.add(form)
                waiting.append(form)
    return found


def secrets():
    """(form, field) of every password and one-time code that the portal asks for."""
    for form in all_forms():
        for name, field in getattr(form, "base_fields", {}).items():
            hint = field.widget.attrs.get("autocomplete", "")
            if isinstance(field.widget, forms.PasswordInput) or hint == "one-time-code":
                yield f"{form.__module__}.{form.__name__}", name


def test_every_password_and_code_of_every_form_is_known_as_secret():
    found = list(secrets())

    assert {name for _, name in found} >= {"password", "code", "oldpassword"}
    assert [(form, name) for form, name in found if not is_secret(name)] == []


@pytest.mark.parametrize("name", ["password", "password1", "oldpassword", "0-password", "code", "credential", "sandi"])
def test_a_secret_is_left_out(name):
    assert keepable(QueryDict(f"{name}=rahasia&nama=Sari")) == ([("nama", "Sari")], True)


@pytest.mark.parametrize("name", ["token", "kode_pos", "business_class", "postcode", "encode"])
def test_what_is_no_secret_is_kept(name):
    assert keepable(QueryDict(f"{name}=a&{name}=b&csrfmiddlewaretoken=x")) == ([(name, "a"), (name, "b")], False)
