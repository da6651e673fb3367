"""A list of the admin that grows with people is read in its order by an index, so that no page sorts all rows."""

import pytest
from django.contrib import admin

pytestmark = pytest.mark.once

FEW = {  # lists of things that staff make one by one, or that are worked off
    "programme",
    "regions",
    "snapshots",
    "papers",
    "jobs",
    "bazaars.bazaar",
    "bazaars.draw",
    "consents",
    "accounts.roleassignment",
}


def grows(model_admin):
    meta = model_admin.opts
    return not {meta.app_label, meta.label_lower} & FEW


def leading(model):
    """The columns that each index and each unique constraint without a condition begins with."""
    yield [model._meta.pk.name]
    for index in model._meta.indexes:
        if index.condition is None:
            yield [name.lstrip("-") for name in index.fields]
    for constraint in model._meta.constraints:
        if getattr(constraint, "fields", None) and not getattr(constraint, "condition", None):
            yield list(constraint.fields)
    for field in model._meta.local_fields:
        if field.db_index or field.unique:
            yield [field.name]


@pytest.mark.parametrize("model_admin", [each for each in admin.site._registry.values() if grows(each)], ids=str)
def test_each_list_that_grows_with_people_has_an_index_in_its_order(model_admin):
    order = [name.lstrip("-").removesuffix("_id") for name in model_admin.ordering or model_admin.opts.ordering]

    assert order
    assert [columns for columns in leading(model_admin.model) if columns[: len(order)] == order[: len(columns)]]
