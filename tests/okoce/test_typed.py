"""What a page may carry further of a form that was typed. That every secret field is known: test_kept_forms.py."""

import pytest
from django.http import QueryDict

from okoce.typed import keepable

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", ["password", "password1", "oldpassword", "form-0-password", "code", "credential"])
def test_a_secret_is_left_out(name):
    assert keepable(QueryDict(f"{name}=rahasia&nama=Sari")) == ([("nama", "Sari")], True)


@pytest.mark.parametrize("name", ["token", "version", "kode_pos", "business_class", "postcode"])
def test_what_is_no_secret_is_kept(name):
    assert keepable(QueryDict(f"{name}=a&{name}=b&csrfmiddlewaretoken=x")) == ([(name, "a"), (name, "b")], False)
