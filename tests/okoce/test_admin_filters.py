"""What the lists of the admin are filtered by."""

import pytest
from django.contrib import admin
from django.db.models import BooleanField

from bazaars.models import Bazaar
from okoce.admin import filters
from tests.factories.bazaars import make_bazaar
from tests.factories.people import make_user
from tests.factories.places import CAKUNG


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=str)
def test_each_field_a_list_is_filtered_by_has_choices(model_admin):
    fields = [model_admin.opts.get_field(name) for name in model_admin.list_filter if isinstance(name, str)]

    without = [
        field.name
        for field in fields
        if not (isinstance(field, BooleanField) or field.flatchoices or field.is_relation or field.null)
    ]

    assert without == []


@pytest.mark.django_db
def test_of_very_many_rows_the_newest_of_the_area_are_choices(client, monkeypatch):
    monkeypatch.setattr(filters, "MOST_ROWS", 2)
    bazaars = [make_bazaar(name=name, days=(day, day)) for name, day in (("Lama", 7), ("Baru", 9), ("Terbaru", 8))]
    make_bazaar(name="Di luar", kecamatan=CAKUNG)
    client.force_login(make_user("staff"))

    page = client.get("/admin/bazaars/draw/")

    [offered] = [spec.choices_offered for spec in page.context["cl"].filter_specs if spec.parameter_name == "bazaar"]
    assert offered == [(str(bazaars[2].pk), "Terbaru"), (str(bazaars[1].pk), "Baru")]


def test_a_bazaar_that_is_no_choice_any_more_is_found_by_the_search():
    lists = [
        model_admin
        for model_admin in admin.site._registry.values()
        for name in model_admin.list_filter
        if isinstance(name, str) and model_admin.opts.get_field(name).related_model is Bazaar
    ]

    assert len(lists) == 3
    assert [each for each in lists if "bazaar__name" not in each.search_fields] == []
