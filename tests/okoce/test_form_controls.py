"""The boxes of filters look as those that crispy-forms draws."""

import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.test import SimpleTestCase

from okoce.form_controls import drawn


class Sample(forms.Form):
    plain = forms.ChoiceField(choices=[("", "Semua"), (1, "Satu & <dua>"), ("b", "B")], required=False)
    groups = forms.ChoiceField(
        label="Langkah", choices=[("", "Semua"), ("Sudah", [("x", "X"), ("y", "Y")])], help_text="Pilih <b>satu</b>."
    )
    words = forms.CharField(max_length=60, required=False, help_text="Nama atau nomor.")
    sought = forms.CharField(
        min_length=2, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "lebar"})
    )
    ticked = forms.BooleanField(label="Hanya yang menunggu", required=False)
    must = forms.BooleanField(help_text="Wajib.")
    day = forms.DateField(required=False)
    many = forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, required=False)


TYPED = {"plain": "1", "groups": "y", "words": 'a "b" <c>', "sought": "kopi", "ticked": "1", "must": "1"}


@pytest.mark.parametrize("data", [None, TYPED, {"groups": "z", "words": "x" * 61}], ids=["empty", "filled", "refused"])
@pytest.mark.parametrize("name", Sample.base_fields)
@pytest.mark.parametrize("auto_id", ["id_%s", "saring_%s"])
def test_a_box_is_drawn_as_crispy_forms_draws_it(name, data, auto_id):
    field = Sample(data, auto_id=auto_id, initial={"plain": "b", "ticked": True})[name]

    assert SimpleTestCase().assertHTMLEqual(drawn(field), as_crispy_field(field)) is None
