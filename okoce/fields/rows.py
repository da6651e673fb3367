"""A choice among rows that are kept in memory: no statement asks for them, neither to draw the box nor to judge it."""

from django import forms


class RowField(forms.TypedChoiceField):
    """Cleans to the row chosen, None for no choice. Nothing may be chosen before `offer`."""

    def __init__(self, **options):
        super().__init__(empty_value=None, **options)

    def offer(self, rows, *, label=str, first=None, last=()):
        """Offer {value: row}, after a first choice and before last ones, (value, label), that stand for no row."""
        begins = [] if first is None else [("", first)]
        self.choices = [*begins, *((value, label(row)) for value, row in rows.items()), *last]
        self.coerce = {str(value): row for value, row in rows.items()}.get
