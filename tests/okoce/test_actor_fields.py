"""The account that did something with a row is one kind of field in every model."""

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import models

from okoce.actor_fields import actor_field

pytestmark = pytest.mark.once


def test_it_is_required_and_protects_the_account():
    field = actor_field("dicatat oleh")

    assert (field.verbose_name, field.null, field.blank) == ("dicatat oleh", False, False)
    assert field.remote_field.on_delete is models.PROTECT
    assert field.remote_field.related_name == "+"


def test_it_may_be_optional_and_forget_a_deleted_account():
    field = actor_field("dipesan oleh", models.SET_NULL, optional=True, editable=False)

    assert (field.null, field.blank, field.editable) == (True, True, False)
    assert field.remote_field.on_delete is models.SET_NULL


def test_no_account_has_lists_of_the_rows_on_which_it_acted():
    listed = [
        str(field)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is get_user_model()
        if field.name.endswith("_by") and field.remote_field.related_name != "+"
    ]

    assert listed == []


def test_models_write_no_such_foreign_key_of_their_own():
    root = Path(__file__).resolve().parents[2]
    found = [
        path.relative_to(root).as_posix()
        for floor in ("okoce", "participants", "trainings", "bazaars", "reports")
        for path in (root / floor).rglob("*.py")
        if "migrations" not in path.parts and re.search(r"_by = models\.ForeignKey\(", path.read_text())
    ]

    assert found == []
