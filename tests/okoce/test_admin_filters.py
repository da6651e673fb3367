"""What the lists of the admin are filtered by."""

import pytest
from django.contrib import admin
from django.db.models import BooleanField


@pytest.mark.parametrize("model_admin", admin.site._registry.values(), ids=str)
def test_each_field_a_list_is_filtered_by_has_choices(model_admin):
    fields = [model_admin.opts.get_field(name) for name in model_admin.list_filter if isinstance(name, str)]

    without = [
        field.name
        for field in fields
        if not (isinstance(field, BooleanField) or field.flatchoices or field.is_relation or field.null)
    ]

    assert without == []
