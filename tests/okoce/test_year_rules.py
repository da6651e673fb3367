"""The measures of a programme year: named fields with limits, kept by the database, judged by under their names."""

import datetime as dt
import re

import pytest
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from okoce.admin.programme import ProgrammeYearAdmin
from okoce.programme.licence_kinds import LicenceKind
from okoce.programme.models import LIMITS, ProgrammeYear
from participants.journey.actions.journeys import policies, policy_of
from participants.journey.stages import Policy
from participants.permits.models import Licence
from tests.factories.people import make_user
from tests.factories.sessions import make_seat, make_session
from tests.factories.years import make_year
from trainings.attendance.actions import attendance
from trainings.seats.models import Seat

pytestmark = pytest.mark.django_db


def posted(client, page, **typed):
    """The admin's form of the year as the browser sends it, with these boxes typed over."""
    context = client.get(page).context
    formsets = [inline.formset for inline in context["inline_admin_formsets"]]
    forms = [context["adminform"].form]
    forms += [form for formset in formsets for form in (formset.management_form, *formset.forms)]
    checkboxes = {box.html_name: box.value() for form in forms for box in form}
    sent = {
        name: value.isoformat() if isinstance(value, dt.date) else "on" if value is True else value
        for name, value in checkboxes.items()
        if value not in (None, False)
    } | typed
    return client.post(page, {name: value for name, value in sent.items() if value is not None})


@pytest.fixture
def page(signed_in):
    signed_in("province")
    return reverse("admin:programme_programmeyear_change", args=[make_year().pk])


# --- Names ---------------------------------------------------------------------------------------------


def test_a_year_measures_by_the_same_names_and_usual_values_as_the_judge():
    usual = Policy()

    assert ProgrammeYear().measures == {name: getattr(usual, name) for name in ProgrammeYear().measures}
    assert set(ProgrammeYear().measures) == set(Policy.__dataclass_fields__) - {"stages", "is_sequential", "modules"}


def test_every_kind_of_licence_may_count():
    assert Licence.Kind is LicenceKind
    for kind in LicenceKind:
        counted = {f"counts_{each.value}": each == kind for each in LicenceKind}
        assert ProgrammeYear(**counted).licence_kinds == (kind.value,)


def test_each_measure_of_a_year_reaches_the_judge():
    year = make_year(
        attendance_percent=50,
        notes=3,
        days_apart=14,
        finished_follow_up=0,
        counts_nib=False,
        counts_halal=True,
        counts_merek=True,
        statements=4,
        months=9,
    )
    expected = Policy(
        modules=("M1", "M2", "M3"),
        attendance_percent=50,
        notes=3,
        days_apart=14,
        finished_follow_up=0,
        licence_kinds=("halal", "merek"),
        statements=4,
        months=9,
    )

    assert policies([year.pk]) == {year.pk: expected}
    assert policy_of(year) == expected


def test_the_tick_list_asks_for_the_share_of_the_year():
    session = make_session(days=(-3, -2), year=make_year(attendance_percent=50))
    seat = make_seat(session)

    attendance.mark(session.meetings.first(), [seat.pk], by=make_user("officer"))

    seat.refresh_from_db()
    assert seat.state == Seat.State.ATTENDED


# --- In the admin --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_a_wrong_measure_is_refused_at_its_field(client, page, name, limits):
    lowest, highest = limits
    before = ProgrammeYear.objects.values().get()

    for value in ("lima", "1,5", "", "-1", str(highest + 1), *([str(lowest - 1)] if lowest else [])):
        errors = posted(client, page, **{name: value}).context["adminform"].form.errors

        assert [len(sentences) for sentences in errors.values()] == [1], value
        assert not re.search("Enter|Ensure|required", errors[name][0])
    assert ProgrammeYear.objects.values().get() == before


@pytest.mark.parametrize(("name", "limits"), LIMITS.items())
def test_the_limit_is_said(client, page, name, limits):
    response = posted(client, page, **{name: str(limits[1] + 1)})

    assert str(limits[1]) in response.context["adminform"].form.errors[name][0]


def test_both_ends_of_every_measure_are_taken(client, page):
    for typed in ({name: str(lowest) for name, (lowest, _) in LIMITS.items()},
                  {name: str(highest) for name, (_, highest) in LIMITS.items()}):  # fmt: skip
        assert posted(client, page, **typed).status_code == 302

        year = ProgrammeYear.objects.get()
        assert {name: str(getattr(year, name)) for name in LIMITS} == typed


def test_what_measures_ask_of_each_other_is_refused_at_one_of_them(client, page):
    response = posted(client, page, statements="7", months="6", counts_nib=None)

    assert response.context["adminform"].form.errors == {
        "months": ["Jumlah bulan harus sama dengan atau lebih dari jumlah laporan bulanan."],
        "counts_nib": ["Pilih sedikitnya satu jenis izin yang dihitung."],
    }


def test_a_name_that_is_no_measure_has_no_place(client, page):
    posted(client, page, attendance_percnt="90", **{"stages-1-rule": '{"attendance_percent": "lima"}'})

    assert ProgrammeYear.objects.get().measures == ProgrammeYear().measures
    with pytest.raises(TypeError):
        Policy(attendance_percnt=90)


def test_every_field_of_the_year_stands_on_its_page():
    """The page lists its fields in groups; one that is forgotten there could never be set."""
    fields = {field.name for field in ProgrammeYear._meta.concrete_fields if field.editable} - {"id"}

    assert set(flatten_fieldsets(ProgrammeYearAdmin.fieldsets)) == fields


def test_a_change_of_a_measure_stands_in_the_history_of_the_year(client, page):
    posted(client, page, attendance_percent="80")

    body = client.get(page.replace("change", "history")).content.decode()

    assert "Kehadiran (%): dari 75 menjadi 80" in body


# --- In the database -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "value"),
    [(name, highest + 1) for name, (_, highest) in LIMITS.items()]
    + [(name, lowest - 1) for name, (lowest, _) in LIMITS.items() if lowest],
)
def test_the_database_keeps_each_limit(name, value):
    make_year()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeYear.objects.update(**{"months": 24} | {name: value})


@pytest.mark.parametrize("values", [{"statements": 7, "months": 6}, {"counts_nib": False}], ids=["months", "licences"])
def test_the_database_keeps_what_measures_ask_of_each_other(values):
    year = make_year()

    with pytest.raises(IntegrityError), transaction.atomic():
        ProgrammeYear.objects.update(**values)
    with pytest.raises(ValidationError) as refusal:
        ProgrammeYear(**{field: getattr(year, field) for field in ("name", "starts_on", "ends_on")}, **values).clean()
    assert len(refusal.value.messages) == 1
