"""Which field asks for which column of a model, in the admin and in every ModelForm."""

from django.db import models

from okoce.fields.days import DayField, DayInput, MomentField, MomentInput
from okoce.fields.numbers import AmountInput, CountField, NumberInput, RupiahField

_ADMIN = {"class": "vTextField"}  # sized by the admin's own style sheet
# What a column is asked with. All money of the portal is kept in PositiveBigIntegerField, and no other number that is
# typed. SQLite would take a number that PostgreSQL's column cannot hold.
OF_COLUMNS = {
    models.PositiveBigIntegerField: {"form_class": RupiahField, "widget": AmountInput(_ADMIN)},
    models.PositiveSmallIntegerField: {
        "form_class": CountField,
        "widget": NumberInput(_ADMIN),
        "max_value": 2**15 - 1,
    },
    models.IntegerField: {"form_class": CountField, "widget": NumberInput(_ADMIN), "max_value": 2**31 - 1},
    models.DateField: {"form_class": DayField, "widget": DayInput(_ADMIN)},
    models.DateTimeField: {"form_class": MomentField, "widget": MomentInput(_ADMIN)},
}


def of_column(column, **kwargs):
    """Return the form field of a model's column; for `formfield_callback` of a ModelForm."""
    kind = next((kind for kind in type(column).__mro__ if kind in OF_COLUMNS), None)
    given = {name: value for name, value in OF_COLUMNS.get(kind, {}).items() if name != "widget"}
    return column.formfield(**given | kwargs)
