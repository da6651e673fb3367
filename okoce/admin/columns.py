"""The columns of a list of the admin: heading, order, and how the cell of a row reads. Made once a request."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib.admin.utils import display_for_field, display_for_value, label_for_field
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.text import capfirst

from okoce.formats import UNKNOWN, pukul, tanggal_pendek
from okoce.regions import places
from okoce.regions.models import Region

YES_OR_NO = {True: "✓ Ya", False: "✗ Tidak", None: UNKNOWN}
NO_BREAK = "\xa0"


@dataclass(frozen=True)
class Column:
    """`cell(row)` is the text of a row in this column. `field` names a field of the model, None for a method."""

    name: str
    heading: str
    cell: Callable
    is_sortable: bool
    field: str | None = None
    related: str | None = None  # a relation whose row is read along


def columns_of(model, model_admin, list_display, sortable_by=None):
    """Return the Columns of a list; the ticks in front of the rows are none."""
    empty = model_admin.get_empty_value_display()
    made = [_column(name, model, model_admin, empty) for name in list_display if name != "action_checkbox"]
    if sortable_by is None:
        return made
    return [
        column if column.name in sortable_by else Column(column.name, column.heading, column.cell, is_sortable=False)
        for column in made
    ]


def _column(name, model, model_admin, empty):
    heading, attribute = label_for_field(name, model, model_admin=model_admin, return_attr=True)
    heading = capfirst(heading)
    field = _field(model, name)
    if field is None:
        return Column(name, heading, _of_method(name, model_admin, attribute, empty), _is_ordered(attribute))
    related = field.name if field.is_relation and field.related_model is not Region else None
    return Column(name, heading, _of_field(field, empty), is_sortable=True, field=field.name, related=related)


def _field(model, name):
    """The field of this name that a row has itself; what other tables say of it is none."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    return field if field.concrete and not field.many_to_many else None


def _is_ordered(attribute):
    if isinstance(attribute, property):
        attribute = attribute.fget
    return bool(getattr(attribute, "admin_order_field", None))


def _of_field(field, empty):
    """Return a function from a row to the text of its cell: the kind of the field is asked once, not for every row."""
    stored = field.attname
    if field.is_relation and field.related_model is Region:
        return lambda row: places.named(code) if (code := getattr(row, stored)) else empty
    if field.is_relation:
        return lambda row: empty if (other := getattr(row, field.name)) is None else str(other)
    if field.flatchoices:
        words = dict(field.flatchoices)
        return lambda row: words.get(getattr(row, stored), empty)
    if isinstance(field, models.BooleanField):
        return lambda row: YES_OR_NO[getattr(row, stored)]
    if isinstance(field, models.IntegerField):
        return lambda row: empty if (number := getattr(row, stored)) is None else str(number)
    if isinstance(field, models.CharField | models.TextField):
        return lambda row: getattr(row, stored) or empty
    if isinstance(field, models.DateField):
        return lambda row: _text(getattr(row, stored), empty)
    return lambda row: display_for_field(getattr(row, stored), field, empty)


def _of_method(name, model_admin, attribute, empty):
    """`__str__`, a method of the admin's, or an attribute or method of the row."""
    if name == "__str__":
        return str
    if getattr(attribute, "boolean", False):
        return lambda row: YES_OR_NO[attribute(row)]
    if hasattr(model_admin, name):
        return lambda row: _text(attribute(row), empty)
    return lambda row: _text(value() if callable(value := getattr(row, name)) else value, empty)


def _text(value, empty):
    if isinstance(value, str):
        return value or empty
    if isinstance(value, dt.datetime):
        return f"{_day(value)} {pukul(value)}"
    return _day(value) if isinstance(value, dt.date) else display_for_value(value, empty)


def _day(value):
    """The day, never broken into lines."""
    return tanggal_pendek(value).replace(" ", NO_BREAK)
