"""static/css/bootstrap.css has the rules of Bootstrap that our pages use, and is made by `make styles`."""

import re

import pytest

from scripts import make_styles
from scripts.make_styles import PAGES_STYLES, ROOT
from tests.bootstrap import LEFT_OUT

pytestmark = pytest.mark.once


def rules(css, used=(), ours=""):
    kept = "".join(make_styles.needed(rule, set(used)) for rule in make_styles.parsed(css))
    return make_styles.without_unused_variables(kept, ours)


def test_the_styles_are_those_that_make_styles_takes():
    assert PAGES_STYLES.read_text() == make_styles.make(), "run `make styles` and commit static/css/bootstrap.css"


def test_no_class_of_a_template_is_left_out():
    named = {
        name
        for path in (ROOT / "templates").rglob("*.html")
        for names in re.findall(r'class="([^"]*)"', re.sub(r"{%.*?%}|{{.*?}}", " ", path.read_text()))
        for name in names.split()
    }

    assert "btn-primary" in named
    assert named & LEFT_OUT == set()


@pytest.mark.parametrize("name", ["is-invalid", "invalid-feedback", "form-control", "form-select", "form-check-input"])
def test_what_crispy_forms_draws_is_there(name):
    assert f".{name}" in PAGES_STYLES.read_text()


@pytest.mark.parametrize("name", ["carousel", "modal", "accordion", "navbar", "alert", "text-success"])
def test_what_nobody_uses_is_left_out(name):
    assert name in LEFT_OUT


def test_the_licence_is_named_in_the_file():
    assert PAGES_STYLES.read_text().startswith("/*! Bootstrap v5.3.9")


# --- How rules are chosen --------------------------------------------------------------------------------


def test_of_a_rule_those_selectors_stay_that_can_apply():
    assert rules(".a,.b .a,p .c{color:red}.b{color:red}", used=["a"]) == ".a{color:red}\n"


def test_a_rule_for_elements_alone_stays():
    assert rules("h1,a:hover,[type=search]{color:red}") == "h1,a:hover,[type=search]{color:red}\n"


def test_a_class_that_a_selector_excludes_is_not_demanded():
    assert rules(".a:not(.b)>*{color:red}", used=["a"]) == ".a:not(.b)>*{color:red}\n"


def test_rules_under_a_condition_are_chosen_one_by_one():
    css = "@media print{.a{color:red}.b{color:red}}@media screen{.b{color:red}}"

    assert rules(css, used=["a"]) == "@media print{\n.a{color:red}\n}\n"


def test_animations_the_character_set_and_the_dark_theme_stay_away():
    assert rules('@charset "UTF-8";@keyframes k{to{width:0}}[data-bs-theme=dark]{color:red}') == ""


def test_a_variable_stays_while_a_rule_that_stays_refers_to_it():
    css = ":root{--bs-a:1;--bs-b:var(--bs-a);--bs-c:2;--bs-d:3}p{width:var(--bs-b)}.x{width:var(--bs-c)}"

    assert rules(css, ours="p{width:var(--bs-d)}") == (
        ":root{--bs-a:1;--bs-b:var(--bs-a);--bs-d:3}\np{width:var(--bs-b)}\n"
    )


def test_a_variable_that_only_an_unused_variable_needs_is_dropped_and_so_is_a_rule_left_empty():
    assert rules(":root{--bs-a:1;--bs-b:var(--bs-a)}p{width:0}") == "p{width:0}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('<p class="lead {% if x %}small{% endif %} mb-3">', {"lead", "small", "mb-3"}),
        ('row.className = "active";', {"active"}),
        ('attrs={"class": "row"}', {"row"}),
        ('format_html("<div{}>", "form-check")', {"form-check"}),
        ("for row in rows: show(row)", set()),
    ],
)
def test_classes_are_found_where_they_are_set_and_anywhere_with_a_hyphen(text, found):
    assert make_styles.classes_in(text) == found
