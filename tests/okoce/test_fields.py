"""Money, counts, days and moments as people type them, through every field of every form and of the admin."""

import datetime as dt
import importlib
import pkgutil

import pytest
import time_machine
from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.test import RequestFactory

from okoce.clock import WIB
from okoce.fields.days import DayField, MomentField
from okoce.fields.hours import HourField
from okoce.fields.numbers import CountField, RupiahField, YearField
from okoce.fields.rows import RowField
from tests.factories.people import make_user

FLOORS = ("okoce", "participants", "trainings", "bazaars", "reports")
NOW = dt.datetime(2026, 11, 27, 12, tzinfo=WIB)
REFUSED = None

MONEY = [
    ("250.000", 250_000),
    ("1.250.000", 1_250_000),
    ("1250000", 1_250_000),
    ("Rp 1.250.000", 1_250_000),
    ("Rp1.250.000,00", 1_250_000),
    ("1,5jt", 1_500_000),
    ("1.5 jt", 1_500_000),
    ("1,5 juta", 1_500_000),
    ("500rb", 500_000),
    ("500 ribu", 500_000),
    ("2 miliar", 2_000_000_000),
    ("\u200b 750.000 ", 750_000),
    ("-5000", REFUSED),
    ("12,5", REFUSED),
    ("25.00", REFUSED),
    ("1.25.000", REFUSED),
    ("1,250,000", REFUSED),
    ("1.500 juta", REFUSED),
    ("250.000.0", REFUSED),
    ("1e6", REFUSED),
    ("sejuta", REFUSED),
]
COUNTS = [
    ("7", 7),
    ("007", 7),
    ("25", 25),
    ("2000", 2000),
    ("2.000", 2000),
    ("2 000", 2000),
    ("1.250.000", 1_250_000),
    ("1,5", REFUSED),
    ("2.5", REFUSED),
    ("25.00", REFUSED),
    ("2,000", REFUSED),
    ("2000.0", REFUSED),
    ("-3", REFUSED),
    ("1e3", REFUSED),
    ("dua", REFUSED),
    ("٢٥", REFUSED),
]
YEARS = [
    ("2021", 2021),
    (" 2021 ", 2021),
    ("2.021", REFUSED),
    ("21", REFUSED),
    ("2021.0", REFUSED),
    ("02021", REFUSED),
    ("-2021", REFUSED),
    ("tahun lalu", REFUSED),
]
NOVEMBER_20 = dt.date(2026, 11, 20)
DAYS = [
    ("2026-11-20", NOVEMBER_20),
    ("20/11/2026", NOVEMBER_20),
    ("20-11-2026", NOVEMBER_20),
    ("20.11.2026", NOVEMBER_20),
    ("20.11.26", NOVEMBER_20),
    ("20112026", NOVEMBER_20),
    ("20 November 2026", NOVEMBER_20),
    ("20 Nov 2026", NOVEMBER_20),
    ("20 nopember 2026", NOVEMBER_20),
    ("Jumat, 20 November 2026", NOVEMBER_20),
    ("1926-11-20", dt.date(1926, 11, 20)),
    ("2016-12-31", dt.date(2016, 12, 31)),
    ("28/11/2026", dt.date(2026, 11, 28)),
    ("31/02/2026", REFUSED),
    ("11/20/2026", REFUSED),
    ("2026-11-20 08:30", REFUSED),
    ("20/11", REFUSED),
    ("kemarin", REFUSED),
    ("46346", REFUSED),
    ("0206-11-20", REFUSED),
    ("20/11/0206", REFUSED),
    ("2099-01-01", REFUSED),
]
NINE = dt.datetime(2026, 11, 20, 9, tzinfo=WIB)
MOMENTS = [
    ("2026-11-20T09:00", NINE),
    ("2026-11-20T09:00:00", NINE),
    ("2026-11-20 09:00", NINE),
    ("20/11/2026 09.00", NINE),
    ("20-11-2026 9.00 WIB", NINE),
    ("20 November 2026 pukul 09.00 WIB", NINE),
    ("20 Nov 2026, 09:00", NINE),
    ("2026-11-20", REFUSED),
    ("20/11/2026 25.00", REFUSED),
    ("20/11/2026 09.75", REFUSED),
    ("31/02/2026 09.00", REFUSED),
    ("besok jam 9", REFUSED),
    ("0206-11-20T09:00", REFUSED),
    ("2099-01-01T09:00", REFUSED),
]
HOURS = [
    ("08.00", dt.time(8)),
    ("8:30", dt.time(8, 30)),
    ("8", dt.time(8)),
    ("pukul 08.00 WIB", dt.time(8)),
    ("23.59", dt.time(23, 59)),
    ("24.00", REFUSED),
    ("08.75", REFUSED),
    ("8,5", REFUSED),
    ("0800", REFUSED),
    ("08.00-10.00", REFUSED),
    ("pagi", REFUSED),
]
TABLES = {
    RupiahField: MONEY,
    YearField: YEARS,
    CountField: COUNTS,
    DayField: DAYS,
    MomentField: MOMENTS,
    HourField: HOURS,
}

