"""Our templates of fields and widgets draw what those of crispy-bootstrap5 and of Django draw, in fewer steps."""

import re
from pathlib import Path

import crispy_bootstrap5
import pytest
from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms
from django.contrib import admin
from django.forms.renderers import DjangoTemplates
from django.template import Context, Engine
from django.template.loader import render_to_string
from django.test import SimpleTestCase

from okoce.fields.kept_choices import KeptSelect

pytestmark = pytest.mark.once

THEIRS = Engine(
    dirs=[Path(crispy_bootstrap5.__file__).parent / "templates"],
    libraries={
        "crispy_forms_field": "crispy_forms.templatetags.crispy_forms_field",
        "crispy_forms_filters": "crispy_forms.templatetags.crispy_forms_filters",
        "l10n": "django.templatetags.l10n",
    },
)
ROOT = Path(__file__).resolve().parents[2]
GROUPS = [("", "Semua"), ("Sudah", [("x", "X"), ("y", "Y & <z>")]), ("31.73", "Barat")]


class Sample(forms.Form):
    plain = forms.ChoiceField(choices=[("", "Semua"), (1, "Satu & <dua>"), ("b", "B")], required=False)
    groups = forms.ChoiceField(label="Langkah", choices=GROUPS[:2], help_text="Pilih <b>satu</b>.")
    several = forms.MultipleChoiceField(choices=[("a", "A"), ("b", "B")], required=False)
    words = forms.CharField(max_length=60, required=False, help_text="Nama atau nomor.")
    sought = forms.CharField(
        min_length=2, widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "lebar"})
    )
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), help_text="Apa saja.")
    secret = forms.CharField(widget=forms.PasswordInput, required=False)
    ticked = forms.BooleanField(label="Hanya yang menunggu", required=False)
    must = forms.BooleanField(help_text="Wajib.")
    day = forms.DateField(required=False)
    one = forms.ChoiceField(choices=[("a", "A & B"), ("b", "B")], widget=forms.RadioSelect(attrs={"data-x": "1"}))
    many = forms.MultipleChoiceField(
        choices=[("a", "A"), (2, "B")], widget=forms.CheckboxSelectMultiple, required=False, help_text="Beberapa."
    )
    hidden = forms.CharField(widget=forms.HiddenInput, required=False)


TYPED = {
    "plain": "1",
    "groups": "y",
    "several": ["a", "b"],
    "words": 'a "b" <c>',
    "sought": "kopi",
    "text": "</textarea>\n & lain",
    "ticked": "1",
    "must": "1",
    "one": "b",
    "many": ["2"],
}
REFUSED = {"groups": "z", "words": "x" * 61, "one": "z", "many": ["z"], "plain": "z", "day": "kemarin"}


@pytest.mark.parametrize("data", [None, TYPED, REFUSED], ids=["empty", "filled", "refused"])
@pytest.mark.parametrize("name", Sample.base_fields)
@pytest.mark.parametrize("auto_id", ["id_%s", "saring_%s"])
def test_a_field_is_drawn_as_the_packages_draw_it(name, data, auto_id):
    ours = Sample(data, auto_id=auto_id, initial={"plain": "b", "ticked": True})
    theirs = Sample(data, auto_id=auto_id, initial={"plain": "b", "ticked": True}, renderer=DjangoTemplates())
    words = {"field": theirs[name], "form_show_errors": True, "form_show_labels": True}

    drawn = as_crispy_field(ours[name])

    SimpleTestCase().assertHTMLEqual(drawn, THEIRS.get_template("bootstrap5/field.html").render(Context(words)))


class Kept(forms.Form):
    place = forms.ChoiceField(choices=GROUPS, widget=KeptSelect(attrs={"data-kecamatan": "kelurahan"}))


@pytest.mark.parametrize("typed", ["", "x", "y", "31.73", "z", '"><b>', "x&"])
def test_a_kept_box_is_drawn_as_any_other(typed):
    class Plain(Kept):
        place = forms.ChoiceField(choices=GROUPS, widget=forms.Select(attrs={"data-kecamatan": "kelurahan"}))

    for form in (Kept({"place": typed}), Kept(initial={"place": typed})):
        like = Plain(form.data or None, initial=form.initial)

        SimpleTestCase().assertHTMLEqual(str(form["place"]), str(like["place"]))


def test_the_options_of_a_kept_box_are_drawn_once(monkeypatch):
    choices = [("only-here", "Sekali")]
    times = []
    drawn = "okoce.fields.kept_choices.render_to_string"
    monkeypatch.setattr(drawn, lambda *_: times.append(1) or '<option value="only-here">Sekali</option>')

    selects = [KeptSelect(choices=choices).render("place", value) for value in ("", "only-here", "")]

    assert len(times) == 1
    assert ["selected" in select for select in selects] == [False, True, False]


@pytest.mark.parametrize("name", ["plain", "groups", "words", "sought", "day"])
def test_a_filter_draws_its_fields_with_the_class_the_packages_give_them(name):
    drawn = render_to_string("parts/_filter.html", {"form": [Sample()[name]]})

    theirs = as_crispy_field(Sample()[name])
    classes = [set(re.search(r'<(?:select|input)[^>]*class="([^"]*)"', page)[1].split()) for page in (drawn, theirs)]
    kinds = [named & {"form-select", "form-control", "lebar"} for named in classes]
    assert kinds[0] == kinds[1] != set()


def test_a_group_of_fields_in_the_admin_is_djangos_but_for_what_is_only_read():
    name = "templates/admin/includes/fieldset.html"
    theirs = (Path(admin.__file__).parent / name).read_text()
    head, _, ours = (ROOT / name).read_text().partition("\n")

    assert "load admin_fields" in head
    assert "".join(ours.split()) == "".join(theirs.replace("{{ field.contents }}", "{% read_only field %}").split())


def test_every_inline_of_the_admin_is_drawn_by_that_template():
    inlines = {inline for page in admin.site._registry.values() for inline in page.inlines}

    assert inlines
    assert not [inline for inline in inlines if not issubclass(inline, admin.StackedInline)]