# {"form.field": why it is not one of ours}. None for money.
EXCEPTIONS = {}
NUMBERS_AND_TIMES = (forms.IntegerField, forms.DateField, forms.DateTimeField, forms.TimeField, forms.DurationField)


def all_below(kind):
    for each in kind.__subclasses__():
        yield each
        yield from all_below(each)


def our_forms():
    importlib.import_module("okoce.urls")  # the converters that addresses are written with
    for floor in FLOORS:
        package = importlib.import_module(floor)
        for module in pkgutil.walk_packages(package.__path__, f"{floor}."):
            if ".migrations" not in module.name and not module.name.endswith((".wsgi", ".celery", ".urls")):
                importlib.import_module(module.name)
    return [form for form in all_below(forms.BaseForm) if form.__module__.partition(".")[0] in FLOORS]


def admin_forms():
    """The forms of the admin as somebody who may do everything is given them."""
    request = RequestFactory().get("/")
    request.user = make_user("province", is_superuser=True)
    for page in admin.site._registry.values():
        adds, changes = page.has_add_permission(request), page.has_change_permission(request)
        if adds or changes:  # the others show rows and have no form
            yield page.get_form(request, change=not adds)
        for formset, _ in page.get_formsets_with_inlines(request, None):
            yield formset.form
        if page.list_editable:
            yield page.get_changelist_form(request)


def fields_of(found):
    """{"form.field": field}"""
    return {
        f"{form.__module__}.{form.__name__}.{name}": field for form in found for name, field in form.base_fields.items()
    }


@pytest.fixture
def fields(db):
    return fields_of([*our_forms(), *admin_forms()])


def reading(field, typed):
    try:
        return field.clean(typed)
    except ValidationError:
        return REFUSED


def allowed(field, value):
    """What the field's own limits leave of it."""
    if value is REFUSED or isinstance(field, DayField | MomentField):
        day = value.date() if isinstance(value, dt.datetime) else value
        return value if value is not REFUSED and field.fits(day) else REFUSED
    if isinstance(field, HourField):
        return value
    least, most = field.min_value, field.max_value
    is_inside = (least is None or value >= least) and (most is None or value <= most)
    return value if is_inside else REFUSED


@time_machine.travel(NOW, tick=False)
def test_every_field_reads_what_people_type_and_refuses_the_rest(fields):
    wrong = [
        (name, typed, found, expected)
        for name, field in fields.items()
        for typed, value in table_of(field) or []
        if (found := reading(field, typed)) != (expected := allowed(field, value))
    ]

    assert wrong == []


def table_of(field):
    return next((TABLES[kind] for kind in type(field).__mro__ if kind in TABLES), None)


def test_every_number_and_every_day_is_asked_for_by_one_of_our_fields(fields):
    foreign = {
        name for name, field in fields.items() if isinstance(field, NUMBERS_AND_TIMES) and table_of(field) is None
    }

    assert foreign == set(EXCEPTIONS)


def test_the_walk_meets_each_kind_of_field_in_forms_and_in_the_admin(fields):
    met = {kind: sum(isinstance(field, kind) for field in fields.values()) for kind in TABLES}

    assert min(met.values()) >= 2, met
    years = {type(field) for name, field in fields.items() if name.endswith(".year")}
    assert years - {RowField} == {YearField}  # a year of the programme is chosen
    assert "bazaars.forms.sales.TakingsForm.amount" in fields
    assert {"year", "people", "capacity", "stalls"} <= {name.rpartition(".")[2] for name in fields}


@pytest.mark.parametrize(("name", "most"), [("capacity", 2**15 - 1), ("people", 2**31 - 1)])
def test_a_count_is_refused_that_the_column_cannot_hold(fields, name, most):
    counted = [
        field for full, field in fields.items() if isinstance(field, CountField) and full.rpartition(".")[2] == name
    ]
    field = max(counted, key=lambda field: float("inf") if field.max_value is None else field.max_value)  # the widest

    assert (reading(field, str(most)), reading(field, str(most + 1))) == (most, REFUSED)


def test_a_limit_is_shown_with_its_dots():
    with pytest.raises(ValidationError) as refused:
        CountField(max_value=2000).clean("2001")

    assert refused.value.messages == ["Isi paling banyak 2.000."]


def test_a_refused_form_shows_the_amount_as_it_was_understood():
    class Form(forms.Form):
        amount, reason = RupiahField(), forms.CharField()

    understood, unread = Form({"amount": "1,5jt"}), Form({"amount": "sejuta"})

    assert (understood["amount"].value(), unread["amount"].value()) == ("1.500.000", "sejuta")


def test_a_number_box_that_drops_dots_is_nowhere(fields):
    checkboxes = [name for name, field in fields.items() if getattr(field.widget, "input_type", "") == "number"]

    assert checkboxes == []
